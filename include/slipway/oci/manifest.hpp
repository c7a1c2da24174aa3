// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <slipway/oci/descriptor.hpp>

namespace slipway::oci {

/// What an image consists of (OCI image spec, "Image Manifest"; Docker's schema 2 is the same in
/// other words).
struct manifest {
    std::string media_type{media_type::image_manifest};
    std::string artifact_type{};
    descriptor config{};
    std::vector<descriptor> layers{};  ///< lowest first
    std::optional<descriptor> subject{};
    annotations_map annotations{};

    friend bool operator==(const manifest&, const manifest&) = default;
};

/// A choice of manifests, mostly one per platform (OCI image spec, "Image Index"; Docker's manifest
/// list).
struct index {
    std::string media_type{media_type::image_index};
    std::string artifact_type{};
    std::vector<descriptor> manifests{};
    std::optional<descriptor> subject{};
    annotations_map annotations{};

    friend bool operator==(const index&, const index&) = default;
};

using any_manifest = std::variant<manifest, index>;

namespace detail {

template <class Made>
void read_common(const reader& in, const std::string& where, Made& made) {
    const auto* version = in.find("schemaVersion");
    if (!version || !version->is_number_integer() || *version != 2)
        in.fail("schemaVersion", "must be 2");
    made.artifact_type = in.text("artifactType");
    made.annotations = in.text_map("annotations");
    if (const auto* s = in.find("subject")) made.subject = descriptor_from(*s, where + ".subject");
}

inline std::vector<descriptor> read_descriptors(const reader& in, const char* name,
                                                const std::string& where) {
    std::vector<descriptor> made;
    for (const auto& v : in.array(name))
        made.push_back(
            descriptor_from(v, where + "." + name + "[" + std::to_string(made.size()) + "]"));
    return made;
}

template <class Made>
json::value write_common(const Made& m) {
    json::value v{{"schemaVersion", 2}, {"mediaType", m.media_type}};
    if (!m.artifact_type.empty()) v["artifactType"] = m.artifact_type;
    return v;
}

template <class Made>
void write_rest(const Made& m, json::value& v) {
    if (m.subject) v["subject"] = to_json(*m.subject);
    if (!m.annotations.empty()) v["annotations"] = m.annotations;
}

}  // namespace detail

/// Reads a manifest or an index. `type` is what its sender or descriptor said that it is, empty
/// where unknown; the document may not contradict it. Throws `status_error` (invalid, or
/// unsupported_media_type).
inline any_manifest parse_manifest(std::string_view bytes, std::string_view type = {}) {
    const json::value v = detail::parse_document(bytes, "manifest");
    const std::string where = "manifest";
    const detail::reader in(v, where);
    std::string media = in.text("mediaType");
    if (!media.empty() && !type.empty() && media != type)
        in.fail("mediaType",
                "it is \"" + media + "\", but was sent as \"" + std::string(type) + "\"");
    if (media.empty()) media = std::string(type);
    const bool lists = in.find("manifests"), holds = in.find("layers") || in.find("config");
    if (lists && holds)
        in.fail("manifests", "a manifest has either manifests, or config and layers");
    if (media.empty())
        media = std::string(lists ? media_type::image_index : media_type::image_manifest);
    if (media_type::is_index(media)) {
        if (holds) in.fail("layers", "an index has none");
        index made{.media_type = media};
        detail::read_common(in, where, made);
        made.manifests = detail::read_descriptors(in, "manifests", where);
        return made;
    }
    if (!media_type::is_manifest(media))
        throw status_error(core::reason::unsupported_media_type,
                           "a manifest of type \"" + media +
                               "\" cannot be read; image manifests and indexes of OCI and"
                               " of Docker's schema 2 can");
    if (lists) in.fail("manifests", "an image manifest has none");
    manifest made{.media_type = media};
    detail::read_common(in, where, made);
    const auto* config = in.find("config");
    if (!config) in.fail("config", "is required");
    made.config = descriptor_from(*config, where + ".config");
    made.layers = detail::read_descriptors(in, "layers", where);
    return made;
}

inline json::value to_json(const manifest& m) {
    json::value v = detail::write_common(m);
    v["config"] = to_json(m.config);
    v["layers"] = json::value::array();
    for (const auto& layer : m.layers) v["layers"].push_back(to_json(layer));
    detail::write_rest(m, v);
    return v;
}

inline json::value to_json(const index& i) {
    json::value v = detail::write_common(i);
    v["manifests"] = json::value::array();
    for (const auto& d : i.manifests) v["manifests"].push_back(to_json(d));
    detail::write_rest(i, v);
    return v;
}

/// The bytes to store and to hash; the same value always gives the same bytes.
inline std::string write(const manifest& m) {
    return detail::write_document(to_json(m), "manifest");
}
inline std::string write(const index& i) { return detail::write_document(to_json(i), "index"); }

/// The first of an index's manifests that runs on `machine`. Throws `status_error` (not_found),
/// which lists the others.
inline const descriptor& select(const index& i, const platform& machine) {
    std::string others;
    for (const auto& d : i.manifests) {
        if (!d.platform) continue;
        if (runs_on(*d.platform, machine)) return d;
        others += (others.empty() ? "" : ", ") + to_string(*d.platform);
    }
    for (const auto& d : i.manifests)
        if (!d.platform && i.manifests.size() == 1) return d;
    throw status_error(core::reason::not_found, "the image is not made for " + to_string(machine) +
                                                    "; it is there for " +
                                                    (others.empty() ? "no platform" : others));
}

/// A descriptor of a document or blob in memory.
inline descriptor describe(std::string_view bytes, std::string_view type,
                           digest_algorithm algorithm = digest_algorithm::sha256) {
    return {.media_type = std::string(type),
            .digest = digest_of(bytes, algorithm),
            .size = bytes.size()};
}

}  // namespace slipway::oci
