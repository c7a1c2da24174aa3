// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/parallel_for.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// Uploads one blob from a stream. Throws `status_error`; nothing is stored then. The digest is
/// what the commit checks.
template <registry R>
void push_blob(R& to, const std::string& repository, const oci::descriptor& d,
               const oci::byte_source& source) {
    const auto other_size = [&](const std::string& what) {
        return status_error(core::reason::invalid, "blob " + d.digest.str() + what + " than the " +
                                                       std::to_string(d.size) +
                                                       " bytes that its descriptor says");
    };
    const std::string id = to.begin_upload(repository, d.digest.algorithm());
    try {
        std::uint64_t at = 0;
        oci::drain(source, [&](std::string_view part) {
            if (part.size() > d.size - at) throw other_size(" is longer");
            at = to.write_upload(repository, id, at, part);
        });
        if (at != d.size) throw other_size(" is shorter");
        to.commit_upload(repository, id, d.digest);
    } catch (...) {
        try {
            to.cancel_upload(repository, id);
        } catch (const status_error&) {  // the first failure is the one to report
        }
        throw;
    }
}

/// How far the copy of a blob is.
struct copy_progress {
    oci::descriptor blob{};
    std::uint64_t done = 0;  ///< bytes
};

struct copy_options {
    unsigned parallel = 4;  ///< blobs at once
    /// Called by the threads that copy, one at a time.
    std::function<void(const copy_progress&)> progress{};
};

/// What a copy has moved.
struct copy_result {
    oci::descriptor manifest{};
    std::size_t blobs_copied = 0;
    std::size_t blobs_present = 0;
    std::uint64_t bytes_copied = 0;
};

/// Puts an image that was built here into a registry, under the reference's name and tag.
template <registry R>
copy_result push(R& to, const oci::reference& as, const oci::built_image& image) {
    copy_result made;
    const std::string name = as.name();
    std::set<oci::digest> seen;
    for (const auto& b : image.blobs) {
        if (!seen.insert(b.descriptor.digest).second) continue;
        if (to.stat_blob(name, b.descriptor.digest)) {
            ++made.blobs_present;
            continue;
        }
        push_blob(to, name, b.descriptor, b.open());
        ++made.blobs_copied;
        made.bytes_copied += b.descriptor.size;
    }
    const std::vector<std::string> tags =
        as.tag().empty() ? std::vector<std::string>{} : std::vector{as.tag()};
    to.put_manifest(name, image.manifest_bytes, image.manifest.media_type, tags);
    made.manifest = oci::describe(image.manifest_bytes, image.manifest.media_type);
    return made;
}

namespace detail {

/// A name in a registry.
template <class R>
struct place {
    R& registry;
    std::string repository;
};

/// What a manifest leads to, itself last, each blob once.
struct copy_plan {
    std::vector<stored_manifest> manifests{};
    std::vector<oci::descriptor> blobs{};
    std::set<oci::digest> seen{};
};

template <class From>
void plan_copy(place<From> from, const std::string& selector, copy_plan& made, int depth) {
    if (depth > 8) throw status_error(core::reason::invalid, "an index nests deeper than 8 levels");
    stored_manifest m = from.registry.get_manifest(from.repository, selector);
    const auto actual = oci::digest_of(m.bytes, m.descriptor.digest.algorithm());
    if (actual != m.descriptor.digest ||
        (selector.find(':') != std::string::npos && actual.str() != selector))
        throw status_error(core::reason::invalid,
                           "the manifest " + selector + " of " + from.repository +
                               " has other content: its digest is " + actual.str());
    const auto parsed = oci::parse_manifest(m.bytes, m.descriptor.media_type);
    if (const auto* image = std::get_if<oci::manifest>(&parsed)) {
        for (const auto& layer : image->layers)
            if (!oci::media_type::is_foreign_layer(layer.media_type) &&
                made.seen.insert(layer.digest).second)
                made.blobs.push_back(layer);
        if (made.seen.insert(image->config.digest).second) made.blobs.push_back(image->config);
    } else {
        for (const auto& d : std::get<oci::index>(parsed).manifests)
            plan_copy(from, d.digest.str(), made, depth + 1);
    }
    made.manifests.push_back(std::move(m));
}

/// Copies blobs, some at once.
template <class From, class To>
class blob_copier {
public:
    blob_copier(place<From> from, place<To> to, const copy_options& options, copy_result& made)
        : from_(std::move(from)), to_(std::move(to)), options_(options), made_(made) {}

    /// Throws what failed first, when all have stopped.
    void run(const std::vector<oci::descriptor>& blobs) {
        core::parallel_for(
            blobs.size(), options_.parallel,
            [&](std::size_t i, const std::stop_token& failed) { copy(blobs[i], failed); });
    }

private:
    void copy(const oci::descriptor& d, const std::stop_token& failed) {
        const bool present = to_.registry.stat_blob(to_.repository, d.digest) ||
                             to_.registry.mount_blob(to_.repository, d.digest, from_.repository);
        if (!present)
            push_blob(to_.registry, to_.repository, d,
                      watched(from_.registry.read_blob(from_.repository, d.digest), d, failed));
        const std::lock_guard lock(mutex_);
        ++(present ? made_.blobs_present : made_.blobs_copied);
        if (!present) made_.bytes_copied += d.size;
        else if (options_.progress) options_.progress({d, d.size});
    }
    /// Ends early where another blob has failed.
    oci::byte_source watched(oci::byte_source source, const oci::descriptor& d,
                             const std::stop_token& failed) {
        return [this, source = std::move(source), &d, failed,
                done = std::uint64_t{0}](std::span<char> into) mutable {
            if (failed.stop_requested())
                throw status_error(core::reason::service_unavailable,
                                   "the copy of another blob has failed");
            const std::size_t n = source(into);
            done += n;
            if (options_.progress && n > 0) {
                const std::lock_guard lock(mutex_);
                options_.progress({d, done});
            }
            return n;
        };
    }

    const place<From> from_;
    const place<To> to_;
    const copy_options& options_;
    std::mutex mutex_;  // guards what follows, and calls of the sink
    copy_result& made_;
};

}  // namespace detail

/// Copies an image, or all images of an index, byte for byte: blobs that are there already are left
/// out, every one that moves is verified by the registry that takes it. Under the tag of `to`, if
/// it has one. Blobs go first, each once, some at a time; the first failure ends the others. What
/// has been copied until then stays, without a manifest. Throws `status_error`.
template <registry From, registry To>
copy_result copy(From& from_registry, const oci::reference& from, To& to_registry,
                 const oci::reference& to, const copy_options& options = {}) {
    copy_result made;
    detail::copy_plan plan;
    detail::plan_copy(detail::place<From>{from_registry, from.name()}, from.selector(), plan, 0);
    detail::blob_copier<From, To>({from_registry, from.name()}, {to_registry, to.name()}, options,
                                  made)
        .run(plan.blobs);
    for (const stored_manifest& m : plan.manifests) {
        const bool top = &m == &plan.manifests.back();
        const auto tags =
            top && !to.tag().empty() ? std::vector{to.tag()} : std::vector<std::string>{};
        to_registry.put_manifest(to.name(), m.bytes, m.descriptor.media_type, tags);
        made.manifest = m.descriptor;
    }
    return made;
}

}  // namespace slipway::registry
