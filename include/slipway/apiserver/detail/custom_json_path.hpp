// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <optional>

#include <slipway/apiserver/custom/json_path.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/same.hpp>

namespace slipway::apiserver::custom {

class json_path::parser {
public:
    explicit parser(std::string_view text) : left_(text) {}

    std::vector<step> read() {
        std::vector<step> made;
        take("$");
        if (left_.empty()) fail("a path begins with a dot");
        while (!left_.empty()) {
            if (made.size() > 100) fail("the path is too long");
            if (take("[")) made.push_back(bracket());
            else if (take(".")) member(made);
            else
                fail("a dot or a bracket is expected before '" + std::string(left_.substr(0, 20)) +
                     "'");
        }
        return made;
    }

private:
    [[noreturn]] static void fail(const std::string& why) {
        throw core::status_error(core::reason::bad_request, why);
    }
    bool take(std::string_view s) {
        if (!left_.starts_with(s)) return false;
        left_.remove_prefix(s.size());
        return true;
    }
    void blanks() {
        while (take(" ")) {
        }
    }

    void member(std::vector<step>& out) {
        if (left_.empty() && out.empty()) return;  // `.` is the object itself
        if (take("*")) return out.push_back({.is = step::form::all});
        if (left_.starts_with("[")) return;  // `.[0]`
        out.push_back({.is = step::form::member, .name = name()});
    }
    /// Up to a dot, a bracket, or what ends an operand of a filter; a backslash takes the next
    /// character as it is.
    std::string name() {
        std::string made;
        while (!left_.empty() &&
               std::string_view(".[]()=!<> ").find(left_.front()) == std::string_view::npos) {
            if (left_.front() == '\\') left_.remove_prefix(1);
            if (left_.empty()) fail("the path ends with a backslash");
            made += left_.front();
            left_.remove_prefix(1);
        }
        if (made.empty()) fail("a name is expected after a dot");
        return made;
    }

    step bracket() {
        step made;
        blanks();
        if (take("*")) made.is = step::form::all;
        else if (take("?(")) filter(made);
        else if (left_.starts_with("'") || left_.starts_with("\"")) made.name = quoted();
        else {
            made.is = step::form::index;
            made.index = static_cast<long>(number().get<double>());
        }
        blanks();
        if (!take("]")) fail("a closing bracket is missing");
        return made;
    }
    void filter(step& made) {
        made.is = step::form::filter;
        blanks();
        if (!take("@")) fail("a filter begins with '@'");
        while (take(".")) made.inner.push_back(name());
        blanks();
        for (const char* operation : {"==", "!=", "<=", ">=", "<", ">"})
            if (made.compare.empty() && take(operation)) made.compare = operation;
        blanks();
        if (!made.compare.empty()) made.with = literal();
        blanks();
        if (!take(")")) fail("a closing parenthesis is missing");
    }
    json::value literal() {
        if (left_.starts_with("'") || left_.starts_with("\"")) return quoted();
        if (take("true")) return true;
        if (take("false")) return false;
        return number();
    }
    std::string quoted() {
        const char quote = left_.front();
        left_.remove_prefix(1);
        std::string made;
        while (!left_.empty() && left_.front() != quote) {
            if (left_.front() == '\\') left_.remove_prefix(1);
            if (left_.empty()) break;
            made += left_.front();
            left_.remove_prefix(1);
        }
        if (left_.empty()) fail("a closing quotation mark is missing");
        left_.remove_prefix(1);
        return made;
    }
    json::value number() {
        constexpr std::size_t longest = 15;
        std::size_t end = 0;
        while (end < left_.size() &&
               std::string_view("+-.0123456789").find(left_[end]) != std::string_view::npos)
            ++end;
        double made = 0;
        const auto [stop, error] = std::from_chars(left_.data(), left_.data() + end, made);
        if (error != std::errc() || end > longest || stop != left_.data() + end)
            fail("a number is expected before '" + std::string(left_.substr(0, 20)) + "'");
        left_.remove_prefix(end);
        return made;
    }

    std::string_view left_;
};

SLIPWAY_INLINE json_path::json_path(std::string_view text) : steps_(parser(text).read()) {}

SLIPWAY_INLINE bool json_path::holds(const step& filter, const json::value& element) {
    const json::value* at = &element;
    for (const std::string& name : filter.inner) {
        if (!at->is_object()) return false;
        const auto found = at->find(name);
        if (found == at->end()) return false;
        at = &*found;
    }
    const std::string& c = filter.compare;
    if (c.empty()) return true;
    const bool ordered = (at->is_number() && filter.with.is_number()) ||
                         (at->is_string() && filter.with.is_string());
    if (c == "==") return *at == filter.with;
    if (c == "!=") return *at != filter.with;
    if (!ordered) return false;
    return c == "<"    ? *at < filter.with
           : c == "<=" ? *at <= filter.with
           : c == ">"  ? *at > filter.with
                       : *at >= filter.with;
}

SLIPWAY_INLINE std::vector<const json::value*> json_path::in(const json::value& object) const {
    std::vector<const json::value*> now{&object};
    for (const step& s : steps_) {
        std::vector<const json::value*> next;
        for (const json::value* v : now) {
            if (s.is == step::form::member) {
                if (!v->is_object()) continue;
                if (const auto found = v->find(s.name); found != v->end()) next.push_back(&*found);
            } else if (s.is == step::form::index) {
                if (!v->is_array()) continue;
                const long count = static_cast<long>(v->size()),
                           i = s.index < 0 ? s.index + count : s.index;
                if (i >= 0 && i < count) next.push_back(&(*v)[static_cast<std::size_t>(i)]);
            } else if (v->is_structured()) {
                for (const json::value& element : *v)
                    if (s.is == step::form::all || holds(s, element)) next.push_back(&element);
            }
        }
        now = std::move(next);
    }
    return now;
}

SLIPWAY_INLINE const json::value* json_path::first_in(const json::value& object) const {
    const std::vector<const json::value*> found = in(object);
    return found.empty() ? nullptr : found.front();
}

SLIPWAY_INLINE bool json_path::simple() const {
    for (const step& s : steps_)
        if (s.is != step::form::member) return false;
    return true;
}
SLIPWAY_INLINE std::vector<std::string> json_path::names() const {
    std::vector<std::string> made;
    for (const step& s : steps_) made.push_back(s.name);
    return made;
}

}  // namespace slipway::apiserver::custom
