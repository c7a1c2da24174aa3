// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string_view>

#include <slipway/core/list.hpp>
#include <slipway/core/text.hpp>
#include <slipway/dsl/rule.hpp>

namespace slipway::dsl {

/// A few words of a finding; what does not fit is cut off.
struct words {
    char characters[96]{};
    unsigned size = 0;

    constexpr words() = default;
    template <class Text>
        requires std::convertible_to<const Text&, std::string_view>
    constexpr words(const Text& s) { add(s); }
    constexpr words& add(std::string_view s) {
        for (char c : s)
            if (size + 1 < sizeof characters) characters[size++] = c;
        return *this;
    }
    constexpr words& add(long n) { return add(core::decimal(n).view()); }
    constexpr std::string_view view() const { return {characters, size}; }
};

struct finding {
    rule what{};
    words where{};   ///< `Deployment web, container app`
    words value{};   ///< what is wrong
    words hint{};    ///< `did you mean http?`
    int line = 0;    ///< of the object in its source
    const char* file = "";

    constexpr severity weight() const { return severity_of(what); }
};

/// The first few findings, in constant evaluation and out of it; all of them where a list for them is given.
struct findings {
    static constexpr unsigned most = 8, most_warnings = 4;  ///< more are counted, not kept
    finding kept[most]{};  ///< errors
    finding warned[most_warnings]{};
    unsigned count = 0;  ///< of errors
    unsigned warnings = 0;
    core::list<finding>* all = nullptr;

    constexpr void add(const finding& f) {
        if (all) all->push_back(f);
        if (f.weight() == severity::error) {
            if (count < most) kept[count] = f;
            ++count;
        } else {
            if (warnings < most_warnings) warned[warnings] = f;
            ++warnings;
        }
    }
    constexpr void add_all(const findings& others) {
        for (unsigned i = 0; i < others.size(); ++i) add(others.kept[i]);
        for (unsigned i = 0; i < others.warned_size(); ++i) add(others.warned[i]);
        count += others.count - others.size();
        warnings += others.warnings - others.warned_size();
    }
    constexpr unsigned size() const { return count < most ? count : most; }
    /// Of the warnings that are kept.
    constexpr unsigned warned_size() const { return warnings < most_warnings ? warnings : most_warnings; }
    /// Whether there are no errors.
    constexpr bool empty() const { return count == 0; }
};

/// The edit distance of two short words: letters that are missing, too many, wrong, or exchanged with the next one (optimal
/// string alignment); 99 for long ones.
constexpr unsigned distance(std::string_view a, std::string_view b) {
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
            if (i > 1 && j > 1 && !same && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best) best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.size() % 3][b.size()];
}

/// Finds the word that was probably meant.
class nearest {
public:
    constexpr explicit nearest(std::string_view word) : word_(word) {}
    constexpr void offer(std::string_view candidate) {
        any_ = true;
        const std::size_t longer = word_.size() > candidate.size() ? word_.size() - candidate.size() : candidate.size() - word_.size();
        if (longer >= best_distance_) return;  // the distance is at least that
        const unsigned d = distance(word_, candidate);
        if (d >= best_distance_) return;
        best_distance_ = d;
        best_ = words(candidate);
    }
    /// Whether at least half of the word was right.
    constexpr bool is_close() const { return best_distance_ <= word_.size() / 2; }
    constexpr words hint() const {
        if (!any_) return words("there is none");
        if (best_distance_ == 99) return {};
        return words(is_close() ? "did you mean " : "there is ").add(best_.view()).add(is_close() ? "?" : "");
    }

private:
    std::string_view word_;
    words best_{};
    unsigned best_distance_ = 99;
    bool any_ = false;
};

}  // namespace slipway::dsl
