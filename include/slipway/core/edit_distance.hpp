// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::core {

/// The edit distance of two short words: letters that are missing, too many, wrong, or exchanged
/// with the next one (optimal string alignment); 99 for long ones.
constexpr unsigned edit_distance(std::string_view a, std::string_view b) {
    unsigned rows[3][40]{};
    if (a.size() > 38 || b.size() > 38) return 99;
    for (unsigned j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (unsigned i = 1; i <= a.size(); ++i) {
        const unsigned *const above = rows[(i - 1) % 3], *const before = rows[(i + 1) % 3];
        unsigned* const row = rows[i % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b.size(); ++j) {
            const bool same = a[i - 1] == b[j - 1];
            unsigned best = above[j - 1] + !same;
            if (above[j] + 1 < best) best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            if (i > 1 && j > 1 && !same && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.size() % 3][b.size()];
}

}  // namespace slipway::core
