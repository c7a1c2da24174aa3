// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// What programs and shims tell each other.

#include <slipway/json/read.hpp>
#include <slipway/runtime/documents.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    survives([&] {
        const json::value v = json::read(text);
        survives([&] { runtime::read<runtime::sandbox_spec>(v); });
        survives([&] { runtime::read<runtime::container_status>(v); });
        survives([&] { runtime::read<runtime::event>(v); });
        survives([&] {
            const auto spec = runtime::read<runtime::container_spec>(v);
            const auto written = runtime::document(spec);
            holds(runtime::document(runtime::read<runtime::container_spec>(written)) == written,
                  "a specification is what it says");
        });
    });
    return 0;
}
