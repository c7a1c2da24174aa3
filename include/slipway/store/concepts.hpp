// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>

#include <slipway/core/subscription.hpp>
#include <slipway/store/types.hpp>

namespace slipway::store {

/// Where an API server keeps its objects.
///
/// - `s.get(key)`: the entry, or nothing
/// - `s.list(prefix, from, limit, at)`: a page of the entries whose keys start with `prefix`, from
///   key `from` on (all when `limit` is 0), as they were at revision `at` (0: now)
/// - `s.put(key, object, expected)`: commits; `expected` is the revision that the entry must have,
///   0 that there is none. The object is stamped with the new revision. Throws conflict or
///   already_exists where the expectation fails.
/// - `s.erase(key, expected)`: commits a deletion; gives the last state. Throws not_found,
/// conflict.
/// - `s.watch(prefix, after, sink)`: every event of the prefix after revision `after`, past and to
///   come
/// - `s.current()`: the revision of the last commit
///
/// Reading or watching from a revision that the store no longer remembers throws `status_error`
/// (expired). All of it may be called from several threads.
template <class S>
concept store = requires(S& s, const std::string& key, json::value object, revision r,
                         std::size_t limit, event_sink sink) {
    { s.get(key) } -> std::same_as<std::optional<entry>>;
    { s.list(key, key, limit, r) } -> std::same_as<page>;
    { s.put(key, std::move(object), r) } -> std::same_as<entry>;
    { s.erase(key, r) } -> std::same_as<entry>;
    { s.watch(key, r, sink) } -> std::same_as<core::subscription>;
    { s.current() } -> std::same_as<revision>;
};

}  // namespace slipway::store
