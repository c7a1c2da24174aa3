// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

/// JSON Merge Patch (RFC 7386, section 2): null removes, objects merge, everything else replaces.
inline value merge_patch(const value& target, const value& patch) {
    if (!patch.is_object()) return patch;
    value made = target.is_object() ? target : value::object();
    for (const auto& [name, member] : patch.items()) {
        const auto found = made.find(name);
        if (member.is_null()) {
            if (found != made.end()) made.erase(found);
        } else {
            made[name] = merge_patch(found != made.end() ? *found : value(), member);
        }
    }
    return made;
}

/// JSON Patch (RFC 6902). Throws `status_error`: bad_request for what is no patch, invalid (422)
/// where an operation cannot be carried out or a `test` does not hold.
inline value json_patch(const value& target, const value& patch) {
    if (!patch.is_array())
        throw core::status_error(core::reason::bad_request,
                                 "a JSON patch is an array of operations");
    constexpr std::size_t most = 10'000;  // as the API server
    if (patch.size() > most)
        throw core::status_error(core::reason::request_entity_too_large,
                                 "the patch has " + std::to_string(patch.size()) +
                                     " operations, and " + std::to_string(most) + " are allowed");
    try {
        return target.patch(patch);
    } catch (const value::parse_error& e) {
        throw core::status_error(core::reason::bad_request,
                                 std::string("malformed JSON patch: ") + e.what());
    } catch (const value::exception& e) {
        throw core::status_error(core::reason::invalid,
                                 std::string("the JSON patch cannot be applied: ") + e.what());
    }
}

}  // namespace slipway::json
