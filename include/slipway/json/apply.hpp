// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/type_info.hpp>
#include <slipway/json/field_set.hpp>
#include <slipway/json/value.hpp>

/// Server-side apply, as far as it is about one document (Kubernetes, "Server-Side Apply";
/// structured-merge-diff). Where no type is known (`type` is null, or a member that the struct does
/// not have) it is deduced: objects merge member by member, lists are one value.
namespace slipway::json {

/// The fields that somebody owns who applies this document. Throws `status_error` (bad_request) for
/// lists whose elements cannot be told apart: without their keys, or twice the same.
field_set applied_fields(const core::type_info* type, const value& applied);

/// In which fields two documents differ.
struct differences {
    field_set added, modified, removed;

    bool empty() const { return added.empty() && modified.empty() && removed.empty(); }
    /// What is now otherwise than before: added or modified.
    field_set changed() const { return united(added, modified); }
};
differences compare(const core::type_info* type, const value& before, const value& after);

/// The fields of a new document: those in which it differs from the struct whose members nobody has
/// set. (That has its inner structs, so that nobody owns `spec` itself.)
field_set created_fields(const core::type_info* type, const value& created);

/// `live` with what `applied` says. Elements of lists with keys and of sets stand in the order in
/// which `applied` has them; each of the others stays behind the one that it followed.
value merge_applied(const core::type_info* type, const value& live, const value& applied);

/// Takes from `merged` what is in `before` and not in `owned`; with a field goes what is in it.
void remove_unowned(const core::type_info* type, value& merged, const field_set& before,
                    const field_set& owned);

}  // namespace slipway::json

#ifndef SLIPWAY_COMPILED
#include <slipway/json/detail/apply.hpp>
#include <slipway/json/detail/compare.hpp>
#endif
