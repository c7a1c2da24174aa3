// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/detail/go_template_parser.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::command::detail {

using template_values = std::vector<json::value>;

/// Whether it is something, as `{{if}}` asks.
inline bool something(const json::value& v) {
    if (v.is_boolean()) return v.get<bool>();
    if (v.is_number()) return v != 0;
    if (v.is_string()) return !v.get_ref<const std::string&>().empty();
    return !v.empty();
}

/// As Go prints a value: `[a b]`, `map[k:v]`.
inline std::string go_text(const json::value& v) {
    std::string made;
    if (v.is_null()) return "<no value>";
    if (v.is_string()) return v.get<std::string>();
    if (v.is_array()) {
        for (const json::value& each : v) made += (made.empty() ? "" : " ") + go_text(each);
        return '[' + made + ']';
    }
    if (!v.is_object()) return json::write(v);
    std::map<std::string, std::string> sorted;
    for (const auto& [key, value] : v.items()) sorted.emplace(key, go_text(value));
    for (const auto& [key, value] : sorted) made += (made.empty() ? "" : " ") + key + ':' + value;
    return "map[" + made + ']';
}

/// One that the functions below are given. Throws `usage_error` for what it is not.
inline const std::string& text_of(const json::value& v) {
    if (!v.is_string()) no_template(go_text(v) + " is no text");
    return v.get_ref<const std::string&>();
}
inline std::int64_t number_of(const json::value& v) {
    if (!v.is_number_integer()) no_template(go_text(v) + " is no whole number");
    return v.get<std::int64_t>();
}
inline std::size_t width_of(const json::value& v) {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(number_of(v), 0, 1 << 16));
}

/// A verb of fmt.Printf with what stands before it: `%-20s`.
inline std::string formatted(const std::string& flags, char verb, const json::value& v) {
    char made[512];
    if (verb == 'd' || verb == 'x') {
        if (verb == 'x' && v.is_string()) no_template("%x takes numbers");
        const std::string format = '%' + flags + (verb == 'd' ? "lld" : "llx");
        std::snprintf(made, sizeof made, format.c_str(), static_cast<long long>(number_of(v)));
    } else if (verb == 'f' || verb == 'e' || verb == 'g') {
        if (!v.is_number()) no_template(go_text(v) + " is no number");
        std::snprintf(made, sizeof made, ('%' + flags + verb).c_str(), v.get<double>());
    } else if (verb == 's' || verb == 'v' || verb == 't' || verb == 'q') {
        const std::string text = verb == 'q' ? json::write(go_text(v)) : go_text(v);
        if (flags.empty()) return text;
        const std::string format = '%' + flags + 's';
        const int size = std::snprintf(nullptr, 0, format.c_str(), text.c_str());
        std::string whole(static_cast<std::size_t>(std::max(size, 0)), '\0');
        std::snprintf(whole.data(), whole.size() + 1, format.c_str(), text.c_str());
        return whole;
    } else no_template("printf does not know %" + std::string(1, verb));
    return made;
}
inline std::string go_printf(const template_values& given) {
    if (given.empty()) no_template("printf needs a format");
    const std::string& format = text_of(given[0]);
    std::string made;
    std::size_t next = 1;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            made += format[i];
            continue;
        }
        const std::size_t verb =
            std::min(format.find_first_not_of("-+ 0123456789.", i + 1), format.size());
        const std::string flags = format.substr(i + 1, verb - i - 1);
        if (verb == format.size() || flags.size() > 6) no_template("a % of printf has no verb");
        i = verb;
        if (format[verb] == '%') {
            made += '%';
            continue;
        }
        if (next == given.size()) no_template("printf has more verbs than values");
        made += formatted(flags, format[verb], given[next++]);
    }
    return made;
}

inline json::value go_index(const template_values& given) {
    if (given.empty()) no_template("index needs a value");
    json::value at = given[0];
    for (std::size_t i = 1; i < given.size(); ++i) {
        json::value next = "";  // what Go takes for a label that is not there
        if (at.is_array()) {
            const std::int64_t place = number_of(given[i]);
            if (place < 0 || static_cast<std::size_t>(place) >= at.size())
                no_template("there is no place " + std::to_string(place) + " in a list of " +
                            std::to_string(at.size()));
            next = at[static_cast<std::size_t>(place)];
        } else if (at.is_object()) {
            if (const auto found = at.find(text_of(given[i])); found != at.end()) next = *found;
        } else if (something(at)) no_template(go_text(at) + " has no members");
        at = std::move(next);
    }
    return at;
}

inline json::value compared(const std::string& how, const template_values& given) {
    if (given.size() < 2 || (how != "eq" && given.size() != 2))
        no_template(how + " compares two values");
    const json::value &a = given[0], &b = given[1];
    if (how == "eq")
        return std::any_of(given.begin() + 1, given.end(), [&](const auto& v) { return v == a; });
    if (how == "ne") return a != b;
    if (a.is_number() != b.is_number() || a.is_string() != b.is_string() ||
        (!a.is_number() && !a.is_string()))
        no_template(how + " compares two numbers or two texts");
    return how == "lt" ? a < b : how == "le" ? a <= b : how == "gt" ? a > b : a >= b;
}

inline std::string joined(const template_values& given, bool blanks_beside_texts) {
    std::string made;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const bool blank =
            i > 0 && (blanks_beside_texts || (!given[i - 1].is_string() && !given[i].is_string()));
        made += (blank ? " " : "") + go_text(given[i]);
    }
    return made;
}
inline std::string changed(std::string text, const std::string& how) {
    bool begins = true;
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (how == "lower") c = static_cast<char>(std::tolower(byte));
        else if (how == "upper" || begins) c = static_cast<char>(std::toupper(byte));
        begins = std::isspace(byte) != 0;
    }
    return text;
}
inline json::value split_text(const std::string& text, const std::string& by) {
    json::value made = json::value::array();
    std::size_t begin = 0;
    if (!by.empty())
        for (std::size_t end = 0; (end = text.find(by, begin)) != text.npos;
             begin = end + by.size())
            made.push_back(text.substr(begin, end - begin));
    made.push_back(text.substr(begin));
    return made;
}

/// The functions that take a number of values that is always the same.
inline json::value called(const std::string& name, const template_values& v, std::size_t values) {
    if (v.size() != values)
        no_template(name + " takes " + std::to_string(values) +
                    (values == 1 ? " value" : " values"));
    if (name == "json") return json::write(v[0]);
    if (name == "len") return v[0].is_string() ? text_of(v[0]).size() : v[0].size();
    if (name == "not") return !something(v[0]);
    if (name == "split") return split_text(text_of(v[0]), text_of(v[1]));
    if (name == "join") {
        std::string made;
        for (std::size_t i = 0; i < v[0].size(); ++i)
            made += (i ? text_of(v[1]) : "") + go_text(v[0][i]);
        return made;
    }
    if (name == "truncate") return text_of(v[0]).substr(0, width_of(v[1]));
    if (name == "pad") {
        if (text_of(v[0]).empty()) return v[0];
        return std::string(width_of(v[1]), ' ') + text_of(v[0]) + std::string(width_of(v[2]), ' ');
    }
    return changed(text_of(v[0]), name);
}

/// What a function makes of values. Throws `usage_error`, also for one that there is not.
inline json::value call_function(const std::string& name, const template_values& given) {
    static constexpr std::string_view one[] = {"json", "len", "not", "lower", "upper", "title"};
    static constexpr std::string_view comparisons[] = {"eq", "ne", "lt", "le", "gt", "ge"};
    const auto among = [&](const auto& names) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
    };
    if (among(one)) return called(name, given, 1);
    if (name == "join" || name == "split" || name == "truncate") return called(name, given, 2);
    if (name == "pad") return called(name, given, 3);
    if (among(comparisons)) return compared(name, given);
    if (name == "index") return go_index(given);
    if (name == "print") return joined(given, false);
    if (name == "println") return joined(given, true) + '\n';
    if (name == "printf") return go_printf(given);
    if (name == "and" || name == "or") {
        if (given.empty()) no_template(name + " needs a value");
        for (const json::value& v : given)
            if (something(v) == (name == "or")) return v;
        return given.back();
    }
    no_template("there is no function " + name);
}

}  // namespace slipway::cli::command::detail
