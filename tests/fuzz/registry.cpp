// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// What registries and their clients say to each other.

#include <slipway/core/number_in.hpp>
#include <slipway/net/origin.hpp>
#include <slipway/registry/detail/auth_challenge.hpp>
#include <slipway/registry/detail/remote.hpp>
#include <slipway/registry/detail/server_route.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    survives([&] { net::base_url::parse(text); });
    registry::detail::parse_challenges(text);
    core::number_in<std::uint64_t>(text);
    registry::detail::next_link(text);
    registry::detail::without_parameters(text);
    survives([&] { registry::detail::server_route::parse(text); });
    return 0;
}
