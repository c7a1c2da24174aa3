// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <slipway/cli/detail/cluster_session.hpp>
#include <slipway/cli/detail/inventory.hpp>

namespace slipway::cli::detail {

/// An object that is to be removed, as it was last seen.
struct removable {
    object_key key{};
    const api::resource* kind = nullptr;
    json::document live{};
};

/// Those of the keys that exist, in the order of their removal. What the cluster does not serve any
/// more does not exist.
inline std::vector<removable> existing(cluster_session& s, const std::vector<object_key>& keys) {
    std::vector<removable> made;
    for (const object_key& k : keys) {
        const api::resource* kind = s.kinds.find(k.group, k.kind);
        if (!kind) continue;
        if (json::document live = s.cluster.find(*kind, k.namespace_, k.name))
            made.push_back({k, kind, std::move(live)});
    }
    put_in_removal_order(made);
    return made;
}

/// Takes out what somebody else has made anew, and what another definition has applied since.
inline void leave_to_others(const cluster_session& s, const inventory& of,
                            std::vector<removable>& objects) {
    if (objects.empty()) return;
    const std::set<object_key> others = of.held_by_others(s.cluster);
    std::erase_if(objects, [&](const removable& r) {
        return !of.is_same(r.key, *r.live) || others.count(r.key);
    });
}

/// What the inventory holds and the definition does not have any more: what exists and is nobody
/// else's, without namespaces. All others are taken out of the inventory.
inline std::vector<removable> no_longer_defined(cluster_session& s, inventory& of) {
    std::vector<object_key> candidates;
    for (const object_key& k : of.keys()) {
        const bool defined = std::any_of(s.objects.begin(), s.objects.end(),
                                         [&](const defined_object& o) { return o.key == k; });
        if (!defined && k.kind != "Namespace" && k != of.key()) candidates.push_back(k);
    }
    std::vector<removable> made = existing(s, candidates);
    leave_to_others(s, of, made);
    for (const object_key& k : candidates)
        if (std::none_of(made.begin(), made.end(), [&](const removable& r) { return r.key == k; }))
            of.remove(k);
    return made;
}

/// Asks for the removal of one, if it is still the one that was seen. False where it was gone
/// already.
inline bool remove_seen(cluster_session& s, const removable& r) {
    try {
        const std::string uid = inside_text(*r.live, {"metadata", "uid"});
        s.cluster.remove(*r.kind, r.key.namespace_, r.key.name,
                         {.propagation_policy = "Background", .uid = uid});
        return true;
    } catch (const core::status_error& e) {
        if (e.is(core::reason::not_found)) return false;
        throw core::status_error(e.why(), e.code(),
                                 "cannot remove " + s.shown(r.key) + ": " + e.what());
    }
}

/// Removes what is no longer defined, if somebody agrees; otherwise it is listed, and stays in the
/// inventory.
inline void prune(cluster_session& s, inventory& of) {
    const std::vector<removable> old = no_longer_defined(s, of);
    if (old.empty()) return;
    std::printf("no longer defined:\n");
    for (const removable& r : old) std::printf("  %s\n", s.shown(r.key).c_str());
    if (s.arguments.dry_run) return;
    if (!s.arguments.yes &&
        !agreed(old.size() == 1 ? "Remove it?"
                                : "Remove these " + std::to_string(old.size()) + " objects?")) {
        std::printf("they stay where they are; apply --yes removes them\n");
        return;
    }
    for (const removable& r : old) {
        remove_seen(s, r);
        of.remove(r.key);
        s.say(s.shown(r.key) + " removed");
    }
}

}  // namespace slipway::cli::detail
