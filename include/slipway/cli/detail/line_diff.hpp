// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::cli::detail {

/// A line of both texts (' '), of the first alone ('-') or of the second ('+').
struct changed_line {
    char how = ' ';
    std::string_view text{};
};

inline std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> made;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        made.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return made;
}

/// The shortest way from one text to the other (Myers, "An O(ND) Difference Algorithm", 1986).
/// Texts that have too little in common are replaced as a whole, so that memory and time stay
/// small.
inline std::vector<changed_line> compare_lines(std::string_view before, std::string_view after) {
    const std::vector<std::string_view> a = lines_of(before), b = lines_of(after);
    const long n = static_cast<long>(a.size()), m = static_cast<long>(b.size()),
               most = std::min(n + m, 2000L);
    const auto at = [](const auto& v, long i) -> decltype(auto) {
        return v[static_cast<std::size_t>(i)];
    };
    std::vector<changed_line> made;
    std::vector<std::vector<long>>
        steps;  // of each number of changes: how far each diagonal has come
    std::vector<long> reached(static_cast<std::size_t>(2 * most + 3), 0);
    const long middle = most + 1;
    for (long d = 0; d <= most; ++d) {
        for (long k = -d; k <= d; k += 2) {
            const bool down =
                k == -d || (k != d && at(reached, middle + k - 1) < at(reached, middle + k + 1));
            long x = down ? at(reached, middle + k + 1) : at(reached, middle + k - 1) + 1;
            while (x < n && x - k < m && x - k >= 0 && at(a, x) == at(b, x - k)) ++x;
            reached[static_cast<std::size_t>(middle + k)] = x;
        }
        steps.emplace_back(reached.begin() + (middle - d - 1), reached.begin() + (middle + d + 2));
        if (n - m < -d || n - m > d || (n - m + d) % 2 != 0 || at(reached, middle + n - m) < n)
            continue;
        long x = n, y = m;
        for (long left = d; left > 0; --left) {
            const std::vector<long>& last = steps[static_cast<std::size_t>(left - 1)];
            const auto far = [&](long k) {
                return k < -left || k > left ? -1 : at(last, k + left);
            };
            const long k = x - y;
            const bool down = k == -left || (k != left && far(k - 1) < far(k + 1));
            const long from = down ? far(k + 1) : far(k - 1), start = down ? from : from + 1;
            for (; x > start; --x, --y) made.push_back({' ', at(a, x - 1)});
            if (down) made.push_back({'+', at(b, --y)});
            else made.push_back({'-', at(a, --x)});
        }
        for (; x > 0; --x) made.push_back({' ', at(a, x - 1)});
        std::reverse(made.begin(), made.end());
        return made;
    }
    for (const std::string_view line : a) made.push_back({'-', line});
    for (const std::string_view line : b) made.push_back({'+', line});
    return made;
}

/// The form of `diff -u`: changes with three lines around them. Empty where nothing differs.
/// `colours` are those of terminals.
inline std::string unified_diff(std::string_view before, std::string_view after,
                                const std::string& from, const std::string& to, bool colours) {
    constexpr std::size_t around = 3;
    const std::vector<changed_line> all = compare_lines(before, after);
    const auto coloured = [&](const char* code, const std::string& line) {
        return colours ? "\x1b[" + std::string(code) + 'm' + line + "\x1b[0m\n" : line + '\n';
    };
    std::string made;
    std::size_t old_line = 1, new_line = 1;  // of all[done]
    std::size_t done = 0;
    const auto changed = [&](std::size_t i) { return all[i].how != ' '; };
    const auto pass = [&](std::size_t i) {
        old_line += all[i].how != '+', new_line += all[i].how != '-';
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!changed(i)) continue;
        const std::size_t first = std::max(done, i > around ? i - around : 0);
        std::size_t last = i;  // of the changes that are near to each other
        for (std::size_t j = i; j < all.size() && j <= last + 2 * around; ++j)
            if (changed(j)) last = j;
        const std::size_t end = std::min(last + around + 1, all.size());
        while (done < first) pass(done++);
        const std::size_t old_start = old_line, new_start = new_line;
        std::string hunk;
        for (; done < end; ++done) {
            const std::string line = all[done].how + std::string(all[done].text);
            hunk += all[done].how == ' ' ? line + '\n'
                                         : coloured(all[done].how == '-' ? "31" : "32", line);
            pass(done);
        }
        const auto range = [](std::size_t start, std::size_t count) {
            return std::to_string(count ? start : start - 1) + ',' + std::to_string(count);
        };
        if (made.empty()) made = coloured("1", "--- " + from) + coloured("1", "+++ " + to);
        const std::string place = "@@ -" + range(old_start, old_line - old_start) + " +" +
                                  range(new_start, new_line - new_start) + " @@";
        made += coloured("36", place) + hunk;
        i = end - 1;
    }
    return made;
}

}  // namespace slipway::cli::detail
