// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <catch2/catch.hpp>

#include <slipway/core/status.hpp>

namespace support {

/// Why `f` throws a `status_error`, which has a sentence. Fails where it throws none.
inline slipway::core::reason refusal(const std::function<void()>& f, int line = __builtin_LINE(),
                                     const char* file = __builtin_FILE()) {
    INFO("asked for in line " << line << " of " << file);
    try {
        f();
    } catch (const slipway::status_error& e) {
        CHECK_FALSE(e.message().empty());
        return e.why();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace support
