// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Quantities, schedules, spans of time, selectors and patterns.

#include <slipway/core/base64.hpp>
#include <slipway/core/cron.hpp>
#include <slipway/core/duration.hpp>
#include <slipway/core/quantity.hpp>
#include <slipway/core/selector.hpp>
#include <slipway/core/yaml_scalar.hpp>
#include <slipway/net/password_hash.hpp>
#include <slipway/net/url.hpp>
#include <slipway/oci/path_pattern.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    core::parse_quantity(text);
    core::parse_cron(text);
    core::parse_duration(text);
    if (const auto bytes = core::decode_base64(text))
        holds(core::decode_base64(core::encode_base64(*bytes)) == bytes, "base64 is what it says");
    survives([&] {
        const auto s = core::selector::parse(text);
        holds(core::selector::parse(s.str()).str() == s.str(), "a selector is what it says");
    });
    survives([&] { core::selector::parse_fields(text); });
    survives([&] {
        holds(net::percent_decode(net::percent_encode(text)) == text,
              "encoded text is what it says");
    });
    survives([&] { net::url::parse(text); });
    net::is_password_hash(text);
    return 0;
}
