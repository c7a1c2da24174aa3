// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/completion.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

/// In single quotes, for any shell.
inline std::string shell_word(std::string_view s) {
    std::string made = "'";
    for (const char c : s) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return made + "'";
}

inline std::string option_words(const std::vector<option>& options) {
    std::string made = "--help";
    for (const option& o : options) {
        if (!o.name.empty()) made += " --" + std::string(o.name);
        if (o.letter) made += std::string(" -") + o.letter;
    }
    return made;
}

/// First words of all verbs, each once.
inline std::string verb_words(const std::vector<verb>& verbs) {
    std::set<std::string> words{"help", "completion"};
    for (const verb& v : verbs) words.insert(std::string(v.name.substr(0, v.name.find(' '))));
    std::string made;
    for (const std::string& w : words) made += (made.empty() ? "" : " ") + w;
    return made;
}
/// What may follow as a second word of a verb.
inline std::string second_words(const std::vector<verb>& verbs, std::string_view first) {
    std::string made;
    for (const verb& v : verbs)
        if (v.name.size() > first.size() && v.name.starts_with(first) &&
            v.name[first.size()] == ' ')
            made += (made.empty() ? "" : " ") + std::string(v.name.substr(first.size() + 1));
    return made;
}

/// Options that take the next word, as a pattern of `case`.
inline std::string taking_pattern(const std::vector<option>& options) {
    std::string made;
    for (const option& o : options) {
        if (o.value.empty()) continue;
        if (!o.name.empty()) made += (made.empty() ? "--" : "|--") + std::string(o.name);
        if (o.letter) made += (made.empty() ? "-" : "|-") + std::string(1, o.letter);
    }
    return made.empty() ? "''" : made;
}

inline std::string bash_completion(const std::string& program, const std::vector<verb>& verbs,
                                   const std::vector<option>& global) {
    const std::string function = "_" + program;
    std::string made =
        function +
        "() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} verb= second= i\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${COMP_WORDS[i]} in\n"
        "        " +
        taking_pattern(global) +
        ") [[ $verb ]] || ((i++)) ;;\n"
        "        -*) ;;\n"
        "        *) if [[ ! $verb ]]; then verb=${COMP_WORDS[i]}; elif [[ ! $second ]]; then second=${COMP_WORDS[i]}; fi ;;\n"
        "        esac\n"
        "    done\n"
        "    local words=\n"
        "    case \"$verb $second\" in\n"
        "    ' ') words=" +
        shell_word(verb_words(verbs) + " " + option_words(global)) +
        " ;;\n"
        "    'completion '*) words='bash zsh fish' ;;\n"
        "    'help '*) words=" +
        shell_word(verb_words(verbs)) + " ;;\n";
    std::set<std::string> firsts;
    for (const verb& v : verbs)
        if (v.name.find(' ') != std::string_view::npos) {
            firsts.insert(std::string(v.name.substr(0, v.name.find(' '))));
            made += "    " + shell_word(v.name) +
                    "*) words=" + shell_word(option_words(v.options)) + " ;;\n";
        }
    for (const std::string& first : firsts)
        made += "    " + shell_word(first + " ") +
                ") words=" + shell_word(second_words(verbs, first)) + " ;;\n";
    for (const verb& v : verbs)
        if (v.name.find(' ') == std::string_view::npos && firsts.count(std::string(v.name)) == 0)
            made += "    " + shell_word(std::string(v.name) + " ") +
                    "*) words=" + shell_word(option_words(v.options)) + " ;;\n";
    return made +
           "    esac\n"
           "    COMPREPLY=()\n"
           "    if [[ $word == -* || ! $verb || ! $second ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); fi\n"
           "    if ((${#COMPREPLY[@]} == 0)) && [[ $word != -* ]]; then COMPREPLY=($(compgen -f -- \"$word\")); fi\n"
           "}\n"
           "complete -F " +
           function + " " + program + "\n";
}

inline std::string fish_completion(const std::string& program, const std::vector<verb>& verbs,
                                   const std::vector<option>& global) {
    const auto options = [&](const std::vector<option>& all, const std::string& condition) {
        std::string made;
        for (const option& o : all) {
            made += "complete -c " + program + " -n " + shell_word(condition);
            if (!o.name.empty()) made += " -l " + std::string(o.name);
            if (o.letter) made += std::string(" -s ") + o.letter;
            if (!o.value.empty()) made += " -r";
            made += " -d " + shell_word(o.help) + "\n";
        }
        return made;
    };
    std::string made = options(global, "__fish_use_subcommand");
    for (const verb& v : verbs) {
        const std::size_t space = v.name.find(' ');
        const std::string first(v.name.substr(0, space));
        std::string seen = "__fish_seen_subcommand_from " + first, before = "__fish_use_subcommand";
        std::string word = first;
        if (space != std::string_view::npos) {
            word = std::string(v.name.substr(space + 1));
            before = seen + "; and not __fish_seen_subcommand_from " + word;
            seen += "; and __fish_seen_subcommand_from " + word;
            made += "complete -c " + program + " -f -n __fish_use_subcommand -a " + first + "\n";
        }
        made += "complete -c " + program + " -f -n " + shell_word(before) + " -a " + word + " -d " +
                shell_word(v.summary) + "\n";
        made += options(v.options, seen);
    }
    return made;
}

}  // namespace detail

SLIPWAY_INLINE std::string completion(std::string_view shell, const std::string& program,
                                      const std::vector<verb>& verbs,
                                      const std::vector<option>& global) {
    if (shell == "bash") return detail::bash_completion(program, verbs, global);
    if (shell == "zsh")
        return "#compdef " + program + "\nautoload -U +X bashcompinit && bashcompinit\n" +
               detail::bash_completion(program, verbs, global);
    if (shell == "fish") return detail::fish_completion(program, verbs, global);
    throw usage_error("'" + std::string(shell) +
                      "' is no shell that can be completed for; bash, zsh and fish are");
}

}  // namespace slipway::cli::command
