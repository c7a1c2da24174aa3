// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/status.hpp>

namespace slipway::engine::detail {

/// Permissions in octal digits; nothing where they are none.
inline std::optional<std::uint32_t> octal_permissions(const std::string& text) {
    if (text.empty() || text.size() > 5 || text.find_first_not_of("01234567") != text.npos ||
        std::stoul(text, nullptr, 8) > 07777)
        return std::nullopt;
    return static_cast<std::uint32_t>(std::stoul(text, nullptr, 8));
}

/// What `--chmod` does to the permissions of a file: octal digits say all of them, letters some
/// (POSIX, chmod, "Extended Description"; where nobody is named, all are, whatever the umask).
class mode_change {
public:
    /// Throws `status_error` (invalid).
    explicit mode_change(const std::string& text) : text_(text), all_(octal_permissions(text)) {
        if (all_) return;
        std::string_view rest = text;
        do rest = clause(rest);
        while (!rest.empty());
    }

    std::uint32_t apply(std::uint32_t mode, bool is_directory) const {
        if (all_) return *all_;
        for (const action& a : actions_) {
            std::uint32_t bits = a.bits;
            if (a.copied) bits |= (mode >> *a.copied & 07) * 0111;
            if (a.execute_some && (is_directory || (mode & 0111))) bits |= 0111;
            bits &= a.who;
            if (a.what == '+') mode |= bits;
            else if (a.what == '-') mode &= ~bits;
            else mode = (mode & ~a.who) | bits;
        }
        return mode;
    }

private:
    struct action {
        char what;
        std::uint32_t who;  ///< the bits that it is about
        std::uint32_t bits = 0;
        std::optional<unsigned> copied{};  ///< where the bits are that are taken over
        bool execute_some = false;         ///< `X`
    };

    [[noreturn]] void refuse() const {
        throw status_error(core::reason::invalid,
                           "--chmod=" + text_.substr(0, 40) +
                               " is not understood: it takes octal digits, such as 755 or 0644, "
                               "or letters, such as u=rwX,go=rX");
    }

    /// Gives what is behind the comma.
    std::string_view clause(std::string_view rest) {
        std::uint32_t who = 0;
        while (!rest.empty() && std::string_view("ugoa").find(rest.front()) != rest.npos) {
            who |= bits_of(rest.front());
            rest.remove_prefix(1);
        }
        if (who == 0) who = 07777;
        if (rest.empty()) refuse();
        while (!rest.empty() && rest.front() != ',') rest = one(rest, who);
        if (rest.empty()) return rest;
        rest.remove_prefix(1);
        if (rest.empty()) refuse();
        return rest;
    }
    std::string_view one(std::string_view rest, std::uint32_t who) {
        action made{.what = rest.front(), .who = who};
        if (std::string_view("+-=").find(made.what) == std::string_view::npos) refuse();
        rest.remove_prefix(1);
        if (!rest.empty() && std::string_view("ugo").find(rest.front()) != rest.npos) {
            made.copied = rest.front() == 'u' ? 6 : rest.front() == 'g' ? 3 : 0;
            rest.remove_prefix(1);
        } else {
            for (; !rest.empty() && std::string_view("rwxXst").find(rest.front()) != rest.npos;
                 rest.remove_prefix(1)) {
                const char c = rest.front();
                if (c == 'X') made.execute_some = true;
                else
                    made.bits |= c == 'r'   ? 0444
                                 : c == 'w' ? 0222
                                 : c == 'x' ? 0111
                                 : c == 's' ? 06000
                                            : 01000;
            }
        }
        actions_.push_back(made);
        return rest;
    }
    static std::uint32_t bits_of(char who) {
        return who == 'u' ? 04700 : who == 'g' ? 02070 : who == 'o' ? 01007 : 07777;
    }

    std::string text_;
    std::optional<std::uint32_t> all_;
    std::vector<action> actions_;
};

}  // namespace slipway::engine::detail
