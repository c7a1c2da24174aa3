// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <slipway/core/change.hpp>
#include <slipway/json/value.hpp>

namespace slipway::store {

/// A point in the history of a store: every commit has the next one.
using revision = std::uint64_t;

/// An object under its key. `object` carries `modified` as its `metadata.resourceVersion`.
struct entry {
    std::string key;
    json::document object;
    revision modified = 0;
};

struct page {
    std::vector<entry> entries;  ///< in the order of their keys
    revision at = 0;             ///< the revision that was read
    std::string next;            ///< key at which the next page starts; empty on the last
    std::size_t remaining = 0;   ///< entries behind this page
};

/// One commit as a watch reports it.
struct event {
    core::change type = core::change::added;
    std::string key;
    /// of a deletion: the last state, stamped with the revision of the deletion
    json::document object;
    json::document previous;  ///< null when it was added
    revision at = 0;
};

/// Called in the order of revisions. Does not block, and does not call the store.
using event_sink = std::function<void(const event&)>;

}  // namespace slipway::store
