// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>

namespace slipway::oci::detail {

constexpr std::string_view dockerfile_blanks = " \t\v\f\r";

inline std::string_view trim_front(std::string_view s) {
    return s.substr(std::min(s.find_first_not_of(dockerfile_blanks), s.size()));
}
inline std::string_view trim(std::string_view s) {
    s = trim_front(s);
    return s.substr(0, s.find_last_not_of(dockerfile_blanks) + 1);
}

/// An instruction with its continuation lines joined.
struct dockerfile_line {
    std::uint32_t number = 0;  ///< of its first line
    std::string text{};
};

/// The lines of a Dockerfile (Docker, "Dockerfile reference", "Format", "Parser directives",
/// "Here-Documents").
class dockerfile_lines {
public:
    static constexpr std::size_t longest = 1024 * 1024;

    dockerfile_lines(std::string_view text, std::string file)
        : rest_(text), file_(std::move(file)) {
        if (text.size() > longest)
            throw status_error(core::reason::invalid, file_ + ": it has more than 1 MiB");
        if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
        if (const auto at = text.find('\0'); at != text.npos)
            fail(static_cast<std::uint32_t>(
                     1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                    '\n')),
                 "it contains a NUL");
        read_directives();
    }

    char escape() const noexcept { return escape_; }
    const std::string& file() const noexcept { return file_; }

    /// The next instruction; nothing at the end.
    std::optional<dockerfile_line> next() {
        dockerfile_line made;
        bool open = false;
        while (!rest_.empty()) {
            const std::string_view line = take();
            if (is_comment(line) || trim(line).empty())
                continue;  // also between continuation lines
            if (!open) made.number = number_;
            made.text += open ? line : trim_front(line);
            open = drop_escape(made.text);
            if (!open) break;
        }
        if (made.number == 0) return std::nullopt;
        return made;
    }

    /// The lines up to the one that is `end`.
    std::string document(const std::string& end, bool strip_tabs, std::uint32_t begins) {
        std::string made;
        while (!rest_.empty()) {
            std::string_view line = take();
            if (strip_tabs) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
            if (line == end) return made;
            made.append(line) += '\n';
        }
        fail(begins, "the here-document <<" + end + " has no end: a line that is \"" + end +
                         "\" is missing");
    }

    [[noreturn]] void fail(std::uint32_t line, const std::string& why) const {
        throw status_error(core::reason::invalid, file_ + ':' + std::to_string(line) + ": " + why);
    }

private:
    static bool is_comment(std::string_view line) { return trim_front(line).starts_with('#'); }

    std::string_view take() {
        const std::size_t end = std::min(rest_.find('\n'), rest_.size());
        std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        ++number_;
        if (line.ends_with('\r')) line.remove_suffix(1);
        return line;
    }

    /// Removes the escape that continues the line, if it ends so; two of them are one character,
    /// and no end.
    bool drop_escape(std::string& text) const {
        const std::size_t last = text.find_last_not_of(" \t");
        if (last == text.npos || text[last] != escape_ || (last > 0 && text[last - 1] == escape_))
            return false;
        text.resize(last);
        return true;
    }

    /// `# escape=` and `# syntax=` count before everything else only.
    void read_directives() {
        std::vector<std::string> seen;
        for (;;) {
            const std::string_view before = rest_;
            const std::uint32_t number = number_;
            std::string_view line = trim(take());
            const std::size_t equals = line.find('=');
            std::string name;
            if (line.starts_with('#') && equals != line.npos)
                for (const char c : trim(line.substr(1, equals - 1))) name += core::to_lower(c);
            if (name != "escape" && name != "syntax" && name != "check") {
                rest_ = before;
                number_ = number;
                return;
            }
            if (std::find(seen.begin(), seen.end(), name) != seen.end())
                fail(number_, "the directive " + name + " stands twice");
            seen.push_back(name);
            const std::string_view value = trim(line.substr(equals + 1));
            if (name == "escape" && value != "\\" && value != "`")
                fail(number_,
                     "escape is either \\ or `, not \"" + std::string(value.substr(0, 20)) + '"');
            if (name == "escape") escape_ = value.front();
        }
    }

    std::string_view rest_;
    std::string file_;
    std::uint32_t number_ = 0;
    char escape_ = '\\';
};

}  // namespace slipway::oci::detail
