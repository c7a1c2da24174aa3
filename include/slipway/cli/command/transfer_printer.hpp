// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <slipway/cli/command/session.hpp>
#include <slipway/engine/transfer.hpp>

namespace slipway::cli::command {

/// Shows how the layers of an image come and go, on standard error: a bar for each on a terminal,
/// elsewhere a line when one is done.
class transfer_printer {
public:
    explicit transfer_printer(const session& s);
    /// For a terminal of this width, or for none.
    transfer_printer(const session& s, unsigned columns) : session_(s), columns_(columns) {}
    transfer_printer(const transfer_printer&) = delete;
    /// What was told last is shown.
    ~transfer_printer();

    engine::transfer_sink sink() {
        return [this](const engine::transfer& t) { take(t); };
    }

    /// One layer as a line of at most this width: `5c40b3316654: Downloading [====>      ]
    /// 1.2MB/3.4MB`.
    static std::string line_of(const engine::transfer& t, unsigned columns);

private:
    void take(const engine::transfer& t);
    void draw();

    const session& session_;
    unsigned columns_ = 0;  ///< 0: no terminal
    std::vector<engine::transfer> rows_;
    std::size_t drawn_ = 0;
    std::chrono::steady_clock::time_point last_{};
};

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/transfer_printer.hpp>
#endif
