// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slipway::registry {

/// What may be done with a repository.
enum class registry_action { pull, push, remove };

/// Who may do what: one line of a table, of which each adds rights.
struct access_rule {
    /// a name; "*": everybody who has said who they are; empty: those who have not, too
    std::string user = "*";
    /// a name in which '*' stands for anything, also with slashes: `shop/*`
    std::string repositories = "*";
    bool pull = true;
    bool push = false;
    bool remove = false;
};

/// Whether a name fits a pattern in which '*' stands for anything.
inline bool fits(std::string_view name, std::string_view pattern) {
    std::size_t n = 0, p = 0, star = pattern.npos, from = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            from = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != pattern.npos) {
            p = star + 1;
            n = ++from;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == pattern.npos;
}

/// Whether the rules let a user (empty: nobody knows who it is) do that. A repository of "*" asks
/// for all of them.
inline bool allows(const std::vector<access_rule>& rules, std::string_view user,
                   std::string_view repository, registry_action action) {
    for (const access_rule& rule : rules) {
        const bool meant =
            rule.user.empty() || (rule.user == "*" ? !user.empty() : rule.user == user);
        const bool right = action == registry_action::pull   ? rule.pull
                           : action == registry_action::push ? rule.push
                                                             : rule.remove;
        const bool there =
            repository == "*" ? rule.repositories == "*" : fits(repository, rule.repositories);
        if (meant && right && there) return true;
    }
    return false;
}

}  // namespace slipway::registry
