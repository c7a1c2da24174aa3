// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/client/handle.hpp>
#include <slipway/json/value.hpp>

namespace slipway::controller {

/// Names of the indexes that every informer has.
inline constexpr char by_owner[] = "owner";          ///< uids of all owners
inline constexpr char by_namespace[] = "namespace";  ///< the namespace

template <class T>
std::vector<std::string> owner_uids(const T& object) {
    std::vector<std::string> uids;
    for (const auto& owner : object.metadata.ownerReferences) uids.emplace_back(owner.uid.view());
    return uids;
}
template <>
inline std::vector<std::string> owner_uids(const json::value& object) {
    std::vector<std::string> uids;
    const auto metadata = object.find("metadata");
    if (metadata == object.end() || !metadata->is_object()) return uids;
    const auto owners = metadata->find("ownerReferences");
    if (owners == metadata->end() || !owners->is_array()) return uids;
    for (const json::value& owner : *owners)
        if (owner.is_object()) uids.push_back(owner.value("uid", std::string()));
    return uids;
}

/// The reference of the owner that controls `object`, or null.
template <class T>
const auto* controller_of(const T& object) {
    using reference = typename std::decay_t<decltype(object.metadata.ownerReferences)>::value_type;
    for (const reference& owner : object.metadata.ownerReferences)
        if (owner.controller) return &owner;
    return static_cast<const reference*>(nullptr);
}

}  // namespace slipway::controller
