// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <slipway/oci/build.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// Uploads one blob from a stream, unless the registry has it. Throws `status_error`; nothing is stored then.
template <registry R>
void push_blob(R& to, const std::string& repository, const oci::descriptor& d, const oci::byte_source& source) {
    const std::string id = to.begin_upload(repository, d.digest.algorithm());
    try {
        std::uint64_t at = 0;
        oci::drain(oci::verified(source, d.digest, d.size),
                   [&](std::string_view part) { at = to.write_upload(repository, id, at, part); });
        to.commit_upload(repository, id, d.digest);
    } catch (...) {
        try {
            to.cancel_upload(repository, id);
        } catch (const status_error&) {  // the first failure is the one to report
        }
        throw;
    }
}

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
    const std::vector<std::string> tags = as.tag().empty() ? std::vector<std::string>{} : std::vector{as.tag()};
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

template <class From, class To>
void copy_blob(place<From> from, place<To> to, const oci::descriptor& d, copy_result& made) {
    if (oci::media_type::is_foreign_layer(d.media_type)) return;
    if (to.registry.stat_blob(to.repository, d.digest) ||
        to.registry.mount_blob(to.repository, d.digest, from.repository)) {
        ++made.blobs_present;
        return;
    }
    push_blob(to.registry, to.repository, d, from.registry.read_blob(from.repository, d.digest));
    ++made.blobs_copied;
    made.bytes_copied += d.size;
}

template <class From, class To>
void copy_tree(place<From> from, place<To> to, const std::string& selector, const std::vector<std::string>& tags,
               copy_result& made, int depth) {
    if (depth > 8) throw status_error(core::reason::invalid, "an index nests deeper than 8 levels");
    const stored_manifest m = from.registry.get_manifest(from.repository, selector);
    const auto actual = oci::digest_of(m.bytes, m.descriptor.digest.algorithm());
    if (actual != m.descriptor.digest || (selector.find(':') != std::string::npos && actual.str() != selector))
        throw status_error(core::reason::invalid, "the manifest " + selector + " of " + from.repository +
                                                      " has other content: its digest is " + actual.str());
    const auto parsed = oci::parse_manifest(m.bytes, m.descriptor.media_type);
    if (const auto* image = std::get_if<oci::manifest>(&parsed)) {
        std::set<oci::digest> seen;
        for (const auto& layer : image->layers)
            if (seen.insert(layer.digest).second) copy_blob(from, to, layer, made);
        if (seen.insert(image->config.digest).second) copy_blob(from, to, image->config, made);
    } else {
        for (const auto& d : std::get<oci::index>(parsed).manifests)
            copy_tree(from, to, d.digest.str(), {}, made, depth + 1);
    }
    to.registry.put_manifest(to.repository, m.bytes, m.descriptor.media_type, tags);
    made.manifest = m.descriptor;
}

}  // namespace detail

/// Copies an image, or all images of an index, byte for byte: blobs that are there already are left out, every one
/// that moves is verified on its way. Under the tag of `to`, if it has one. Throws `status_error`.
template <registry From, registry To>
copy_result copy(From& from_registry, const oci::reference& from, To& to_registry, const oci::reference& to) {
    copy_result made;
    const std::vector<std::string> tags = to.tag().empty() ? std::vector<std::string>{} : std::vector{to.tag()};
    detail::copy_tree(detail::place<From>{from_registry, from.name()}, detail::place<To>{to_registry, to.name()},
                      from.selector(), tags, made, 0);
    return made;
}

}  // namespace slipway::registry
