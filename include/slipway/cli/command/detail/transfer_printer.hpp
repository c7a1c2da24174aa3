// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline unsigned columns_of_terminal() {
    if (!::isatty(STDERR_FILENO)) return 0;
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 80;
}

}  // namespace detail

SLIPWAY_INLINE transfer_printer::transfer_printer(const session& s)
    : transfer_printer(s, s.quiet() ? 0 : detail::columns_of_terminal()) {}

SLIPWAY_INLINE transfer_printer::~transfer_printer() {
    if (columns_ != 0 && !rows_.empty()) draw();
}

SLIPWAY_INLINE std::string transfer_printer::line_of(const engine::transfer& t, unsigned columns) {
    std::string made = id_in_words(t.blob) + ": " + engine::words_of(t.step);
    if (!engine::has_bar(t.step) || t.total == 0) return made.substr(0, columns);
    made.resize(26, ' ');
    const std::string sizes = "  " + size_in_words(t.done) + "/" + size_in_words(t.total);
    if (columns > made.size() + sizes.size() + 12) {
        const std::size_t width =
            std::min<std::size_t>(columns - made.size() - sizes.size() - 3, 50);
        const double part =
            static_cast<double>(std::min(t.done, t.total)) / static_cast<double>(t.total);
        const auto full = static_cast<std::size_t>(static_cast<double>(width) * part);
        made += "[" + std::string(full, '=') +
                (full < width ? ">" + std::string(width - full - 1, ' ') : "") + "]";
    }
    return (made + sizes).substr(0, columns);
}

SLIPWAY_INLINE void transfer_printer::take(const engine::transfer& t) {
    auto row = std::find_if(rows_.begin(), rows_.end(),
                            [&](const engine::transfer& r) { return r.blob == t.blob; });
    if (row == rows_.end()) row = rows_.insert(rows_.end(), t);
    else if (engine::is_last(row->step)) return;
    const bool news = row->step != t.step || t.step == engine::transfer_step::waiting;
    *row = t;
    if (columns_ == 0) {
        if (engine::is_last(t.step)) session_.say(line_of(t, 200));
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!news && now - last_ < std::chrono::milliseconds(80)) return;
    last_ = now;
    draw();
}

SLIPWAY_INLINE void transfer_printer::draw() {
    std::string made = drawn_ == 0 ? "" : "\x1b[" + std::to_string(drawn_) + "A";
    for (const engine::transfer& row : rows_)
        made += "\r" + line_of(row, columns_ - 1) + "\x1b[K\n";
    drawn_ = rows_.size();
    std::fwrite(made.data(), 1, made.size(), stderr);
}

}  // namespace slipway::cli::command
