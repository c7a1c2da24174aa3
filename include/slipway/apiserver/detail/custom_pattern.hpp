// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include <slipway/apiserver/custom/pattern.hpp>
#include <slipway/apiserver/detail/custom_pattern_parser.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver::custom {

namespace detail {

/// Makes steps of a tree, from its end to its beginning: each part is told where to go on.
class pattern_compiler {
public:
    pattern_compiler(std::vector<pattern::step>& steps, std::vector<std::vector<pattern::range>>& sets) : steps_(steps), sets_(sets) {}

    std::uint32_t compile(const apiserver::detail::expression& e, std::uint32_t next) {
        using form = apiserver::detail::expression::form;
        switch (e.is) {
            case form::nothing: return next;
            case form::set:
                sets_.push_back(e.characters);
                return add({pattern::op::set, next, static_cast<std::uint32_t>(sets_.size() - 1)});
            case form::assertion: return add({e.asserted, next, 0});
            case form::sequence:
                for (auto part = e.parts.rbegin(); part != e.parts.rend(); ++part) next = compile(*part, next);
                return next;
            case form::choice: {
                std::uint32_t made = compile(e.parts.back(), next);
                for (std::size_t i = e.parts.size() - 1; i-- > 0;) made = add({pattern::op::fork, compile(e.parts[i], next), made});
                return made;
            }
            case form::repeat: return repeat(e, next);
        }
        return next;
    }

private:
    std::uint32_t repeat(const apiserver::detail::expression& e, std::uint32_t next) {
        std::uint32_t made = next;
        if (e.most < 0) {
            made = add({pattern::op::fork, next, next});
            const std::uint32_t body = compile(e.parts.front(), made);
            steps_[made].next = body;
        }
        for (int i = e.least; i < e.most; ++i) made = add({pattern::op::fork, compile(e.parts.front(), made), next});
        for (int i = 0; i < e.least; ++i) made = compile(e.parts.front(), made);
        return made;
    }
    std::uint32_t add(pattern::step s) {
        constexpr std::size_t most = 20'000;
        if (steps_.size() >= most) throw core::status_error(core::reason::bad_request, "expression too large");
        steps_.push_back(s);
        return static_cast<std::uint32_t>(steps_.size() - 1);
    }

    std::vector<pattern::step>& steps_;
    std::vector<std::vector<pattern::range>>& sets_;
};

}  // namespace detail

SLIPWAY_INLINE pattern::pattern(std::string_view expression) {
    constexpr std::size_t longest = 10'000;
    if (expression.size() > longest) throw core::status_error(core::reason::bad_request, "expression too large");
    const apiserver::detail::expression tree = apiserver::detail::pattern_parser(expression).read();
    steps_.push_back({op::found, 0, 0});
    start_ = detail::pattern_compiler(steps_, sets_).compile(tree, 0);
}

/// The places of the expression at which the text may be: each once.
struct pattern::threads {
    explicit threads(std::size_t steps) : seen(steps) {}

    void clear() {
        waiting.clear();
        ++round;
    }
    std::vector<std::uint32_t> waiting{};  ///< for a character
    std::vector<std::uint64_t> seen;
    std::vector<std::uint32_t> open{};
    std::uint64_t round = 1, walked = 0;
};

SLIPWAY_INLINE bool pattern::holds(op what, std::string_view text, std::size_t at) const {
    const auto word = [&](std::size_t i) { return i < text.size() && (core::is_alphanumeric(text[i]) || text[i] == '_'); };
    const bool edge = (at > 0 && word(at - 1)) != word(at);
    switch (what) {
        case op::text_begin: return at == 0;
        case op::text_end: return at == text.size();
        case op::line_begin: return at == 0 || text[at - 1] == '\n';
        case op::line_end: return at == text.size() || text[at] == '\n';
        case op::word_edge: return edge;
        case op::no_word_edge: return !edge;
        default: return true;
    }
}

/// Goes on from a step to all that wait for a character; gives whether the end is among what is reached.
SLIPWAY_INLINE bool pattern::follow(threads& to, std::uint32_t from, std::string_view text, std::size_t at) const {
    to.open.assign(1, from);
    while (!to.open.empty()) {
        const std::uint32_t i = to.open.back();
        to.open.pop_back();
        if (to.seen[i] == to.round) continue;
        to.seen[i] = to.round;
        ++to.walked;
        const step& s = steps_[i];
        if (s.what == op::found) return true;
        if (s.what == op::set) {
            to.waiting.push_back(i);
            continue;
        }
        if (s.what == op::fork) to.open.push_back(s.other);
        if (holds(s.what, text, at)) to.open.push_back(s.next);
    }
    return false;
}

SLIPWAY_INLINE pattern::verdict pattern::judge(std::string_view text) const {
    constexpr std::uint64_t most = 5'000'000;  // steps: some hundredths of a second
    threads now(steps_.size()), then(steps_.size());
    for (std::size_t at = 0;; ) {
        if (follow(now, start_, text, at)) return verdict::matches;
        if (at == text.size()) return verdict::differs;
        if (now.walked + then.walked > most) return verdict::undecided;
        const auto [c, bytes] = apiserver::detail::character_at(text.substr(at));
        at += bytes;
        then.clear();
        for (const std::uint32_t i : now.waiting) {
            const std::vector<range>& set = sets_[steps_[i].other];
            ++now.walked;
            const auto after = std::upper_bound(set.begin(), set.end(), c, [](char32_t one, const range& r) { return one < r.first; });
            if (after == set.begin() || std::prev(after)->second < c) continue;
            if (follow(then, steps_[i].next, text, at)) return verdict::matches;
        }
        std::swap(now, then);
    }
}

}  // namespace slipway::apiserver::custom
