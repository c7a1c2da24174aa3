// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <unistd.h>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/inventory.hpp>
#include <slipway/cli/detail/line_diff.hpp>
#include <slipway/cli/detail/plan.hpp>
#include <slipway/cli/detail/prune.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::cli {

/// The exit code of `diff` where something would be changed.
inline constexpr int has_differences = 5;

inline constexpr char diff_help[] =
    "usage: %s diff [OPTION...]\n\n"
    "Shows what apply would change in a cluster: the server is asked for the outcome, and changes nothing.\n"
    "The values of Secrets are hidden; it is told whether they differ.\n\n"
    "  --kubeconfig FILE     where the cluster is (the files of KUBECONFIG, or ~/.kube/config)\n"
    "  --context NAME        of the kubeconfig (the current one)\n"
    "  --field-manager NAME  who would set the fields (slipway)\n"
    "  -q, --quiet           prints no summary\n\n"
    "Exit codes: 0 nothing would be changed, 5 something would, 1 failure.\n";

namespace detail {

/// The difference of one object, for people; empty where there is none.
inline std::string diff_text(const cluster_session& s, const planned& p, bool colours) {
    const shown_documents d = p.documents();
    if (p.live && d.same()) return {};
    const std::string name = s.shown(p.object->key),
                      before = d.before.is_null() ? "" : json::write_yaml(d.before);
    const std::string from = p.live ? name + " (in the cluster)" : "/dev/null",
                      to = name + (p.result ? " (as applied)" : " (as defined)");
    return unified_diff(clean_text(before, true), clean_text(json::write_yaml(d.after), true), from,
                        to, colours);
}

inline int run_diff(cluster_session& s, const char* program) {
    const bool colours = ::isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
    const std::vector<planned> plan = planner(s, false).plan();
    if (tell_problems(s, program, plan, true)) return failure;
    std::size_t created = 0, changed = 0;
    for (const planned& p : plan) {
        const std::string text = diff_text(s, p, colours);
        if (text.empty()) continue;
        ++(p.live ? changed : created);
        std::fwrite(text.data(), 1, text.size(), stdout);
    }
    inventory held = inventory::read(s.cluster, s.home);
    const std::vector<removable> old = no_longer_defined(s, held);
    for (const removable& r : old) std::printf("%s is no longer defined\n", s.shown(r.key).c_str());
    tell_problems(s, program, plan);
    s.say(std::to_string(created) + " to create, " + std::to_string(changed) + " to change, " +
          std::to_string(old.size()) + " no longer defined, " +
          std::to_string(plan.size() - created - changed) + " unchanged");
    const int written = printed();
    if (written != success) return written;
    return created + changed + old.size() ? has_differences : success;
}

}  // namespace detail

/// The command `diff`: argv[2] and on are its options.
inline int diff_command(const dsl::rendered& cluster, int argc, char** argv) {
    return detail::on_cluster(
        cluster, argc, argv, {"--field-manager"},
        [&](detail::cluster_session& s) { return detail::run_diff(s, argv[0]); });
}

}  // namespace slipway::cli
