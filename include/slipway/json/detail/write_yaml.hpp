// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/json/detail/read_yaml.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::json {

namespace detail {

class yaml_writer {
public:
    std::string write(const value& v) {
        if (v.is_structured() && !v.empty()) block(v, 0);
        else out_ += scalar(v, 0) + "\n";
        return std::move(out_);
    }

private:
    static bool control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }

    /// Whether a plain scalar would read back as this string in YAML 1.1 and 1.2.
    static bool plain(const std::string& s) {
        if (s.empty() || s.front() == ' ' || s.back() == ' ' || s.back() == ':') return false;
        if (!plain_scalar(s).is_string()) return false;
        if (std::string_view("-?:,[]{}#&*!|>'\"%@`=<").find(s.front()) != std::string_view::npos) return false;
        static constexpr std::string_view old_booleans[] = {"y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"};
        for (std::string_view b : old_booleans)
            if (s == b) return false;
        // 1.1 reads 1_000 and 12:30:00 as numbers, and dates as times.
        if ((s.front() >= '0' && s.front() <= '9') || s.front() == '+' || s.front() == '.')
            if (s.find_first_not_of("0123456789_.:+-eExXabcdefABCDEFTZ ") == s.npos) return false;
        for (char c : s)
            if (control(c)) return false;
        return s.find(": ") == s.npos && s.find(" #") == s.npos;
    }

    static bool block_text(const std::string& s) {
        if (s.find('\n') == s.npos || s.front() == ' ' || s.front() == '\n' || s.find(" \n") != s.npos) return false;
        for (char c : s)
            if (control(c) && c != '\n') return false;
        return s.size() < 2 || s.substr(s.size() - 2) != "\n\n";
    }

    static std::string scalar(const value& v, int indent) {
        if (v.is_object()) return "{}";
        if (v.is_array()) return "[]";
        if (!v.is_string()) return json::write(v);
        const auto& s = v.get_ref<const std::string&>();
        if (block_text(s)) return literal(s, indent);
        return plain(s) ? s : json::write(v);
    }

    static std::string literal(const std::string& s, int indent) {
        std::string out = s.back() == '\n' ? "|" : "|-";
        std::size_t from = 0;
        while (from < s.size()) {
            const std::size_t end = std::min(s.find('\n', from), s.size());
            out += '\n';
            if (end > from) out += std::string(static_cast<std::size_t>(indent), ' ') + s.substr(from, end - from);
            from = end + 1;
        }
        return out;
    }

    void put(const value& v, int indent) {
        if (v.is_structured() && !v.empty()) {
            out_ += '\n';
            block(v, v.is_array() ? indent - 2 : indent);
        } else {
            out_ += ' ' + scalar(v, indent) + '\n';
        }
    }

    void block(const value& v, int indent) {
        const std::string margin(static_cast<std::size_t>(std::max(indent, 0)), ' ');
        bool first_on_line = inline_first_;
        inline_first_ = false;
        if (v.is_object()) {
            for (const auto& [name, member] : v.items()) {
                if (!first_on_line) out_ += margin;
                first_on_line = false;
                out_ += (plain(name) ? name : json::write(value(name))) + ":";
                put(member, indent + 2);
            }
            return;
        }
        for (const value& item : v) {
            if (!first_on_line) out_ += margin;
            first_on_line = false;
            out_ += '-';
            if (item.is_structured() && !item.empty()) {
                out_ += ' ';
                inline_first_ = true;
                block(item, std::max(indent, 0) + 2);
            } else {
                out_ += ' ' + scalar(item, std::max(indent, 0) + 2) + '\n';
            }
        }
    }

    std::string out_;
    bool inline_first_ = false;
};

}  // namespace detail

inline std::string write_yaml(const value& v) { return detail::yaml_writer().write(v); }

}  // namespace slipway::json
