// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/apiserver/kind_row.hpp>
#include <slipway/json/read.hpp>

namespace support {

/// The object with what the server fills in.
inline slipway::json::value completed(const slipway::apiserver::kind_row& row,
                                      const std::string& text) {
    slipway::json::value object = slipway::json::read(text);
    if (row.prepare_create) row.prepare_create(object);
    if (row.set_defaults) row.set_defaults(object);
    return object;
}

using sentences = std::vector<std::string>;

/// What is wrong with a new object, or with one that replaces `old`: `field: message`, cut off
/// behind `shown` letters.
inline sentences complaints(const slipway::apiserver::kind_row& row, const std::string& text,
                            const std::string& old = {}, std::size_t shown = 500) {
    const slipway::json::value object = completed(row, text),
                               before = old.empty() ? slipway::json::value() : completed(row, old);
    slipway::apiserver::errors found;
    row.validate(object, old.empty() ? nullptr : &before, found);
    sentences made;
    for (const slipway::core::status_cause& c : found)
        made.push_back((c.field + ": " + c.message).substr(0, shown));
    return made;
}

/// The cells of an object's row, as text.
inline sentences printed(const slipway::apiserver::kind_row& row, const std::string& text,
                         slipway::core::time_source::wall_time now = {}) {
    slipway::apiserver::cells cells;
    row.print(slipway::json::read(text), now, cells);
    sentences made;
    for (const slipway::json::value& cell : cells)
        made.push_back(cell.is_string() ? cell.get<std::string>() : cell.dump());
    return made;
}

}  // namespace support
