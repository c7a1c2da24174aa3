// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/dsl/output.hpp>

namespace slipway::dsl {

/// Text between double quotes, as JSON has it and YAML too (RFC 8259, section 7; YAML 1.2, section
/// 5.7).
constexpr void write_quoted(output& out, std::string_view s) {
    out << "\"";
    while (!s.empty()) {
        std::size_t plain = 0;
        while (plain < s.size() && s[plain] != '"' && s[plain] != '\\' &&
               static_cast<unsigned char>(s[plain]) >= ' ' && s[plain] != 127)
            ++plain;
        out << s.substr(0, plain);
        if (plain == s.size()) break;
        const char c = s[plain];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out << "\\" << s.substr(plain, 1);
        else if (c == '\n') out << "\\n";
        else if (c == '\t') out << "\\t";
        else {
            constexpr char hex[] = "0123456789abcdef";
            const char escape[] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
            out << std::string_view(escape, sizeof escape);
        }
        s.remove_prefix(plain + 1);
    }
    out << "\"";
}

}  // namespace slipway::dsl
