// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <slipway/core/status.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/engine/filters.hpp>
#include <slipway/json/read.hpp>

namespace slipway::docker_api::detail {

/// The parameter `filters` of a call. Docker writes it as `{"name":{"value":true}}` and, before
/// version 1.22, as `{"name":["value"]}`. Throws `status_error` (bad_request) for what is none, and
/// as `engine::filters::add`.
inline engine::filters filters_of(const call& c, std::span<const engine::filter_name> known) {
    engine::filters made(known);
    const std::string text = c.parameter("filters");
    if (text.empty()) return made;
    const json::value all = json::read(text);
    if (!all.is_object())
        throw status_error(core::reason::bad_request, "the filters are no JSON object");
    for (const auto& [name, values] : all.items()) {
        made.known(name);  // also where it has no values
        if (values.is_object())
            for (const auto& [value, on] : values.items()) made.add(name, value);
        else if (values.is_array())
            for (const json::value& value : values)
                made.add(name,
                         value.is_string() ? value.get<std::string>() : json::value(value).dump());
        else
            throw status_error(core::reason::bad_request,
                               "the filter '" + name.substr(0, 64) + "' has no list of values");
    }
    return made;
}

}  // namespace slipway::docker_api::detail
