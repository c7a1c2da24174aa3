// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>

namespace slipway::cli::command {

/// Rows below a head, as docker prints them: each column as wide as its widest word, three blanks
/// between. What stands in them is cleaned of control characters.
class table {
public:
    explicit table(std::vector<std::string> head) { row(std::move(head)); }

    void row(std::vector<std::string> cells) {
        for (std::string& cell : cells) cell = cli::detail::clean_text(cell);
        rows_.push_back(std::move(cells));
    }

    std::string text() const {
        std::vector<std::size_t> widths(rows_[0].size());
        for (const auto& cells : rows_)
            for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i)
                widths[i] = std::max(widths[i], length(cells[i]));
        std::string made;
        for (const auto& cells : rows_) {
            for (std::size_t i = 0; i < cells.size(); ++i)
                made += cells[i] + (i + 1 == cells.size()
                                        ? ""
                                        : std::string(widths[i] - length(cells[i]) + 3, ' '));
            made.erase(made.find_last_not_of(' ') + 1);
            made += '\n';
        }
        return made;
    }

private:
    /// In characters.
    static std::size_t length(std::string_view s) {
        return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        }));
    }

    std::vector<std::vector<std::string>> rows_;
};

}  // namespace slipway::cli::command
