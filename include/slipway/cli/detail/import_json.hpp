// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <slipway/cli/detail/import_code.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::detail {

/// JSON as a raw literal of C++, which is read more easily than one with a backslash before each
/// quotation mark; on several lines where it is long.
class json_literal_writer {
public:
    static code of(const json::value& v) {
        const std::string all = without_turns(text(v, 0));
        std::string mark;  // what ends it must not be in it
        while (all.find(")" + mark + "\"") != all.npos) mark += '_';
        const std::string literal = "R\"" + mark + "(" + all + ")" + mark + "\"";
        code made;
        for (std::size_t begin = 0; begin <= literal.size();) {
            const std::size_t end = std::min(literal.find('\n', begin), literal.size());
            made.lines.push_back(literal.substr(begin, end - begin));
            begin = end + 1;
        }
        return made;
    }

private:
    static constexpr std::size_t widest = 80;

    /// On one line where it fits, else one member or item per line.
    static std::string text(const json::value& v, std::size_t indent) {
        std::string line = flat(v);
        if (!v.is_structured() || indent + line.size() <= widest) return line;
        std::string made(1, line.front());
        for (auto i = v.begin(); i != v.end(); ++i)
            made += (i == v.begin() ? "\n" : ",\n") + std::string(indent + 4, ' ') +
                    (v.is_object() ? json::write(i.key()) + ": " : "") + text(*i, indent + 4);
        return made + "\n" + std::string(indent, ' ') + line.back();
    }
    static std::string flat(const json::value& v) {
        if (!v.is_structured()) return json::write(v);
        std::string made = v.is_object() ? "{" : "[";
        for (auto i = v.begin(); i != v.end(); ++i)
            made += (i == v.begin() ? "" : ", ") +
                    (v.is_object() ? json::write(i.key()) + ": " : "") + flat(*i);
        return made + (v.is_object() ? "}" : "]");
    }

    /// Characters that turn the direction of text, which compilers warn of, as JSON writes them
    /// without them.
    static std::string without_turns(const std::string& s) {
        std::string made;
        for (std::string_view left = s; !left.empty();) {
            const std::size_t plain = plain_utf8(left), length = plain ? plain : 3;
            made += plain ? std::string(left.substr(0, plain)) : escape_of(left.substr(0, 3));
            left.remove_prefix(std::min(length, left.size()));
        }
        return made;
    }
    static std::string escape_of(std::string_view c) {
        const auto bits = [&](std::size_t i, unsigned mask) {
            return static_cast<unsigned>(static_cast<unsigned char>(c[i])) & mask;
        };
        const unsigned point = bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F);
        std::string made = "\\u";
        for (unsigned shift = 16; shift != 0;)
            made += "0123456789abcdef"[point >> (shift -= 4) & 15];
        return made;
    }
};

}  // namespace slipway::cli::detail
