// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Dockerfiles, their ignore files and their variables.

#include <optional>
#include <string>

#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/dockerignore.hpp>
#include <slipway/oci/expand.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    survives([&] { oci::parse_dockerfile(text); });
    survives([&] { oci::dockerignore::parse(text).ignores("some/directory/file.txt"); });
    survives([&] {
        oci::expand_words(text, [](std::string_view name) {
            return name.size() > 2 ? std::nullopt : std::optional(std::string(name) + "$X");
        });
    });
    return 0;
}
