// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

/// Strategic merge patch (Kubernetes, "Update API Objects in Place Using kubectl patch"): objects
/// merge as in a merge patch; lists whose field has a merge key merge by that key, others are
/// replaced. The directives `$patch` (delete, replace, merge), `$retainKeys`,
/// `$setElementOrder/LIST` and `$deleteFromPrimitiveList/LIST` are followed. Throws `status_error`
/// (bad_request) for directives or list elements that make no sense.
value strategic_merge(const core::type_info& type, const value& target, const value& patch);

/// `patch`, with directives that take away from `target` the elements of those lists that it names
/// and that it does not name: what it says of a list of objects is then the whole list. Metadata is
/// left alone, where others have their say.
value with_whole_lists(const core::type_info& type, const value& target, value patch);

}  // namespace slipway::json

#ifndef SLIPWAY_COMPILED
#include <slipway/json/detail/strategic.hpp>
#endif
