// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>

#include <slipway/core/compiled.hpp>
#include <slipway/core/yaml_scalar.hpp>
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
    static std::string scalar(const value& v, int indent) {
        if (v.is_object()) return "{}";
        if (v.is_array()) return "[]";
        if (!v.is_string()) return json::write(v);
        const auto& s = v.get_ref<const std::string&>();
        if (core::is_block_yaml(s)) return literal(s, indent);
        return core::is_plain_yaml(s) ? s : json::write(v);
    }

    static std::string literal(const std::string& s, int indent) {
        std::string out = s.back() == '\n' ? "|" : "|-";
        std::size_t from = 0;
        while (from < s.size()) {
            const std::size_t end = std::min(s.find('\n', from), s.size());
            out += '\n';
            if (end > from)
                out +=
                    std::string(static_cast<std::size_t>(indent), ' ') + s.substr(from, end - from);
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
                out_ += (core::is_plain_yaml(name) ? name : json::write(value(name))) + ":";
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

SLIPWAY_INLINE std::string write_yaml(const value& v) { return detail::yaml_writer().write(v); }

}  // namespace slipway::json
