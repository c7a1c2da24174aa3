// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/resources.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/json/same.hpp>

/// `metadata.generation`: which wish of its writers an object holds. Not every kind counts.
namespace slipway::apiserver::detail {

inline constexpr std::string_view counting_kinds[] = {
    "pods",
    "replicationcontrollers",
    "deployments",
    "replicasets",
    "statefulsets",
    "daemonsets",
    "jobs",
    "cronjobs",
    "ingresses",
    "networkpolicies",
    "poddisruptionbudgets",
    "endpointslices",
    "priorityclasses",
    "flowschemas",
    "prioritylevelconfigurations",
    "mutatingwebhookconfigurations",
    "validatingwebhookconfigurations",
    "validatingadmissionpolicies",
    "validatingadmissionpolicybindings",
    "customresourcedefinitions",
};

/// Kinds of one's own count too.
inline bool counts_generations(const api::resource& kind) {
    if (std::find(std::begin(counting_kinds), std::end(counting_kinds), kind.plural) !=
        std::end(counting_kinds))
        return true;
    return api::find_resource(kind.group, kind.version, kind.plural) == nullptr;
}

/// Whether two states of an object differ in what its writers wish: in anything but metadata and
/// status. Where the status is written with the rest, it is one of the wishes.
inline bool wishes_differ(const json::value& a, const json::value& b, bool status_apart = true) {
    auto only_wishes = [status_apart](const json::value& object) {
        json::value made = json::value::object();
        for (const auto& [name, member] : object.items())
            if (name != "metadata" && (name != "status" || !status_apart)) made[name] = member;
        return made;
    };
    return !json::same(only_wishes(a), only_wishes(b));
}

}  // namespace slipway::apiserver::detail
