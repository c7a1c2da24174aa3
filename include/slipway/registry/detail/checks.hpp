// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/registry/types.hpp>

namespace slipway::registry::detail {

/// Bytes of a blob that is read as a whole.
inline constexpr std::size_t most_small = 64 * 1024;

inline void check_repository(const std::string& name) {
    if (!oci::valid_repository(name))
        throw status_error(core::reason::bad_request,
                           "\"" + name.substr(0, 300) +
                               "\" is not a repository's name, such as library/busybox or"
                               " registry.example.com/shop/web");
}

inline void check_tag(const std::string& tag) {
    if (!oci::valid_tag(tag))
        throw status_error(core::reason::bad_request,
                           "\"" + tag.substr(0, 200) +
                               "\" is not a tag: 1 to 128 letters, digits, '_', '.' and '-'");
}

/// A selector is a digest if it has a colon, which no tag has.
inline std::optional<oci::digest> digest_in(const std::string& selector) {
    if (selector.find(':') != std::string::npos) return oci::digest::parse(selector);
    check_tag(selector);
    return std::nullopt;
}

[[noreturn]] inline void no_manifest(const std::string& repository, const std::string& selector) {
    throw status_error(core::reason::not_found,
                       "the registry has no manifest " + selector + " in " + repository);
}
[[noreturn]] inline void no_blob(const oci::digest& d) {
    throw status_error(core::reason::not_found, "the registry has no blob " + d.str());
}
[[noreturn]] inline void no_upload(const std::string& id) {
    throw status_error(core::reason::not_found,
                       "there is no upload " + id.substr(0, 100) + "; it may have ended");
}

inline void check_offset(std::uint64_t stands_at, std::uint64_t offset) {
    if (offset != stands_at)
        throw status_error(core::reason::invalid, 416,
                           "the upload stands at byte " + std::to_string(stands_at) +
                               ", so it cannot go on at byte " + std::to_string(offset));
}

/// The bytes of a blob that a range means.
inline std::uint64_t length_of(byte_range range, std::uint64_t size) {
    if (range.offset > size || (range.offset == size && size != 0))
        throw status_error(core::reason::invalid, 416,
                           "the blob has " + std::to_string(size) + " bytes; there are none from " +
                               std::to_string(range.offset) + " on");
    return std::min(range.length.value_or(UINT64_MAX), size - range.offset);
}

[[noreturn]] inline void wrong_digest(const oci::digest& expected, const oci::digest& actual) {
    throw status_error(core::reason::invalid, "the content is not " + expected.str() +
                                                  ": its digest is " + actual.str() +
                                                  "; nothing was stored");
}

/// What is asked of the registry while a manifest comes in.
struct held_content {
    std::function<std::optional<std::uint64_t>(const oci::digest&)> blob;
    std::function<bool(const oci::digest&)> manifest;
};

/// What is said beside the sentence, for programs.
inline core::status_details missing(const oci::digest& d) {
    return {.name = d.str(), .group = {}, .kind = "descriptor", .uid = {}, .causes = {}};
}

/// Throws invalid unless all that a manifest stands on is there, with the sizes that it says.
inline void check_children(const oci::any_manifest& m, const held_content& held) {
    const auto need_blob = [&](const oci::descriptor& d, const std::string& what) {
        const auto size = held.blob(d.digest);
        if (!size)
            throw status_error(core::reason::invalid,
                               "the manifest's " + what + " " + d.digest.str() +
                                   " is not in the registry; upload blobs before their manifest",
                               missing(d.digest));
        if (*size != d.size)
            throw status_error(core::reason::invalid,
                               "the manifest says that its " + what + " " + d.digest.str() +
                                   " has " + std::to_string(d.size) + " bytes, but it has " +
                                   std::to_string(*size));
    };
    if (const auto* image = std::get_if<oci::manifest>(&m)) {
        need_blob(image->config, "configuration");
        for (const auto& layer : image->layers)
            if (!oci::media_type::is_foreign_layer(layer.media_type)) need_blob(layer, "layer");
        return;
    }
    for (const auto& d : std::get<oci::index>(m).manifests)
        if (!held.manifest(d.digest))
            throw status_error(core::reason::invalid,
                               "the index lists the manifest " + d.digest.str() +
                                   ", which is not in the repository; put it there first",
                               missing(d.digest));
}

inline std::string type_of(const oci::any_manifest& m) {
    return std::visit([](const auto& each) { return each.media_type; }, m);
}
inline std::optional<oci::descriptor> subject_of(const oci::any_manifest& m) {
    return std::visit([](const auto& each) { return each.subject; }, m);
}

/// How a manifest is listed among the referrers of its subject (distribution spec, "Listing
/// Referrers").
inline oci::descriptor as_referrer(const oci::any_manifest& m, const oci::descriptor& stored) {
    oci::descriptor d{.media_type = type_of(m), .digest = stored.digest, .size = stored.size};
    std::visit(
        [&](const auto& each) {
            d.annotations = each.annotations;
            d.artifact_type = each.artifact_type;
        },
        m);
    if (const auto* image = std::get_if<oci::manifest>(&m); image && d.artifact_type.empty())
        d.artifact_type = image->config.media_type;
    return d;
}

/// A page of sorted names: those after `last`, at most `count`.
template <class Names>
std::vector<std::string> page(const Names& sorted, const std::string& last, std::size_t count) {
    std::vector<std::string> made;
    for (auto at = last.empty() ? sorted.begin() : sorted.upper_bound(last);
         at != sorted.end() && made.size() < count; ++at)
        made.push_back(*at);
    return made;
}

}  // namespace slipway::registry::detail
