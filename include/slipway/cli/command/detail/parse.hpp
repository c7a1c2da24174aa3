// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/detail/missing_verbs.hpp>
#include <slipway/cli/command/detail/verb_kinds.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::cli::command {

namespace detail {

/// The name under which an option's values are kept.
inline std::string key_of(const option& o) {
    return o.name.empty() ? std::string(1, o.letter) : std::string(o.name);
}

/// The verb that docker's longer form of two words means, or a word of it that docker has, too:
/// `image ls`, `container rm`, `volume remove`, `system info`; null for others.
inline const verb* verb_of_kind(const std::vector<verb>& verbs, const std::string& kind,
                                std::string second) {
    if (second == "list") second = "ls";
    if (second == "remove") second = "rm";
    const auto find = [&](auto fits) {
        const auto found = std::find_if(verbs.begin(), verbs.end(), fits);
        return found == verbs.end() ? nullptr : &*found;
    };
    if (const verb* const two = find([&](const verb& v) { return v.name == kind + ' ' + second; }))
        return two;
    if ((kind == "system" && (second == "info" || second == "events")) ||
        (kind == "builder" && second == "build"))
        return find([&](const verb& v) { return v.name == second; });
    const std::string_view group = group_of_kind(kind);
    if (group.empty()) return nullptr;
    if (second == "ls") second = kind == "image" ? "images" : "ps";
    if (second == "rm" && kind == "image") second = "rmi";
    return find([&](const verb& v) { return v.name == second && v.group == group; });
}

/// `; did you mean X?`, or nothing where no name is close: the only one that begins so, or one with
/// few letters that are wrong.
inline std::string hint_for(std::string_view word, const std::vector<std::string_view>& names,
                            const std::string& before = {}) {
    const auto begins = [&](std::string_view name) {
        return word.size() > 1 && name.starts_with(word);
    };
    if (std::count_if(names.begin(), names.end(), begins) == 1)
        return "; did you mean " + before +
               std::string(*std::find_if(names.begin(), names.end(), begins)) + "?";
    dsl::nearest near(word);
    for (const std::string_view name : names) near.offer(name);
    if (!near.is_close()) return "";
    const dsl::words hint = near.hint();
    std::string said = "; " + std::string(hint.characters, hint.size);
    return said.insert(said.rfind(' ') + 1, before);
}

class option_reader {
public:
    option_reader(const std::vector<option>& options, const std::vector<std::string>& words,
                  const std::vector<missing_option>& missing)
        : options_(options), words_(words), missing_(missing) {}

    parsed_options read(bool rest_is_command, bool stop_at_operand) {
        bool operands_only = false;
        for (; at_ < words_.size(); ++at_) {
            const std::string& word = words_[at_];
            const bool operand = operands_only || word.size() < 2 || word[0] != '-';
            if (operand && stop_at_operand) break;
            if (operand) {
                made_.given.add_operand(word);
                operands_only = operands_only || rest_is_command;
            } else if (word == "--") {
                operands_only = true;
            } else if (word[1] == '-') {
                read_long(std::string_view(word).substr(2));
            } else {
                read_letters(std::string_view(word).substr(1));
            }
        }
        made_.used = at_;
        return std::move(made_);
    }

private:
    void read_long(std::string_view word) {
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const auto found = std::find_if(options_.begin(), options_.end(), [&](const option& o) {
            return !o.name.empty() && o.name == name;
        });
        if (found == options_.end()) {
            for (const missing_option& each : missing_)
                if (each.name == name)
                    throw usage_error("there is no --" + std::string(name) +
                                      " here: " + std::string(each.instead));
            std::vector<std::string_view> names;
            for (const option& o : options_)
                if (!o.name.empty()) names.push_back(o.name);
            throw usage_error("unknown option '--" + std::string(name) + "'" +
                              hint_for(name, names, "--"));
        }
        const auto value = equals == std::string_view::npos
                               ? std::nullopt
                               : std::optional<std::string>(word.substr(equals + 1));
        if (found->value.empty())
            return set_flag(*found, value.value_or("true"), "--" + std::string(name));
        give(*found, value, "--" + std::string(name));
    }

    void read_letters(std::string_view letters) {
        while (!letters.empty()) {
            const char letter = letters.front();
            const std::string written = std::string("-") + letter;
            const auto found = std::find_if(options_.begin(), options_.end(),
                                            [&](const option& o) { return o.letter == letter; });
            if (found == options_.end())
                throw usage_error("unknown option '" + written + "'" + in_word(letters));
            letters.remove_prefix(1);
            if (!found->value.empty()) {
                if (letters.starts_with('=')) letters.remove_prefix(1);
                else if (letters.empty()) return give(*found, std::nullopt, written);
                return give(*found, std::string(letters), written);
            }
            if (letters.starts_with('='))
                return set_flag(*found, std::string(letters.substr(1)), written);
            set_flag(*found, "true", written);
        }
    }
    std::string in_word(std::string_view rest) const {
        const std::string& word = words_[at_];
        return word.size() == 2 && rest.size() == 1 ? "" : " in '" + word + "'";
    }

    void set_flag(const option& o, const std::string& value, const std::string& written) {
        made_.given.take_back(key_of(o));
        if (value == "true" || value == "1") made_.given.give(key_of(o), "true");
        else if (value == "false" || value == "0") made_.given.deny(key_of(o));
        else throw usage_error("'" + written + "' is true or false, not '" + value + "'");
    }
    void give(const option& o, std::optional<std::string> value, const std::string& written) {
        if (!value) {
            if (at_ + 1 == words_.size())
                throw usage_error("'" + written + "' needs a value: " + std::string(o.value));
            value = words_[++at_];
        }
        if (!o.repeats) made_.given.take_back(key_of(o));
        made_.given.give(key_of(o), *std::move(value));
    }

    const std::vector<option>& options_;
    const std::vector<std::string>& words_;
    const std::vector<missing_option>& missing_;
    std::size_t at_ = 0;
    parsed_options made_;
};

}  // namespace detail

SLIPWAY_INLINE parsed_options parse_options(const std::vector<option>& options,
                                            const std::vector<std::string>& words,
                                            bool rest_is_command, bool stop_at_operand,
                                            const std::vector<missing_option>& missing) {
    return detail::option_reader(options, words, missing).read(rest_is_command, stop_at_operand);
}

SLIPWAY_INLINE arguments parse(const verb& v, const std::vector<std::string>& words) {
    arguments made = parse_options(v.options, words, v.rest_is_command, false, v.missing).given;
    const std::size_t count = made.operands().size();
    const std::string shape =
        "'" + std::string(v.name) + (v.usage.empty() ? "" : " " + std::string(v.usage)) + "'";
    if (count < v.least) throw usage_error("there is something missing: the command is " + shape);
    if (count > v.most)
        throw usage_error("'" + made.operands()[v.most] +
                          "' is one word too many: the command is " + shape);
    return made;
}

SLIPWAY_INLINE const verb& find_verb(const std::vector<verb>& verbs,
                                     const std::vector<std::string>& words, std::size_t& used) {
    const std::string first = words.empty() ? "" : words[0];
    const std::string both = words.size() < 2 ? first : first + " " + words[1];
    const auto named = [&](std::string_view name) {
        return std::find_if(verbs.begin(), verbs.end(),
                            [&](const verb& v) { return v.name == name; });
    };
    const auto two = named(both), one = named(first);
    if (two != verbs.end()) return used = both == first ? 1 : 2, *two;
    if (one != verbs.end()) return used = 1, *one;
    if (const verb* const meant =
            detail::verb_of_kind(verbs, first, words.size() < 2 ? "" : words[1]))
        return used = 2, *meant;
    if (const std::string_view instead = detail::instead_of(first); !instead.empty())
        throw usage_error("there is no command '" + first + "' here: " + std::string(instead));
    std::vector<std::string_view> names{"help", "completion"};
    bool is_kind = false;
    for (const verb& v : verbs) {
        names.push_back(v.name);
        is_kind = is_kind || v.name.starts_with(first + " ");
    }
    const std::string& wrong = is_kind ? both : first;
    throw usage_error("unknown command '" + wrong + "'" + detail::hint_for(wrong, names));
}

}  // namespace slipway::cli::command
