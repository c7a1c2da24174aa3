// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/inventory.hpp>
#include <slipway/cli/detail/plan.hpp>
#include <slipway/cli/detail/prune.hpp>
#include <slipway/cli/detail/wait_ready.hpp>
#include <slipway/cli/run.hpp>

namespace slipway::cli {

inline constexpr char apply_help[] =
    "usage: %s apply [OPTION...]\n\n"
    "Makes a cluster as defined: server-side apply of all objects, what others need first, and waits until all is ready.\n"
    "The server is asked about all objects before the first is changed. What was applied is kept in the ConfigMap\n"
    "NAME-slipway-inventory; what stands there and is no longer defined is listed, and removed if you agree.\n\n"
    "  --kubeconfig FILE     where the cluster is (the files of KUBECONFIG, or ~/.kube/config)\n"
    "  --context NAME        of the kubeconfig (the current one)\n"
    "  --dry-run             the server says what would happen; nothing is changed\n"
    "  --force               takes over fields that others have set\n"
    "  --field-manager NAME  who sets the fields (slipway)\n"
    "  --yes                 removes what is no longer defined without asking\n"
    "  --no-wait             does not wait until all is ready\n"
    "  --timeout DURATION    how long all may take to be ready (5m); then the exit code is 4\n"
    "  -q, --quiet           prints no progress\n";

namespace detail {

class apply_run {
public:
    apply_run(cluster_session& s, const char* program)
        : session_(s),
          program_(program),
          until_(std::chrono::steady_clock::now() + s.arguments.timeout) {}

    int run() {
        session_.say("applying to " + session_.where());
        std::vector<planned> plan = planner(session_, session_.arguments.force).plan();
        if (tell_problems(session_, program_, plan)) {
            std::fprintf(stderr, "%s: nothing was changed\n", program_);
            return failure;
        }
        inventory held = inventory::read(session_.cluster, session_.home);
        if (session_.arguments.dry_run) {
            for (const planned& p : plan)
                session_.say(session_.shown(p.object->key) + ' ' + p.verb() + " (dry run)");
            prune(session_, held);
            return printed();
        }
        const int result = send(plan, held);
        return result == success ? printed() : result;
    }

private:
    int send(std::vector<planned>& plan, inventory& held) {
        std::vector<defined_object*> definitions;
        bool noted = false;
        for (planned& p : plan) {
            const object_key& k = p.object->key;
            // What is about to be applied stands in the inventory before that, so that nothing is
            // lost when this ends early.
            if (k.kind != "Namespace" && !noted) noted = note(plan, held);
            if (k.kind != "CustomResourceDefinition" && !definitions.empty()) {
                const auto missing = ready_waiter(session_, until_).wait(definitions);
                if (!missing.empty()) return tell_missing(session_, program_, missing);
                definitions.clear();
            }
            apply(p, held);
            if (k.kind == "CustomResourceDefinition") definitions.push_back(p.object);
        }
        if (!noted) note(plan, held);
        prune(session_, held);
        held.write(session_.cluster);
        if (session_.arguments.no_wait) return success;
        std::vector<defined_object*> all;
        for (defined_object& o : session_.objects) all.push_back(&o);
        const auto missing = ready_waiter(session_, until_).wait(all);
        if (missing.empty()) session_.say("all is ready");
        return tell_missing(session_, program_, missing);
    }

    bool note(const std::vector<planned>& plan, inventory& held) {
        for (const planned& p : plan)
            if (p.object->key.kind != "Namespace") held.add(p.object->key);
        held.write(session_.cluster);
        return true;
    }

    void apply(planned& p, inventory& held) {
        const object_key& k = p.object->key;
        try {
            const json::document now = session_.cluster.patch(
                *p.kind, k.namespace_, k.name, api::patch_type::apply, p.object->body,
                {.field_manager = session_.arguments.manager, .force = session_.arguments.force});
            if (!now)
                throw core::status_error(core::reason::internal_error,
                                         "the server has not said what was made of it");
            // Only namespaces that the definition has made are noted, so that no others are removed
            // with it.
            if (k.kind == "Namespace" && p.live && !held.is_same(k, *p.live)) held.remove(k);
            if (k.kind != "Namespace" || !p.live)
                held.add(k, inside_text(*now, {"metadata", "uid"}));
            const bool same = p.live && to_compare(*p.live, *now, p.is_secret()).same();
            session_.say(session_.shown(k) + (!p.live ? " created"
                                              : same  ? " unchanged"
                                                      : " configured"));
        } catch (const core::status_error& e) {
            throw core::status_error(
                e.why(), e.code(),
                session_.shown(*p.object) + ": " + without_secrets(e.what(), *p.object));
        }
    }

    cluster_session& session_;
    const char* program_;
    deadline until_;
};

}  // namespace detail

/// The command `apply`: argv[2] and on are its options.
inline int apply_command(const dsl::rendered& cluster, int argc, char** argv) {
    return detail::on_cluster(
        cluster, argc, argv,
        {"--dry-run", "--force", "--field-manager", "--yes", "--no-wait", "--timeout"},
        [&](detail::cluster_session& s) { return detail::apply_run(s, argv[0]).run(); });
}

}  // namespace slipway::cli
