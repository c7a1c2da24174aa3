// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <slipway/core/status.hpp>

namespace slipway::engine {

/// The keys by which a user leaves a terminal, so that what runs there goes on without this
/// program. What may be the beginning of them waits for the next key.
class detach_keys {
public:
    /// `ctrl-p,ctrl-q`: keys, `ctrl-` and a letter or one of `@[\]^_`, with commas between (Docker,
    /// `--detach-keys`). Throws `status_error` (invalid).
    static detach_keys parse(const std::string& text) {
        detach_keys made;
        made.keys_.clear();
        std::string_view rest = text;
        for (bool more = true; more;) {
            const std::size_t comma = rest.find(',', 1);  // a comma may be a key itself
            const std::string_view word = rest.substr(0, comma);
            more = comma != rest.npos;
            rest.remove_prefix(more ? comma + 1 : rest.size());
            const char last = word.empty() ? '\0' : word.back();
            const bool letter = last >= 'a' && last <= 'z';
            if (word.size() == 1) made.keys_ += last;
            else if (word == "DEL") made.keys_ += '\x7f';
            else if (word.size() == 6 && word.starts_with("ctrl-") && letter)
                made.keys_ += static_cast<char>(last - 'a' + 1);
            else if (word.size() == 6 && word.starts_with("ctrl-") &&
                     std::string_view("@[\\]^_").find(last) != std::string_view::npos)
                made.keys_ += static_cast<char>(last - '@');
            else
                throw status_error(core::reason::invalid,
                                   "'" + text + "' are no keys to leave by, such as ctrl-p,ctrl-q");
        }
        return made;
    }

    /// Appends to `to` what of the typed keys goes on. True where they say that the user leaves.
    bool pass(std::string_view typed, std::string& to) {
        for (const char key : typed) {
            held_ += key;
            while (!held_.empty() && !std::string_view(keys_).starts_with(held_)) {
                to += held_.front();
                held_.erase(0, 1);
            }
            if (held_.size() == keys_.size()) return true;
        }
        return false;
    }

private:
    std::string keys_ = "\x10\x11";
    std::string held_;
};

}  // namespace slipway::engine
