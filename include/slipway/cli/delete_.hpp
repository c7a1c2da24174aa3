// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/inventory.hpp>
#include <slipway/cli/detail/prune.hpp>
#include <slipway/cli/detail/wait_ready.hpp>
#include <slipway/cli/run.hpp>

namespace slipway::cli {

inline constexpr char delete_help[] =
    "usage: %s delete [OPTION...]\n\n"
    "Removes from a cluster what the definition has, and what it has applied before, in the reverse order; lists it first and\n"
    "asks. Waits until all is gone.\n\n"
    "  --kubeconfig FILE   where the cluster is (the files of KUBECONFIG, or ~/.kube/config)\n"
    "  --context NAME      of the kubeconfig (the current one)\n"
    "  --dry-run           lists what would be removed\n"
    "  --yes               does not ask\n"
    "  --namespaces        the namespaces too that apply has made, with all that is in them\n"
    "  --timeout DURATION  how long all may take to be gone (5m); then the exit code is 4\n"
    "  -q, --quiet         prints no progress\n";

namespace detail {

class delete_run {
public:
    delete_run(cluster_session& s, const char* program)
        : session_(s),
          program_(program),
          until_(std::chrono::steady_clock::now() + s.arguments.timeout) {}

    int run() {
        session_.say("deleting from " + session_.where());
        inventory held = inventory::read(session_.cluster, session_.home);
        const std::vector<removable> all = wanted(held);
        if (all.empty()) {
            session_.say("there is nothing to remove");
            if (!session_.arguments.dry_run) keep_namespaces(held);
            return printed();
        }
        for (const removable& r : all)
            std::printf("  %s%s\n", session_.shown(r.key).c_str(),
                        r.key.kind == "Namespace" ? ", with all that is in it" : "");
        if (session_.arguments.dry_run) return printed();
        std::fflush(stdout);  // before it happens
        if (!session_.arguments.yes && !agreed("Remove " + std::to_string(all.size()) +
                                               (all.size() == 1 ? " object?" : " objects?"))) {
            std::fprintf(stderr, "%s: nothing was removed; delete --yes does not ask\n", program_);
            return failure;
        }
        const int result = remove(all, held);
        return result == success ? printed() : result;
    }

private:
    /// What the definition has, and of the rest of the inventory what is nobody else's.
    std::vector<removable> wanted(const inventory& held) {
        std::vector<object_key> defined, noted;
        for (defined_object& o : session_.objects) {
            if (!session_.serves(o)) continue;  // what is not served is not there
            session_.kind_of(o);
            if (o.key.kind != "Namespace") defined.push_back(o.key);
        }
        for (const object_key& k : held.keys()) {
            const bool may =
                k != held.key() && (k.kind != "Namespace" || session_.arguments.namespaces);
            if (may && std::find(defined.begin(), defined.end(), k) == defined.end())
                noted.push_back(k);
        }
        std::vector<removable> all = existing(session_, defined),
                               others = existing(session_, noted);
        leave_to_others(session_, held, others);
        all.insert(all.end(), others.begin(), others.end());
        put_in_removal_order(all);
        return all;
    }

    int remove(const std::vector<removable>& all, inventory& held) {
        // The inventory tells what is left when this ends early: it goes last, or with its
        // namespace.
        std::vector<removable> objects, namespaces;
        for (const removable& r : all)
            (r.key.kind == "Namespace" ? namespaces : objects).push_back(r);
        for (const removable& r : objects) remove_seen(session_, r);
        if (!gone(objects)) return timed_out;
        keep_namespaces(held);
        for (const removable& r : namespaces) remove_seen(session_, r);
        if (!gone(namespaces)) return timed_out;
        for (const removable& r : namespaces) held.remove(r.key);
        if (!held.keys().empty())
            session_.say("namespaces that apply has made stay; delete --namespaces removes them");
        else if (!namespaces.empty()) remove_inventory(held);
        return success;
    }

    /// A namespace that stays keeps its line, so that a later `delete --namespaces` may remove it.
    void keep_namespaces(inventory& held) {
        if (!held.stored()) return;
        for (const object_key& k : std::vector<object_key>(held.keys()))
            if (k.kind != "Namespace") held.remove(k);
        if (held.keys().empty()) remove_inventory(held);
        else held.write(session_.cluster);
    }
    void remove_inventory(const inventory& held) {
        for (const removable& r : existing(session_, {held.key()})) remove_seen(session_, r);
    }

    /// Waits until none of these exists; an object of the same name that was made since is another
    /// one.
    bool gone(std::vector<removable> left) {
        std::map<object_key, std::string> told;
        const bool all = wait_until(until_, [&] {
            std::erase_if(left, [&](removable& r) {
                json::document now = session_.cluster.find(*r.kind, r.key.namespace_, r.key.name);
                const bool is_gone = !now || inside_text(*now, {"metadata", "uid"}) !=
                                                 inside_text(*r.live, {"metadata", "uid"});
                if (is_gone) session_.say(session_.shown(r.key) + " is gone");
                else r.live = std::move(now);
                return is_gone;
            });
            return left.empty();
        });
        if (all) return true;
        std::fflush(stdout);
        std::fprintf(stderr, "%s: not gone in time:\n", program_);
        for (const removable& r : left)
            std::fprintf(stderr, "  %s: %s\n", session_.shown(r.key).c_str(),
                         clean_text(what_holds(*r.live)).c_str());
        return false;
    }

    static std::string what_holds(const json::value& o) {
        std::string names;
        for (const char* list : {"metadata", "spec"})  // a namespace has others in its spec
            for (const json::value& f : inside_list(o, {list, "finalizers"}))
                if (f.is_string()) names += (names.empty() ? "" : ", ") + f.get<std::string>();
        std::string said =
            names.empty() ? "it is being removed" : "waits for the finalizers " + names;
        for (const json::value& c : inside_list(o, {"status", "conditions"}))
            if (inside_text(c, {"status"}) == "True" &&
                inside_text(c, {"type"}).starts_with("Namespace"))
                said += "; " + reason_and_message(c);
        return said;
    }

    cluster_session& session_;
    const char* program_;
    deadline until_;
};

}  // namespace detail

/// The command `delete`: argv[2] and on are its options.
inline int delete_command(const dsl::rendered& cluster, int argc, char** argv) {
    return detail::on_cluster(
        cluster, argc, argv, {"--dry-run", "--yes", "--namespaces", "--timeout"},
        [&](detail::cluster_session& s) { return detail::delete_run(s, argv[0]).run(); });
}

}  // namespace slipway::cli
