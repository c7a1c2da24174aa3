// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/utf8.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::json {

namespace detail {

/// The value of a plain scalar (YAML 1.2.2, section 10.3.2). A number that begins with 0 is octal,
/// as in YAML 1.1: so kubectl reads the modes of files, such as `defaultMode: 0644`.
inline value plain_scalar(const std::string& s) {
    if (s.empty() || s == "~" || s == "null" || s == "Null" || s == "NULL") return value();
    if (s == "true" || s == "True" || s == "TRUE") return true;
    if (s == "false" || s == "False" || s == "FALSE") return false;
    const char first =
        s.front() == '-' || s.front() == '+' ? (s.size() > 1 ? s[1] : 'x') : s.front();
    if (!(first >= '0' && first <= '9') && first != '.') return s;
    const char* begin = s.data() + (s.front() == '+' ? 1 : 0);
    const char* end = s.data() + s.size();
    std::int64_t whole = 0;
    if (s.size() > 1 && s.front() == '0' && s.find_first_not_of("01234567") == s.npos)
        if (const auto r = std::from_chars(begin, end, whole, 8); r.ec == std::errc()) return whole;
    if (const auto r = std::from_chars(begin, end, whole); r.ec == std::errc() && r.ptr == end)
        return whole;
    const bool hexadecimal = s.starts_with("0x"), octal = s.starts_with("0o");
    if (hexadecimal || octal) {
        const auto r = std::from_chars(s.data() + 2, end, whole, hexadecimal ? 16 : 8);
        return r.ec == std::errc() && r.ptr == end && s.size() > 2 ? value(whole) : value(s);
    }
    double number = 0;
    if (const auto r = std::from_chars(begin, end, number);
        r.ec == std::errc() && r.ptr == end && std::isfinite(number))
        return number;
    return s;
}

/// Whether there is a tab before the first word of a line, which is counted from 0.
inline bool is_indented_by_tabs(std::string_view text, int line) {
    for (; line > 0 && !text.empty(); --line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const std::size_t tab = text.find('\t');
    return tab != text.npos && tab < text.find_first_not_of(" \t");
}

/// Builds values while counting them, so that a few aliases of aliases cannot grow without end.
class yaml_reader {
public:
    value read(const YAML::Node& node, int depth = 0) {
        if (depth > deepest)
            fail(node, "nested more than " + std::to_string(deepest) + " levels deep");
        if (++nodes_ > most_nodes)
            fail(node, "more than " + std::to_string(most_nodes) + " values");
        switch (node.Type()) {
            case YAML::NodeType::Scalar:
                check_text(node);
                return node.Tag() == "?" ? plain_scalar(node.Scalar()) : tagged(node);
            case YAML::NodeType::Sequence: {
                value made = value::array();
                for (const YAML::Node& item : node) made.push_back(read(item, depth + 1));
                return made;
            }
            case YAML::NodeType::Map: {
                value made = value::object();
                for (const auto& entry : node) {
                    if (!entry.first.IsScalar()) fail(entry.first, "a key is a scalar");
                    if (merges(entry.first)) continue;
                    check_text(entry.first);
                    if (made.contains(entry.first.Scalar()))
                        fail(entry.first, "the key '" + entry.first.Scalar() + "' stands twice");
                    made[entry.first.Scalar()] = read(entry.second, depth + 1);
                }
                for (const auto& entry : node)
                    if (merges(entry.first)) merge(made, entry.second, depth + 1);
                return made;
            }
            default: return value();
        }
    }

private:
    static constexpr long most_nodes = 1'000'000;

    static bool merges(const YAML::Node& key) { return key.Tag() == "?" && key.Scalar() == "<<"; }
    /// `<<: *other`: the keys of another map, or of several, that are not there yet
    /// (yaml.org/type/merge.html).
    void merge(value& made, const YAML::Node& from, int depth) {
        if (from.IsSequence()) {
            for (const YAML::Node& each : from) {
                if (each.IsSequence()) fail(each, "<< takes a map, or a list of maps");
                merge(made, each, depth + 1);
            }
            return;
        }
        if (!from.IsMap()) fail(from, "<< takes a map, or a list of maps");
        const value other = read(from, depth);
        for (const auto& [key, member] : other.items())
            if (!made.contains(key)) made[key] = member;
    }

    static void check_text(const YAML::Node& node) {
        if (!core::is_utf8(node.Scalar())) fail(node, "this is not UTF-8");
    }
    static value tagged(const YAML::Node& node) {
        if (node.Tag().ends_with(":int") || node.Tag().ends_with(":float") ||
            node.Tag().ends_with(":bool"))
            return plain_scalar(node.Scalar());
        return node.Scalar();
    }
    [[noreturn]] static void fail(const YAML::Node& node, const std::string& what) {
        throw core::status_error(core::reason::bad_request,
                                 "malformed YAML at line " + std::to_string(node.Mark().line + 1) +
                                     ", column " + std::to_string(node.Mark().column + 1) + ": " +
                                     what);
    }
    long nodes_ = 0;
};

}  // namespace detail

SLIPWAY_INLINE std::vector<value> read_yaml(std::string_view text) {
    std::vector<value> made;
    try {
        for (const YAML::Node& root : YAML::LoadAll(std::string(text))) {
            value v = detail::yaml_reader().read(root);
            if (!v.is_null()) made.push_back(std::move(v));
        }
    } catch (const YAML::Exception& e) {
        std::string why = e.msg;
        if (dynamic_cast<const YAML::DeepRecursion*>(&e)) why = "nested too deep";
        else if (detail::is_indented_by_tabs(text, e.mark.line))
            why += "; YAML is indented by blanks, and here is a tab";
        throw core::status_error(core::reason::bad_request,
                                 "malformed YAML at line " + std::to_string(e.mark.line + 1) +
                                     ", column " + std::to_string(e.mark.column + 1) + ": " + why);
    }
    return made;
}

}  // namespace slipway::json
