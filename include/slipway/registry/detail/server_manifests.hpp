// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/oci/media_type.hpp>
#include <slipway/registry/detail/remote.hpp>
#include <slipway/registry/detail/serving.hpp>

namespace slipway::registry::detail {

/// `m` with its bytes, or to HEAD without.
inline net::response manifest_response(stored_manifest m, bool whole) {
    const std::string& digest = m.descriptor.digest.str();
    net::headers fields{{"Content-Type", m.descriptor.media_type},
                        {"Docker-Content-Digest", digest},
                        {"ETag", "\"" + digest + "\""}};
    if (!whole) fields.add("Content-Length", std::to_string(m.descriptor.size));
    return {200, std::move(fields), whole ? std::move(m.bytes) : std::string()};
}

inline void get_manifest(const visit& v) {
    v.require(registry_action::pull);
    if (v.to.last.find(':') != std::string::npos) v.digest();
    const bool whole = v.head.method == "GET";
    stored_manifest m;
    if (whole) m = v.by.storage.get_manifest(v.to.repository, v.to.last);
    else m.descriptor = v.by.storage.resolve(v.to.repository, v.to.last);
    v.answer(manifest_response(std::move(m), whole));
}

/// The answer to a request for a manifest that everybody who asks so may have, where the storage
/// has it at hand. Nothing for all other requests, those among them that are to be refused.
inline std::optional<net::response> manifest_at_once(serving& by, const net::request& head) {
    const bool whole = head.method == "GET";
    if ((!whole && head.method != "HEAD") || head.target.find("/manifests/") == std::string::npos)
        return {};
    const auto to = server_route::parse(head.target);
    if (to.what != endpoint::manifest || !to.names_repository()) return {};
    const auto who = by.gate.identify_at_once(head);
    if (!who || !by.gate.may(*who, to.repository, registry_action::pull)) return {};
    auto m = by.storage.manifest_at_hand(to.repository, to.last);
    if (!m) return {};
    net::response made = manifest_response(*std::move(m), whole);
    by.metrics.answered(head.method, made.status);
    by.metrics.sent += made.body.size();
    return made;
}

/// By a tag, or by its digest with any number of tags (`?tag=`).
inline void put_manifest(const visit& v) {
    v.require(registry_action::push);
    std::optional<oci::digest> wanted;
    std::vector<std::string> tags, extra;
    if (v.to.last.find(':') != std::string::npos) wanted = v.digest();
    else tags.push_back(v.to.last);
    for (const auto& [name, value] : v.to.at.query)
        if (name == "tag") extra.push_back(value);
    tags.insert(tags.end(), extra.begin(), extra.end());
    for (const std::string& tag : tags) check_tag(tag);
    const std::string bytes = v.read_body(v.by.options.manifest_limit);
    if (wanted && oci::digest_of(bytes, wanted->algorithm()) != *wanted)
        throw protocol_error(core::reason::invalid, 400, "DIGEST_INVALID",
                             "the manifest is not " + wanted->str());
    v.by.quotas.require(v.to.repository, bytes.size());
    const put_result made = v.by.storage.put_manifest(
        v.to.repository, bytes, without_parameters(v.head.headers["Content-Type"]), tags,
        wanted ? wanted->algorithm() : oci::digest_algorithm::sha256);
    v.by.quotas.add(v.to.repository, made.digest, bytes.size());
    net::headers fields{{"Location", "/v2/" + v.to.repository + "/manifests/" + v.to.last},
                        {"Docker-Content-Digest", made.digest.str()}};
    for (const std::string& tag : extra) fields.add("OCI-Tag", tag);
    if (!made.subject.empty()) fields.add("OCI-Subject", made.subject.str());
    v.answer({201, std::move(fields), {}});
}

inline void delete_manifest(const visit& v) {
    v.require_deletes();
    const bool by_digest = v.to.last.find(':') != std::string::npos;
    if (by_digest) v.digest();
    v.by.storage.resolve(v.to.repository, v.to.last);  // throws where there is none
    if (by_digest) v.by.storage.delete_manifest(v.to.repository, v.digest());
    else v.by.storage.delete_tag(v.to.repository, v.to.last);
    v.answer({202, {}, {}});
}

inline void manifest_endpoint(const visit& v) {
    if (v.head.method == "GET" || v.head.method == "HEAD") return get_manifest(v);
    if (v.head.method == "PUT") return put_manifest(v);
    if (v.head.method == "DELETE") return delete_manifest(v);
    not_allowed("GET, HEAD, PUT, DELETE");
}

}  // namespace slipway::registry::detail
