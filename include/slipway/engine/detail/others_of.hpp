// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <slipway/engine/container.hpp>
#include <slipway/runtime/cpu_list.hpp>

namespace slipway::engine::detail {

/// Puts the ids of containers where options name others whose namespaces they join. `get` gives the record of one by its name or id, or
/// throws. Throws `status_error` (invalid) for what cannot be joined.
template <class Get>
void name_others(container_options& o, Get get) {
    for (runtime::namespace_choice* each : {&o.pid, &o.ipc, &o.uts}) {
        if (each->whose != runtime::namespace_choice::container) continue;
        const container_record other = get(each->key);
        if (each == &o.ipc && !other.shareable_ipc)
            throw status_error(core::reason::invalid, "container " + other.name + " has its IPC for itself: others can join it where it was made with --ipc shareable");
        each->key = other.id;
    }
    if (o.uts.whose != runtime::namespace_choice::own && !o.hostname.empty())
        throw status_error(core::reason::invalid, "a container that has no host name of its own cannot be given one: '" + o.hostname.substr(0, 64) + "' does not go with --uts");
    if (o.uts.whose == runtime::namespace_choice::container) o.hostname = get(o.uts.key).pod.hostname;
    runtime::check_list(o.limits.cpus, runtime::listed_cpus);
    runtime::check_list(o.limits.memory_nodes, runtime::listed_nodes);
}

/// Adds what other containers see of this machine: of two at one place the later one counts, and what is asked for itself before both.
template <class Get>
void add_volumes_of_others(container_options& o, Get get) {
    const auto at = [](const std::string& target) { return ("/" / std::filesystem::path(target) / "").lexically_normal(); };
    std::vector<volume> all;
    for (const volumes_source& from : o.volumes_from)
        for (const runtime::mount& m : get(from.container).spec.mounts) {
            std::erase_if(all, [&](const volume& v) { return at(v.target) == at(m.target); });
            all.push_back({.source = m.source.string(), .target = m.target, .read_only = m.read_only || from.read_only});
        }
    for (volume& v : all) {
        const auto same = [&](const auto& one) { return at(one.target) == at(v.target); };
        if (std::none_of(o.volumes.begin(), o.volumes.end(), same) && std::none_of(o.tmpfs.begin(), o.tmpfs.end(), same)) o.volumes.push_back(std::move(v));
    }
}

}  // namespace slipway::engine::detail
