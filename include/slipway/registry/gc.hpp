// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/oci/manifest.hpp>
#include <slipway/registry/blob_store.hpp>

namespace slipway::registry {

struct gc_options {
    /// What is younger stays: it may belong to a push whose manifest is still to come. Longer than
    /// any push takes.
    std::chrono::milliseconds grace = std::chrono::hours(1);
    bool dry_run = false;  ///< only says what would go
};

struct gc_result {
    std::vector<stored_blob> removed{};  ///< or what would be
    std::uint64_t bytes_freed = 0;
    std::size_t used = 0;   ///< blobs that stay because a manifest leads to them
    std::size_t young = 0;  ///< blobs that stay because of their age
};

namespace detail {

/// The blobs that manifests lead to.
template <blob_store R>
class marks {
public:
    explicit marks(R& r) : of_(r) {}

    bool has(const oci::digest& d) const { return used_.count(d) != 0; }

    /// From all manifests that the registry holds now. Throws `status_error` where one cannot be
    /// read: what it leads to is not known.
    void add_all() {
        std::vector<oci::descriptor> open = of_.roots();
        while (!open.empty()) {
            const oci::descriptor next = std::move(open.back());
            open.pop_back();
            if (used_.insert(next.digest).second) add_children(next, open);
        }
    }

private:
    static constexpr const char* any_repository = "any";  // blobs are read through every one
    static constexpr std::uint64_t most_of_a_manifest = 32 << 20;

    void add_children(const oci::descriptor& d, std::vector<oci::descriptor>& open) {
        std::string bytes;
        try {
            bytes = oci::read_all(of_.read_blob(any_repository, d.digest), most_of_a_manifest);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
            return;  // not all images of an index need be here
        }
        if (oci::digest_of(bytes, d.digest.algorithm()) != d.digest)
            throw status_error(
                core::reason::invalid,
                "the manifest " + d.digest.str() +
                    " is damaged, so that nobody knows which blobs it needs; nothing more is removed");
        const auto parsed = oci::parse_manifest(bytes, d.media_type);
        if (const auto* image = std::get_if<oci::manifest>(&parsed)) {
            used_.insert(image->config.digest);
            for (const auto& layer : image->layers) used_.insert(layer.digest);
            return;
        }
        for (const auto& child : std::get<oci::index>(parsed).manifests) open.push_back(child);
    }

    R& of_;
    std::set<oci::digest> used_;
};

}  // namespace detail

/// Removes blobs that no manifest leads to, tagged or not, and that nobody has asked for or written
/// since `grace`; delete manifests first. The registry may be used meanwhile, by other processes
/// too: a manifest either is put before and keeps its blobs, or finds out that they are missing.
/// Throws `status_error` where a manifest cannot be read; what was removed until then was garbage.
template <blob_store R>
gc_result collect_garbage(R& r, const gc_options& options = {}) {
    const auto before = std::chrono::system_clock::now() - options.grace;
    detail::marks<R> used(r);
    used.add_all();
    gc_result made;
    constexpr std::size_t page_size = 256;  // while which manifests wait
    for (std::optional<oci::digest> last;;) {
        const std::vector<stored_blob> page = r.blobs(last, page_size);
        if (page.empty()) break;
        last = page.back().digest;
        r.without_new_manifests([&] {
            used.add_all();  // those that came meanwhile
            for (const stored_blob& b : page) {
                if (used.has(b.digest)) ++made.used;
                else if (b.renewed >= before ||
                         !(options.dry_run || r.remove_stale(b.digest, before)))
                    ++made.young;
                else made.removed.push_back(b), made.bytes_freed += b.size;
            }
        });
    }
    if (!options.dry_run) made.bytes_freed += r.remove_leftovers(before);
    return made;
}

}  // namespace slipway::registry
