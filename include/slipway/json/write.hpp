// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/json/value.hpp>

namespace slipway::json {

/// Compact text. Bytes that are no UTF-8 are replaced, so that what is written can always be read.
inline std::string write(const value& v) {
    return v.dump(-1, ' ', false, value::error_handler_t::replace);
}

/// Text for people, indented by `spaces`.
inline std::string write_pretty(const value& v, int spaces = 2) {
    return v.dump(spaces, ' ', false, value::error_handler_t::replace);
}

}  // namespace slipway::json
