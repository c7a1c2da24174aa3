// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/command/parse.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::command::detail {

struct template_pipeline;

/// One word of an action, with the members that are asked of it: `.A.B`, `$x.A`, `"text"`, `len`.
struct template_operand {
    enum class what { dot, variable, literal, function, nested };
    what kind = what::dot;
    std::string name{};  ///< of a variable (with its `$`) or a function
    json::value literal{};
    std::shared_ptr<template_pipeline> nested{};
    std::vector<std::string> chain{};
};
struct template_pipeline {
    std::vector<std::string> variables{};  ///< that get its value; of `range` two: place and value
    bool declares = false;                 ///< they are new
    std::vector<std::vector<template_operand>> commands{};
};
struct template_node {
    enum class what { text, output, if_, range, with };
    what kind = what::text;
    std::string text{};
    template_pipeline value{};
    std::vector<template_node> body{}, otherwise{};
};

[[noreturn]] inline void no_template(const std::string& why) {
    throw usage_error("the format is no template: " + why);
}

/// Reads the words of one action.
class template_words {
public:
    explicit template_words(std::string_view action) : rest_(action) { skip(); }

    bool done() const { return rest_.empty(); }
    /// Takes these characters where they come next.
    bool take(std::string_view what) {
        if (!rest_.starts_with(what)) return false;
        rest_.remove_prefix(what.size());
        skip();
        return true;
    }
    /// Takes a word such as `range` where it comes next.
    bool take_word(std::string_view word) {
        if (!rest_.starts_with(word) || (rest_.size() > word.size() && of_name(rest_[word.size()])))
            return false;
        return take(word);
    }
    template_pipeline pipeline() {
        if (++depth_ > 100) no_template("its parentheses are too deep");
        template_pipeline made;
        const std::string_view before = rest_;
        while (rest_.starts_with('$')) {
            made.variables.push_back(variable());
            skip();
            if (!take(",")) break;
        }
        if (!made.variables.empty()) {
            made.declares = take(":=");
            if (!made.declares && (rest_.starts_with("==") || !take("=")))
                made.variables.clear(), rest_ = before;
        }
        do made.commands.push_back(command());
        while (take("|"));
        --depth_;
        return made;
    }

private:
    static bool of_name(char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_' ||
               (static_cast<unsigned char>(c) & 0x80U);
    }
    void skip() {
        while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_[0])))
            rest_.remove_prefix(1);
    }
    std::string name() {
        std::size_t end = 0;
        while (end < rest_.size() && of_name(rest_[end])) ++end;
        const std::string made(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return made;
    }
    std::string variable() {
        rest_.remove_prefix(1);
        return '$' + name();
    }
    std::vector<template_operand> command() {
        std::vector<template_operand> made;
        while (!done() && rest_[0] != '|' && rest_[0] != ')') made.push_back(operand());
        if (made.empty()) no_template("a command is missing in it");
        return made;
    }
    template_operand operand() {
        using what = template_operand::what;
        template_operand made;
        const char c = rest_[0];
        if (take("(")) {
            made.kind = what::nested;
            made.nested = std::make_shared<template_pipeline>(pipeline());
            if (!rest_.starts_with(')')) no_template("a ')' is missing in it");
            rest_.remove_prefix(1);
        } else if (c == '$') {
            made.kind = what::variable;
            made.name = variable();
        } else if (c == '"' || c == '`') {
            made.kind = what::literal;
            made.literal = quoted(c);
        } else if (std::isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '+') {
            made.kind = what::literal;
            made.literal = number();
        } else if (c == '.') {
            made.kind = what::dot;
            if (rest_.size() == 1 || !of_name(rest_[1])) rest_.remove_prefix(1);
        } else {
            made.kind = what::function;
            made.name = name();
            if (made.name.empty()) no_template("'" + std::string(1, c) + "' is not understood");
            if (made.name == "true" || made.name == "false" || made.name == "nil") {
                made.kind = what::literal;
                if (made.name != "nil") made.literal = made.name == "true";
            }
        }
        while (rest_.size() > 1 && rest_[0] == '.' && of_name(rest_[1])) {
            rest_.remove_prefix(1);
            made.chain.push_back(name());
        }
        skip();
        return made;
    }
    std::string quoted(char by) {
        std::string made;
        for (std::size_t i = 1; i < rest_.size(); ++i) {
            if (rest_[i] == by) {
                rest_.remove_prefix(i + 1);
                return made;
            }
            if (rest_[i] != '\\' || by == '`' || i + 1 == rest_.size()) {
                made += rest_[i];
                continue;
            }
            const char escaped = rest_[++i];
            made += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped;
        }
        no_template("a text in it does not end");
    }
    json::value number() {
        std::size_t end = 1;
        while (end < rest_.size() && (of_name(rest_[end]) || rest_[end] == '.')) ++end;
        std::string_view word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        const std::string as_it_stood(word);
        if (word[0] == '+') word.remove_prefix(1);
        json::value made = json::value::parse(word, nullptr, false);
        if (!made.is_number()) no_template("'" + as_it_stood + "' is no number");
        return made;
    }

    std::string_view rest_;
    int depth_ = 0;
};

/// Reads a whole template.
class template_parser {
public:
    explicit template_parser(std::string_view text) : rest_(text) {}

    std::vector<template_node> all() {
        std::vector<template_node> made = nodes();
        if (!end_.empty()) no_template("there is nothing that its {{" + end_ + "}} would end");
        return made;
    }

private:
    using what = template_node::what;

    /// Up to an `end` or `else`, which is in `end_` then, or the end of all.
    std::vector<template_node> nodes() {
        if (++depth_ > 100) no_template("it is too deep");
        std::vector<template_node> made;
        end_.clear();
        while (!rest_.empty()) {
            const std::size_t begin = rest_.find("{{");
            add_text(made, rest_.substr(0, begin));
            if (begin == rest_.npos) {
                rest_ = {};
                break;
            }
            const std::string_view action = action_at(begin, made);
            if (action.starts_with("/*")) continue;
            template_words words(action);
            if (words.take_word("end")) {
                end_ = "end";
                break;
            }
            if (words.take_word("else")) {
                end_ = "else", else_ = words;
                break;
            }
            made.push_back(node(words));
        }
        --depth_;
        return made;
    }
    template_node node(template_words words) {
        template_node made;
        made.kind = words.take_word("if")      ? what::if_
                    : words.take_word("range") ? what::range
                    : words.take_word("with")  ? what::with
                                               : what::output;
        for (const char* other : {"define", "template", "block", "break", "continue"})
            if (words.take_word(other)) no_template(std::string(other) + " is not there");
        made.value = words.pipeline();
        if (!words.done()) no_template("an action in it does not end where it should");
        if (made.kind == what::output) return made;
        made.body = nodes();
        if (end_ == "else") {
            template_words more = *std::exchange(else_, std::nullopt);
            if (more.done()) made.otherwise = nodes();
            else {  // `else if`: what follows ends both
                made.otherwise.push_back(node(more));
                if (made.otherwise.back().kind == what::output)
                    no_template("behind an else comes if, with or nothing");
                end_ = "end";
            }
        }
        if (end_ != "end") no_template("an {{end}} is missing in it");
        end_.clear();
        return made;
    }
    /// What stands in the next braces; blanks beside `{{-` and `-}}` go.
    std::string_view action_at(std::size_t begin, std::vector<template_node>& before) {
        rest_.remove_prefix(begin + 2);
        std::size_t end = 0;
        for (char quote = 0;
             end < rest_.size() && (quote != 0 || !rest_.substr(end).starts_with("}}")); ++end) {
            const char c = rest_[end];
            if (quote == 0 && (c == '"' || c == '`')) quote = c;
            else if (quote == '"' && c == '\\') ++end;
            else if (c == quote) quote = 0;
        }
        if (end >= rest_.size()) no_template("a }} is missing in it");
        std::string_view made = rest_.substr(0, end);
        rest_.remove_prefix(end + 2);
        constexpr auto blanks = " \t\r\n";
        if (made.starts_with("- ")) {
            made.remove_prefix(2);
            if (!before.empty() && before.back().kind == what::text)
                before.back().text.erase(before.back().text.find_last_not_of(blanks) + 1);
        }
        if (made.ends_with(" -")) {
            made.remove_suffix(2);
            rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
        }
        return made;
    }
    static void add_text(std::vector<template_node>& to, std::string_view text) {
        template_node made;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool escape = text[i] == '\\' && i + 1 < text.size() &&
                                (text[i + 1] == 't' || text[i + 1] == 'n');
            if (escape) made.text += text[++i] == 't' ? '\t' : '\n';
            else made.text += text[i];
        }
        if (!made.text.empty()) to.push_back(std::move(made));
    }

    std::string_view rest_;
    std::string end_;
    std::optional<template_words> else_;
    int depth_ = 0;
};

}  // namespace slipway::cli::command::detail
