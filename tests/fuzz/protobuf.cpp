// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Bodies of requests in Kubernetes' binary form.

#include <string>

#include <slipway/apiserver/protobuf.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    survives([&] { apiserver::read_protobuf(std::string("k8s\0", 4) + std::string(text)); });
    survives([&] { apiserver::read_protobuf(text); });
    return 0;
}
