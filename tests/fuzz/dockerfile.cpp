// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Whatever the bytes, there is a recipe or a `status_error`. Run: fuzz_dockerfile -max_total_time=60 CORPUS_DIRECTORY

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/dockerignore.hpp>
#include <slipway/oci/expand.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto survives = [](auto call) {
        try {
            call();
        } catch (const slipway::status_error&) {
        }
    };
    survives([&] { slipway::oci::parse_dockerfile(text); });
    survives([&] { slipway::oci::dockerignore::parse(text).ignores("some/directory/file.txt"); });
    survives([&] {
        slipway::oci::expand_words(text, [](std::string_view name) {
            return name.size() > 2 ? std::nullopt : std::optional(std::string(name) + "$X");
        });
    });
    return 0;
}
