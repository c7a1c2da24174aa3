// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <slipway/oci/detail/document.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/oci/media_type.hpp>
#include <slipway/oci/platform.hpp>

namespace slipway::oci {

using annotations_map = std::map<std::string, std::string>;

/// Points to a blob or manifest (OCI image spec, "Content Descriptors").
struct descriptor {
    std::string media_type{};
    oci::digest digest{};
    std::uint64_t size = 0;  ///< bytes
    std::vector<std::string> urls{};
    annotations_map annotations{};
    std::string artifact_type{};
    std::optional<oci::platform> platform{};
    std::string data{};  ///< the content itself in base64, for small ones

    friend bool operator==(const descriptor&, const descriptor&) = default;
};

/// Throws `status_error` (invalid); `where` names the member in the message.
inline descriptor descriptor_from(const json::value& v, const std::string& where) {
    const detail::reader in(v, where);
    descriptor made;
    made.media_type = in.required_text("mediaType");
    made.digest = in.required_digest("digest");
    made.size = in.required_size("size");
    made.urls = in.texts("urls");
    made.annotations = in.text_map("annotations");
    made.artifact_type = in.text("artifactType");
    made.data = in.text("data");
    if (const auto* p = in.find("platform")) made.platform = platform_from(*p, where + ".platform");
    return made;
}

inline json::value to_json(const descriptor& d) {
    json::value v{{"mediaType", d.media_type}, {"digest", d.digest.str()}, {"size", d.size}};
    if (!d.urls.empty()) v["urls"] = d.urls;
    if (!d.annotations.empty()) v["annotations"] = d.annotations;
    if (!d.data.empty()) v["data"] = d.data;
    if (!d.artifact_type.empty()) v["artifactType"] = d.artifact_type;
    if (d.platform) v["platform"] = to_json(*d.platform);
    return v;
}

}  // namespace slipway::oci
