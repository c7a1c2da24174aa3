// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::cli::command {

class session;

/// One option of a verb, written `--name` or `-letter`.
struct option {
    std::string_view name{};  ///< without its dashes; empty where there is only a letter
    char letter = 0;          ///< 0 where there is only a name
    /// what stands for its value in the help, such as `PORTS`; empty: a flag
    std::string_view value{};
    std::string_view help{};  ///< one line
    bool repeats = false;     ///< may be given several times; otherwise the last one counts
};

/// What stood on the command line behind a verb. Options are asked for by their name, those without
/// one by their letter.
class arguments {
public:
    /// Whether it was given; of a flag, also not as `--flag=false`.
    bool has(std::string_view option) const { return given_.find(option) != given_.end(); }
    /// Whether a flag was given as `--flag=false`, for those that hold unless they are denied.
    bool denied(std::string_view option) const { return denied_.find(option) != denied_.end(); }
    std::string value(std::string_view option, std::string otherwise = {}) const {
        const auto found = given_.find(option);
        return found == given_.end() ? otherwise : found->second.back();
    }
    /// All values of one that repeats, as they stood.
    std::vector<std::string> values(std::string_view option) const {
        const auto found = given_.find(option);
        return found == given_.end() ? std::vector<std::string>{} : found->second;
    }
    const std::vector<std::string>& operands() const { return operands_; }

    /// For who reads a command line: gives an option one more value, takes it back, denies it, adds
    /// an operand.
    void give(std::string_view option, std::string value) {
        given_[std::string(option)].push_back(std::move(value));
    }
    void take_back(std::string_view option) {
        if (const auto found = given_.find(option); found != given_.end()) given_.erase(found);
        if (const auto found = denied_.find(option); found != denied_.end()) denied_.erase(found);
    }
    void deny(std::string_view option) { denied_.emplace(option); }
    void add_operand(std::string operand) { operands_.push_back(std::move(operand)); }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> given_;
    std::set<std::string, std::less<>> denied_;
    std::vector<std::string> operands_;
};

inline constexpr std::size_t npos = static_cast<std::size_t>(-1);

/// An option that users of other programs know, and which a verb has not.
struct missing_option {
    std::string_view name{};     ///< without its dashes
    std::string_view instead{};  ///< why, or what there is instead: the end of a sentence
};

/// A verb of the program. Of two words where it is about a kind of thing: `image prune`.
struct verb {
    std::string_view name{};
    /// what follows it, such as `[OPTION...] IMAGE [COMMAND [ARGUMENT...]]`
    std::string_view usage{};
    std::string_view summary{};  ///< one line
    std::vector<option> options{};
    std::size_t least = 0, most = npos;  ///< operands
    bool rest_is_command = false;  ///< options end at the first operand, as for `run` and `exec`
    int (*run)(session&,
               const arguments&) = nullptr;  ///< gives the exit code; may throw `status_error`
    std::string_view group{};  ///< heading of the list that it stands in, such as `Images`
    std::vector<missing_option> missing{};
};

}  // namespace slipway::cli::command
