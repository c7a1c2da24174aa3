// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>

#include <slipway/core/name.hpp>
#include <slipway/dsl/output.hpp>
#include <slipway/dsl/quoted.hpp>

namespace slipway::cli::detail {

/// Helm evaluates what stands behind two opening braces: text of that look is written so that it
/// comes out as it is. Closing braces mean nothing outside. Pairs are taken from the left, so that
/// no single brace stands before a pair.
inline std::string helm_escaped(std::string_view yaml) {
    std::string made;
    for (std::size_t i = 0; i < yaml.size(); ++i) {
        if (yaml.substr(i, 2) == "{{") {
            made += "{{ \"{{\" }}";
            ++i;
        } else {
            made += yaml[i];
        }
    }
    return made;
}

/// Text in double quotes, as values.yaml has it.
inline std::string in_quotes(std::string_view s) {
    dsl::output out;
    dsl::write_quoted(out, s);
    return std::string(out.view());
}

/// Text in double quotes, as Go's templates have it, for `printf`.
inline std::string as_format(std::string_view s) {
    constexpr char hex[] = "0123456789abcdef";
    std::string made;
    for (const char c : s) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') made += std::string("\\") + c;
        else if (c == '%') made += "%%";
        else if (byte < ' ' || byte == 127)
            made += std::string("\\x") + hex[byte >> 4] + hex[byte & 15];
        else made += c;
    }
    return made;
}

/// A quantity (Kubernetes API, `resource.Quantity`), for a schema.
inline constexpr const char* quantity_pattern =
    "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$";

/// The names of values: letters and digits, as `.Values.likeThis` needs it.
class value_names {
public:
    /// Of these names the first one that is not taken; `next` distinguishes what else would be the
    /// same.
    std::string of(std::string_view name, std::string_view next) {
        std::string made = in_camel_case(name);
        if (core::is_digit(made[0]) || taken(made))
            made = in_camel_case(core::is_digit(made[0])
                                     ? std::string(next) + '-' + std::string(name)
                                     : std::string(name) + '-' + std::string(next));
        const std::string stem = made;
        for (int n = 2; taken(made); ++n) made = stem + std::to_string(n);
        names_.insert(made);
        return made;
    }

private:
    /// Helm has a meaning for `global`, and reads YAML 1.1, where the other words are no texts.
    bool taken(const std::string& name) const {
        for (const char* word :
             {"global", "y", "n", "yes", "no", "on", "off", "true", "false", "null"})
            if (name == word) return true;
        return names_.contains(name);
    }

    static std::string in_camel_case(std::string_view name) {
        std::string made;
        bool upper = false;
        for (const char c : name) {
            const bool counts =
                core::is_digit(c) || (core::to_lower(c) >= 'a' && core::to_lower(c) <= 'z');
            if (counts && upper && c >= 'a' && c <= 'z') made += static_cast<char>(c - 'a' + 'A');
            else if (counts) made += made.empty() ? core::to_lower(c) : c;
            upper = !counts && !made.empty();
        }
        return made.empty() ? "value" : made;
    }

    std::set<std::string> names_;
};

}  // namespace slipway::cli::detail
