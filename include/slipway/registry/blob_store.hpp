// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// A registry that can say which blobs it keeps, and lose those that nothing needs
/// (`collect_garbage`).
///
/// Whoever hears of a blob that it is there, by `stat_blob`, `mount_blob` or the commit of its
/// upload, counts on it for a while: each of these renews it.
template <class R>
concept blob_store =
    registry<R> &&
    requires(R& r, const std::optional<oci::digest>& after, const oci::digest& d, std::size_t count,
             std::chrono::system_clock::time_point before, void (&f)()) {
        // In the order of their digests, those that follow `after`, at most `count`.
        { r.blobs(after, count) } -> std::same_as<std::vector<stored_blob>>;
        // The manifests of all repositories, with tags and without; not those that only an index
        // lists.
        { r.roots() } -> std::same_as<std::vector<oci::descriptor>>;
        // Calls `f`, during which no manifest is put, by whatever thread or process.
        r.without_new_manifests(f);
        // Removes a blob that was not renewed since `before`, as one step; false where it was, or
        // is not there.
        { r.remove_stale(d, before) } -> std::same_as<bool>;
        // Removes what uploads have left that ended with their process before then; gives the bytes
        // freed.
        { r.remove_leftovers(before) } -> std::same_as<std::uint64_t>;
    };

}  // namespace slipway::registry
