// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string_view>

#include <slipway/core/edit_distance.hpp>
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
    constexpr words(const Text& s) {
        add(s);
    }
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
    words where{};  ///< `Deployment web, container app`
    words value{};  ///< what is wrong
    words hint{};   ///< `did you mean http?`
    int line = 0;   ///< of the object in its source
    const char* file = "";

    constexpr severity weight() const { return severity_of(what); }
};

/// The first few findings, in constant evaluation and out of it; all of them where a list for them
/// is given.
struct findings {
    static constexpr unsigned most = 8, most_warnings = 4;  ///< more are counted, not kept
    finding kept[most]{};                                   ///< errors
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
    constexpr unsigned warned_size() const {
        return warnings < most_warnings ? warnings : most_warnings;
    }
    /// Whether there are no errors.
    constexpr bool empty() const { return count == 0; }
};

/// Finds the word that was probably meant.
class nearest {
public:
    constexpr explicit nearest(std::string_view word) : word_(word) {}
    /// Whether it is more similar than those that were offered before.
    constexpr bool offer(std::string_view candidate) {
        any_ = true;
        const std::size_t longer = word_.size() > candidate.size()
                                       ? word_.size() - candidate.size()
                                       : candidate.size() - word_.size();
        // What begins with the word is nearer than others that are more than misspelled.
        const bool begins = word_.size() > 1 && candidate.starts_with(word_);
        if (longer >= best_distance_ && (!begins || begins_)) return false;
        const unsigned d =
            begins ? static_cast<unsigned>(longer) : core::edit_distance(word_, candidate);
        const bool better = begins == begins_ || d <= misspelled() || best_distance_ <= misspelled()
                                ? d < best_distance_
                                : begins;
        if (!better) return false;
        best_distance_ = d;
        begins_ = begins;
        best_ = words(candidate);
        return true;
    }
    /// The most similar word; empty where none was offered.
    constexpr std::string_view best() const { return best_.view(); }
    /// Whether at least half of the word was right, or it is the beginning of that one.
    constexpr bool is_close() const { return begins_ || best_distance_ <= word_.size() / 2; }
    /// Whether it is that one but for a letter or two, so that no other word was meant.
    constexpr bool is_misspelled() const { return best_distance_ <= misspelled(); }
    constexpr words hint() const {
        if (!any_) return words("there is none");
        if (best_distance_ == 99) return {};
        return words(is_close() ? "did you mean " : "there is ")
            .add(best_.view())
            .add(is_close() ? "?" : "");
    }

private:
    constexpr std::size_t misspelled() const { return 1 + word_.size() / 6; }

    std::string_view word_;
    words best_{};
    unsigned best_distance_ = 99;
    bool begins_ = false;  ///< the best one begins with the word
    bool any_ = false;
};

}  // namespace slipway::dsl
