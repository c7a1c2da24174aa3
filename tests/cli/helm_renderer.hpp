// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/name.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/yaml.hpp>

namespace support {

/// Evaluates the templates of charts as Helm does (Go's text/template with Sprig), as far as we
/// write them: what is not known here, or of another type than its place needs, is refused with an
/// exception.
class helm_renderer {
public:
    explicit helm_renderer(slipway::json::value values) : values_(std::move(values)) {}

    std::string operator()(std::string_view text) {
        cut(text);
        at_ = 0;
        std::string out;
        body(out, true, nullptr);
        if (at_ != pieces_.size()) refuse("an end without a beginning", "");
        return out;
    }

private:
    using value = slipway::json::value;
    struct piece {
        bool is_action;
        std::string text;
    };
    [[noreturn]] static void refuse(const std::string& what, std::string_view where) {
        throw std::runtime_error("template: " + what + ": " + std::string(where));
    }

    /// Text and actions; blanks beside `{{-` and `-}}` are taken away.
    void cut(std::string_view text) {
        pieces_.clear();
        bool trim = false;
        while (!text.empty()) {
            const std::size_t open = text.find("{{");
            std::string plain(text.substr(0, open));
            if (trim) plain.erase(0, std::min(plain.find_first_not_of(" \t\r\n"), plain.size()));
            if (open == text.npos) {
                pieces_.push_back({false, plain});
                return;
            }
            text.remove_prefix(open + 2);
            if (text.substr(0, 2) == "- ") {
                plain.erase(plain.find_last_not_of(" \t\r\n") + 1);
                text.remove_prefix(2);
            }
            std::size_t end = 0;
            for (bool quoted = false; quoted || text.substr(end, 2) != "}}"; ++end) {
                if (end >= text.size() || text[end] == '\n')
                    refuse("an action does not end", text.substr(0, 40));
                if (quoted && text[end] == '\\') ++end;
                else if (text[end] == '"') quoted = !quoted;
            }
            std::string action(text.substr(0, end));
            text.remove_prefix(end + 2);
            trim = action.ends_with(" -");
            if (trim) action.resize(action.size() - 2);
            pieces_.push_back({false, plain});
            pieces_.push_back({true, action});
        }
    }

    void body(std::string& out, bool shown, const value* dot) {
        while (at_ < pieces_.size()) {
            const piece& p = pieces_[at_];
            std::vector<std::string> words =
                p.is_action ? words_of(p.text) : std::vector<std::string>();
            if (p.is_action && words == std::vector<std::string>{"end"}) return;
            ++at_;
            if (!p.is_action) {
                if (shown) out += p.text;
            } else if (!words.empty() && words[0] == "with") {
                words.erase(words.begin());
                const value of = evaluate(words, dot);
                body(out, shown && !is_empty(of), &of);
                if (at_++ >= pieces_.size()) refuse("an end is missing", p.text);
            } else if (shown) {
                out += printed(evaluate(words, dot));
            }
        }
    }

    static std::vector<std::string> words_of(std::string_view action) {
        std::vector<std::string> made;
        for (std::size_t i = 0; i < action.size();) {
            if (action[i] == ' ') {
                ++i;
            } else if (action[i] == '"') {
                std::size_t end = i + 1;
                while (end < action.size() && action[end] != '"')
                    end += action[end] == '\\' ? 2U : 1U;
                made.emplace_back(action.substr(i, end + 1 - i));
                i = end + 1;
            } else if (action[i] == '(' || action[i] == ')' || action[i] == '|') {
                made.emplace_back(1, action[i++]);
            } else {
                const std::size_t end = std::min(action.find_first_of(" ()|\"", i), action.size());
                made.emplace_back(action.substr(i, end - i));
                i = end;
            }
        }
        return made;
    }

    /// Commands joined by bars: each gets what the one before gave as its last argument.
    value evaluate(const std::vector<std::string>& words, const value* dot) {
        std::size_t i = 0;
        const value made = pipeline(words, i, dot);
        if (i != words.size()) refuse("more than an expression", words[i]);
        return made;
    }
    value pipeline(const std::vector<std::string>& words, std::size_t& i, const value* dot) {
        value made;
        for (bool first = true;; first = false) {
            std::string function;
            std::vector<value> arguments;
            if (i < words.size() && words[i][0] >= 'a' && words[i][0] <= 'z') function = words[i++];
            while (i < words.size() && words[i] != "|" && words[i] != ")")
                arguments.push_back(operand(words, i, dot));
            if (!first) arguments.push_back(made);
            if (function.empty() && (!first || arguments.size() != 1))
                refuse("one operand, or a function", words.empty() ? "" : words[0]);
            made = function.empty() ? arguments[0] : call(function, arguments);
            if (i == words.size() || words[i] == ")") return made;
            ++i;
        }
    }
    value operand(const std::vector<std::string>& words, std::size_t& i, const value* dot) {
        const std::string word = words[i++];
        if (word == "(") {
            const value made = pipeline(words, i, dot);
            if (i >= words.size() || words[i++] != ")") refuse("a parenthesis is open", word);
            return made;
        }
        if (word == ".") return dot ? *dot : (refuse("no dot here", word), value());
        if (word[0] == '"') return unquoted(word);
        if (word[0] >= '0' && word[0] <= '9') return std::stoll(word);
        if (!word.starts_with(".Values.")) refuse("unknown", word);
        value at = values_;
        for (std::size_t begin = 8; begin <= word.size();) {
            const std::size_t end = std::min(word.find('.', begin), word.size());
            const std::string name = word.substr(begin, end - begin);
            for (const char c : name)
                if (!slipway::core::is_alphanumeric(c)) refuse("no name of a field", word);
            if (!at.is_object() || !at.contains(name)) refuse("no such value", word);
            at = value(at[name]);
            begin = end + 1;
        }
        return at;
    }

    static std::string unquoted(std::string_view word) {
        std::string made;
        for (std::size_t i = 1; i + 1 < word.size(); ++i) {
            if (word[i] != '\\') {
                made += word[i];
            } else if (word[++i] == 'x') {
                made +=
                    static_cast<char>(std::stoi(std::string(word.substr(i + 1, 2)), nullptr, 16));
                i += 2;
            } else if (word[i] == '"' || word[i] == '\\') {
                made += word[i];
            } else {
                refuse("unknown escape", word);
            }
        }
        return made;
    }

    static value call(const std::string& function, const std::vector<value>& arguments) {
        if (function == "printf" && !arguments.empty()) return formatted(arguments);
        if (function == "int64" && arguments.size() == 1 && arguments[0].is_number_integer())
            return arguments[0];
        if (function == "quote" && arguments.size() == 1 && !arguments[0].is_null())
            return quoted(printed(arguments[0]));
        if (function == "toYaml" && arguments.size() == 1) {
            std::string made = slipway::json::write_yaml(sorted(arguments[0]));
            made.erase(made.find_last_not_of('\n') + 1);
            return made;
        }
        if (function == "nindent" && arguments.size() == 2) {
            const std::string margin(arguments[0].get<std::size_t>(), ' ');
            std::string made = "\n" + margin;
            for (const char c : arguments[1].get<std::string>())
                made += c == '\n' ? "\n" + margin : std::string(1, c);
            return made;
        }
        refuse("not so called", function);
    }

    static std::string formatted(const std::vector<value>& arguments) {
        const std::string format = arguments[0].get<std::string>();
        std::string made;
        std::size_t next = 1;
        for (std::size_t i = 0; i < format.size(); ++i) {
            if (format[i] != '%') {
                made += format[i];
                continue;
            }
            const char verb = ++i < format.size() ? format[i] : ' ';
            if (verb == '%') {
                made += '%';
            } else {
                if (next == arguments.size() || (verb != 's' && verb != 'v') ||
                    (verb == 's' && !arguments[next].is_string()))
                    refuse("wrong verb", format);
                made += printed(arguments[next++]);
            }
        }
        if (next != arguments.size()) refuse("too many arguments", format);
        return made;
    }

    static std::string quoted(std::string_view s) {
        std::string made = "\"";
        for (const char c : s) {
            if (static_cast<unsigned char>(c) < ' ') refuse("a control character", s);
            if (c == '"' || c == '\\') made += '\\';
            made += c;
        }
        return made + '"';
    }
    static std::string printed(const value& v) {
        if (v.is_string()) return v.get<std::string>();
        if (v.is_number_integer() || v.is_boolean()) return v.dump();
        refuse("nothing to print", v.dump());
    }
    static bool is_empty(const value& v) {
        return v.is_null() || (v.is_structured() && v.empty()) || v == "" || v == 0 || v == false;
    }
    static value sorted(const value& v) {
        if (v.is_array()) {
            value made = value::array();
            for (const value& element : v) made.push_back(sorted(element));
            return made;
        }
        if (!v.is_object()) return v;
        std::map<std::string, value> members;
        for (const auto& [key, member] : v.items()) members.emplace(key, sorted(member));
        value made = value::object();
        for (const auto& [key, member] : members) made[key] = member;
        return made;
    }

    value values_;
    std::vector<piece> pieces_;
    std::size_t at_ = 0;
};

}  // namespace support
