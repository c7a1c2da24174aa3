// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>

namespace slipway::oci {

/// The value of a variable; nothing where it is not set.
using variable_lookup = std::function<std::optional<std::string>(std::string_view name)>;

namespace detail {

/// Expands variables and takes quotes away.
class expander {
public:
    enum class form { word, words, document };

    expander(std::string_view text, const variable_lookup& lookup, char escape, form how)
        : rest_(text), lookup_(lookup), escape_(escape), how_(how) {}

    std::vector<std::string> run() {
        std::string made;
        run_until('\0', made, 0);
        if (how_ != form::words || !made.empty() || quoted_) words_.push_back(std::move(made));
        return std::move(words_);
    }

private:
    static constexpr std::size_t longest = 1024 * 1024;
    static constexpr int deepest = 32;

    [[noreturn]] static void refuse(const std::string& why) {
        throw status_error(core::reason::invalid, why);
    }
    bool at(char c) const { return rest_.starts_with(c); }
    char take() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    void put(std::string& to, std::string_view s) const {
        if (to.size() + s.size() > longest) refuse("the variables expand to more than 1 MiB");
        to += s;
    }

    /// Up to an unquoted `end`, which stays; to the end of the text for '\0'.
    void run_until(char end, std::string& to, int depth) {
        if (depth > deepest)
            refuse("braces of variables nest deeper than " + std::to_string(deepest) + " levels");
        while (!rest_.empty() && (end == '\0' || !at(end))) {
            const char c = rest_.front();
            if (c == '$') variable(to, depth);
            else if (how_ == form::document) document_character(to);
            else if (c == '\'') single_quoted(to);
            else if (c == '"') double_quoted(to, depth);
            else if (c == escape_) escaped(to);
            else if (how_ == form::words && depth == 0 && (c == ' ' || c == '\t')) end_word(to);
            else put(to, {&(c_ = take()), 1});
        }
    }

    void end_word(std::string& to) {
        take();
        if (!to.empty() || quoted_) words_.push_back(std::exchange(to, {}));
        quoted_ = false;
    }
    void escaped(std::string& to) {
        take();
        if (!rest_.empty()) put(to, {&(c_ = take()), 1});
    }
    void document_character(std::string& to) {
        if (at(escape_) && rest_.size() > 1 && (rest_[1] == '$' || rest_[1] == escape_)) take();
        put(to, {&(c_ = take()), 1});
    }
    void single_quoted(std::string& to) {
        take();
        quoted_ = true;
        const std::size_t end = rest_.find('\'');
        if (end == rest_.npos) refuse("a ' is not closed");
        put(to, rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
    }
    void double_quoted(std::string& to, int depth) {
        take();
        quoted_ = true;
        while (!at('"')) {
            if (rest_.empty()) refuse("a \" is not closed");
            if (at('$')) {
                variable(to, depth);
                continue;
            }
            if (at(escape_) && rest_.size() > 1 &&
                (rest_[1] == '"' || rest_[1] == '$' || rest_[1] == escape_))
                take();
            put(to, {&(c_ = take()), 1});
        }
        take();
    }

    static bool begins_name(char c) { return core::is_alphanumeric(c) || c == '_'; }
    std::string_view take_name() {
        std::size_t n = 0;
        if (!rest_.empty() && !core::is_digit(rest_.front()))
            while (n < rest_.size() && begins_name(rest_[n])) ++n;
        else n = rest_.empty() ? 0 : 1;  // $1 is a variable of the shell's, which nobody sets here
        const std::string_view name = rest_.substr(0, n);
        rest_.remove_prefix(n);
        return name;
    }

    void variable(std::string& to, int depth) {
        take();
        if (at('{')) return braces(to, depth);
        if (rest_.empty() || !begins_name(rest_.front())) return put(to, "$");
        put(to, lookup_(take_name()).value_or(""));
    }

    /// `${NAME}`, `${NAME:-word}`, `${NAME:+word}`, `${NAME:?word}`, and the three without the
    /// colon.
    void braces(std::string& to, int depth) {
        take();
        const std::string name(take_name());
        if (name.empty() || !begins_name(name.front()))
            refuse("${ must be followed by the name of a variable");
        const auto value = lookup_(name);
        if (at('}')) {
            take();
            return put(to, value.value_or(""));
        }
        const bool colon = at(':');
        if (colon) take();
        const char what = rest_.empty() ? '\0' : take();
        if (what == '\0') refuse("${" + name + " is not closed by }");
        if (what != '-' && what != '+' && what != '?')
            refuse("${" + name + (colon ? ":" : "") + what + "...} is not supported; there are ${" +
                   name + ":-word}, ${" + name + ":+word} and ${" + name + ":?word}");
        std::string word;
        run_until('}', word, depth + 1);
        if (rest_.empty()) refuse("${" + name + " is not closed by }");
        take();
        const bool set = value && !(colon && value->empty());
        if (what == '?' && !set) refuse(name + ": " + (word.empty() ? "it is not set" : word));
        if (what == '+') return put(to, set ? word : "");
        put(to, set ? *value : word);
    }

    std::string_view rest_;
    const variable_lookup& lookup_;
    char escape_;
    form how_;
    char c_ = 0;
    bool quoted_ = false;  // something was, so that a word may be empty
    std::vector<std::string> words_;
};

}  // namespace detail

/// A word of a Dockerfile with its variables replaced, and without its quotes and escapes (Docker,
/// "Dockerfile reference", "Environment replacement"). Throws `status_error` (invalid) for quotes
/// and braces that are not closed, for what `${NAME:?...}` demands, and beyond 1 MiB.
inline std::string expand(std::string_view text, const variable_lookup& lookup,
                          char escape = '\\') {
    return detail::expander(text, lookup, escape, detail::expander::form::word).run().front();
}

/// The same, split at blanks that are not in quotes.
inline std::vector<std::string> expand_words(std::string_view text, const variable_lookup& lookup,
                                             char escape = '\\') {
    return detail::expander(text, lookup, escape, detail::expander::form::words).run();
}

/// Text in which quotes mean nothing: a here-document.
inline std::string expand_document(std::string_view text, const variable_lookup& lookup,
                                   char escape = '\\') {
    return detail::expander(text, lookup, escape, detail::expander::form::document).run().front();
}

}  // namespace slipway::oci
