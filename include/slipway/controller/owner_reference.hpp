// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/group_version.hpp>
#include <slipway/api/meta_v1.hpp>
#include <slipway/api/resource.hpp>

namespace slipway::controller {

/// The reference by which an object names `owner` as its controller: it goes when the owner does.
template <class T>
api::meta_v1::OwnerReference owner_reference(const T& owner) {
    const api::resource& kind = api::resource_of<T>;
    api::meta_v1::OwnerReference made{};
    made.apiVersion = api::group_version(kind);
    made.kind = kind.kind;
    made.name = owner.metadata.name;
    made.uid = owner.metadata.uid;
    made.controller = true;
    made.blockOwnerDeletion = true;
    return made;
}

}  // namespace slipway::controller
