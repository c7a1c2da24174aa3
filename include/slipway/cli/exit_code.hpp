// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

namespace slipway::cli {

/// How a definition's program ends.
enum exit_code : int {
    success = 0,
    failure = 1,
    wrong_usage = 2,
    has_findings = 3,
    timed_out = 4,
};

}  // namespace slipway::cli
