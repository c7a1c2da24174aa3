// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <vector>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/wait_ready.hpp>
#include <slipway/cli/run.hpp>

namespace slipway::cli {

inline constexpr char wait_help[] =
    "usage: %s wait [OPTION...]\n\n"
    "Waits until all objects of the definition are ready in a cluster.\n\n"
    "  --kubeconfig FILE   where the cluster is (the files of KUBECONFIG, or ~/.kube/config)\n"
    "  --context NAME      of the kubeconfig (the current one)\n"
    "  --timeout DURATION  how long all may take (5m); then it is said what is missing, and the exit code is 4\n"
    "  -q, --quiet         prints no progress\n";

/// The command `wait`: argv[2] and on are its options.
inline int wait_command(const dsl::rendered& cluster, int argc, char** argv) {
    return detail::on_cluster(
        cluster, argc, argv, {"--timeout"}, [&](detail::cluster_session& session) {
            std::vector<detail::defined_object*> all;
            for (detail::defined_object& o : session.objects) all.push_back(&o);
            const auto missing = detail::ready_waiter(session, std::chrono::steady_clock::now() +
                                                                   session.arguments.timeout)
                                     .wait(all);
            if (missing.empty()) session.say("all is ready");
            const int result = detail::tell_missing(session, argv[0], missing);
            return result == success ? detail::printed() : result;
        });
}

}  // namespace slipway::cli
