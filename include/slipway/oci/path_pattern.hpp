// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>

namespace slipway::oci {

/// A pattern of relative paths as Dockerfiles and `.dockerignore` have them: `*` and `?` stand for
/// characters of one name, `[a-z]` and `[^a-z]` for one of a set, `\` for the next one as it is
/// (Go, path/filepath.Match), and `**` for any number of directories (moby, patternmatcher). Time
/// is at most the product of both lengths, whatever the pattern.
class path_pattern {
public:
    /// Throws `status_error` (invalid) for a set that is not closed, and for a `\` at the end.
    explicit path_pattern(std::string_view text) : text_(text) {
        while (!text.empty()) {
            parts_.push_back(next(text));
            if (parts_.back().what == part::any_directories)
                parts_.push_back({.what = part::within_directories});
        }
    }

    const std::string& text() const noexcept { return text_; }
    /// Whether there is anything in it that stands for more than itself.
    bool has_wildcards() const {
        for (const part& p : parts_)
            if (p.what != part::itself) return true;
        return false;
    }
    /// The one path that it matches, where it has no wildcards.
    std::string literal() const {
        std::string made;
        for (const part& p : parts_) made += p.first;
        return made;
    }

    bool matches(std::string_view path) const {
        std::vector<bool> at(parts_.size() + 1,
                             false);  // the parts before which the path so far may stand
        at[0] = true;
        skip_ahead(at);
        for (std::size_t i = 0; i < path.size(); ++i) {
            std::vector<bool> then(parts_.size() + 1, false);
            for (std::size_t p = 0; p < parts_.size(); ++p)
                if (at[p]) step(parts_[p], path[i], p, then);
            skip_ahead(then);
            at = std::move(then);
        }
        return at[parts_.size()];
    }

private:
    struct part {
        enum kind {
            itself,
            any_character,
            of_set,
            any_name,
            any_directories,
            within_directories,
            anything
        } what = itself;
        char first = 0;
        bool negated = false;
        std::vector<std::pair<char, char>> set{};
    };

    [[noreturn]] void refuse(const char* why) const {
        throw status_error(core::reason::invalid,
                           "\"" + text_.substr(0, 200) + "\" is not a pattern of paths: " + why);
    }

    part next(std::string_view& text) const {
        const char c = text.front();
        if (text.starts_with("**")) {
            while (text.starts_with('*')) text.remove_prefix(1);
            if (text.starts_with('/')) text.remove_prefix(1);
            return {.what = text.empty() ? part::anything : part::any_directories};
        }
        if (c == '[') return set(text);
        if (c == '\\') {
            if (text.size() == 1) refuse("it ends with a \\ that stands before nothing");
            const char escaped = text[1];
            text.remove_prefix(2);
            return {.first = escaped};
        }
        text.remove_prefix(1);
        if (c == '*') return {.what = part::any_name};
        if (c == '?') return {.what = part::any_character};
        return {.first = c};
    }

    part set(std::string_view& text) const {
        part made{.what = part::of_set};
        text.remove_prefix(1);
        if (text.starts_with('^')) {
            made.negated = true;
            text.remove_prefix(1);
        }
        const auto character = [&] {
            if (text.starts_with('\\')) text.remove_prefix(1);
            if (text.empty()) refuse("a [ is not closed");
            const char c = text.front();
            text.remove_prefix(1);
            return c;
        };
        do {
            const char low = character();
            char high = low;
            if (text.starts_with('-')) {
                text.remove_prefix(1);
                high = character();
            }
            made.set.emplace_back(low, high);
            if (text.empty()) refuse("a [ is not closed");
        } while (!text.starts_with(']'));
        text.remove_prefix(1);
        return made;
    }

    /// What needs no character can be passed over.
    void skip_ahead(std::vector<bool>& at) const {
        for (std::size_t p = 0; p < parts_.size(); ++p) {
            if (!at[p]) continue;
            const auto what = parts_[p].what;
            if (what == part::any_name || what == part::anything || what == part::any_directories)
                at[p + 1] = true;
            if (what == part::any_directories) at[p + 2] = true;
        }
    }

    static void step(const part& p, char c, std::size_t own, std::vector<bool>& then) {
        switch (p.what) {
            case part::itself: then[own + 1] = then[own + 1] || p.first == c; break;
            case part::any_character: then[own + 1] = then[own + 1] || c != '/'; break;
            case part::any_name: then[own] = then[own] || c != '/'; break;
            case part::anything: then[own] = true; break;
            case part::any_directories:
                break;  // it is passed over, or what is within it takes the character
            case part::within_directories:
                then[own] = true;
                then[own + 1] = then[own + 1] || c == '/';
                break;
            case part::of_set: {
                bool in = false;
                for (const auto& [low, high] : p.set) in = in || (low <= c && c <= high);
                then[own + 1] = then[own + 1] || (in != p.negated && c != '/');
            }
        }
    }

    std::string text_;
    std::vector<part> parts_;
};

}  // namespace slipway::oci
