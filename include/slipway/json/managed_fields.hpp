// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <slipway/core/type_info.hpp>
#include <slipway/json/apply.hpp>
#include <slipway/json/field_set.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

/// Who has written an object, as which fields of it (Kubernetes API, `meta/v1` ManagedFieldsEntry).
struct field_manager {
    std::string name{};
    bool applies = false;  ///< by server-side apply: operation `Apply`, not `Update`
    std::string api_version{};
    std::string subresource{};
    std::string time{};  ///< RFC 3339
    /// FieldsV1. It stays a document, because most entries of an object pass through most writes
    /// unread.
    value fields = value::object();

    bool is(const field_manager& other) const {
        return name == other.name && applies == other.applies && api_version == other.api_version &&
               subresource == other.subresource;
    }
    /// `"kubectl" with subresource "status" using apps/v1`, as messages about conflicts say.
    std::string text() const;
};

/// `metadata.managedFields` of an object.
class managed_fields {
public:
    /// Throws `status_error` (bad_request) that says what is wrong with the list.
    static managed_fields read(value list);
    /// Of an object that a server has written: nothing is checked.
    static managed_fields kept(value list);
    /// Entries of `Apply` first, then the older ones. Empty ones are left out.
    value written() &&;

    bool empty() const { return entries_.empty(); }
    const std::vector<field_manager>& entries() const { return entries_; }

    /// `who`, of whom there is no entry yet, owns `fields`.
    void add(const field_set& fields, field_manager who);
    /// `who` has written by any verb but apply: what differs is its own now, and of nobody else.
    void update(const differences& made, const field_manager& who);

    /// `who` applies a document to a live one. Gives the merged one: what `who` has owned, does not
    /// apply any more and nobody else owns is gone from it. Where it changes what others own,
    /// `force` takes it from them, and so does a field that is in `yielded`; otherwise throws
    /// `status_error` (conflict) with a cause for each such field.
    value apply(const core::type_info* type, const value& live, const value& applied,
                const field_manager& who, bool force, const field_set& yielded = {});

private:
    void merge_oldest();

    std::vector<field_manager> entries_;
};

/// Without the fields that say what object it is and those that only a server writes: nobody owns
/// them.
field_set without_identity(field_set fields);

}  // namespace slipway::json

#ifndef SLIPWAY_COMPILED
#include <slipway/json/detail/managed_fields.hpp>
#endif
