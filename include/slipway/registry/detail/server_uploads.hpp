// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/registry/detail/serving.hpp>

namespace slipway::registry::detail {

/// `Location`, and in `Range` the last byte that has come.
inline net::headers upload_fields(const upload_session& s) {
    const std::uint64_t size = s.size;
    return {{"Location", "/v2/" + s.repository + "/blobs/uploads/" + s.id},
            {"Range", "0-" + std::to_string(size == 0 ? 0 : size - 1)},
            {"Docker-Upload-UUID", s.id}};
}

/// The first byte of `Content-Range: FIRST-LAST`; nothing where there is no such field.
inline std::optional<std::uint64_t> chunk_offset(const visit& v) {
    std::string_view field = v.head.headers["Content-Range"];
    if (field.empty()) return {};
    if (field.starts_with("bytes ")) field.remove_prefix(6);
    std::uint64_t first = 0, last = 0;
    const char* const end = field.data() + field.size();
    const auto [dash, error] = std::from_chars(field.data(), end, first);
    const bool good = error == std::errc() && dash != end && *dash == '-';
    const auto [rest, error2] = good ? std::from_chars(dash + 1, end, last)
                                     : std::from_chars_result{dash, std::errc::invalid_argument};
    if (error2 != std::errc() || (rest != end && *rest != '/') || last < first)
        throw protocol_error(
            core::reason::bad_request, 400, "BLOB_UPLOAD_INVALID",
            "Content-Range says from which byte to which the chunk goes, such as 0-1023");
    const std::string_view length = v.head.headers["Content-Length"];
    if (!length.empty() && length != std::to_string(last - first + 1))
        throw protocol_error(core::reason::bad_request, 400, "SIZE_INVALID",
                             "the chunk has another size than its Content-Range says");
    return first;
}

/// Takes the body as what follows in the blob.
inline void receive(const visit& v, upload_session& s) {
    const auto offset = chunk_offset(v);
    if (offset && *offset != s.size)
        throw protocol_error(core::reason::invalid, 416, "BLOB_UPLOAD_INVALID",
                             "the upload stands at " + std::to_string(s.size) + " bytes",
                             upload_fields(s));
    for (std::string_view piece = v.body.next(); !piece.empty(); piece = v.body.next()) {
        v.by.quotas.require(s.repository, s.size + piece.size());
        s.size = v.by.storage.write_upload(s.repository, s.below, s.size, piece);
        s.touched = std::chrono::steady_clock::now();
        v.by.metrics.received += piece.size();
    }
}

inline void commit(const visit& v, upload_session& s, const oci::digest& d) {
    v.by.uploads.end(s);  // whatever comes of it
    v.by.storage.commit_upload(s.repository, s.below, d);
    v.by.quotas.add(s.repository, d, s.size);
    v.answer(
        {201, {{"Location", blob_path(s.repository, d)}, {"Docker-Content-Digest", d.str()}}, {}});
}

/// What the requests of one upload do one after the other.
inline std::unique_lock<std::mutex> alone(upload_session& s) {
    std::unique_lock made(s.writing, std::try_to_lock);
    if (!made)
        throw protocol_error(core::reason::conflict, 409, "BLOB_UPLOAD_INVALID",
                             "another request writes to this upload");
    return made;
}

inline bool mount(const visit& v, const oci::digest& d) {
    const std::string from(v.to.at.parameter("from"));
    if (!from.empty()) check_repository(from);
    // Without a name, it could come from where the client may not look.
    if (from.empty() ? !v.by.gate.open() : !v.by.gate.may(v.who, from, registry_action::pull))
        return false;
    if (!v.by.storage.mount_blob(v.to.repository, d, from)) return false;
    if (const auto size = v.by.storage.stat_blob(v.to.repository, d))
        v.by.quotas.add(v.to.repository, d, *size);
    v.answer({201,
              {{"Location", blob_path(v.to.repository, d)}, {"Docker-Content-Digest", d.str()}},
              {}});
    return true;
}

inline void begin_upload(const visit& v) {
    const net::url& at = v.to.at;
    if (at.has("mount") && mount(v, visit::digest_of(at.parameter("mount")))) return;
    std::optional<oci::digest> whole;
    if (at.has("digest")) whole = visit::digest_of(at.parameter("digest"));
    const std::string_view wanted = at.parameter("digest-algorithm");
    if (!wanted.empty() && wanted != "sha256" && wanted != "sha512")
        throw protocol_error(core::reason::bad_request, 400, "UNSUPPORTED",
                             "digests here are of sha256 or sha512");
    const auto algorithm = whole                ? whole->algorithm()
                           : wanted == "sha512" ? oci::digest_algorithm::sha512
                                                : oci::digest_algorithm::sha256;
    v.by.quotas.require(v.to.repository, 0);
    const auto session = v.by.uploads.begin(v.to.repository, algorithm);
    if (!whole) return v.answer({202, upload_fields(*session), {}});
    const auto writing = alone(*session);
    try {
        receive(v, *session);
    } catch (...) {
        v.by.uploads.cancel(*session);
        throw;
    }
    commit(v, *session, *whole);
}

inline void uploads_endpoint(const visit& v) {
    if (v.head.method != "POST") not_allowed("POST");
    v.require(registry_action::push);
    begin_upload(v);
}

inline void upload_endpoint(const visit& v) {
    v.require(registry_action::push);
    const std::string& method = v.head.method;
    const auto session = v.by.uploads.find(v.to.repository, v.to.last);
    if (method == "GET") return v.answer({204, upload_fields(*session), {}});
    if (method != "PATCH" && method != "PUT" && method != "DELETE")
        not_allowed("GET, PATCH, PUT, DELETE");
    auto writing = alone(*session);
    if (method == "DELETE") {
        v.by.uploads.cancel(*session);
        return v.answer({204, {}, {}});
    }
    if (method == "PATCH") {
        receive(v, *session);
        writing.unlock();  // the client's next request may be faster than the end of this one
        return v.answer({202, upload_fields(*session), {}});
    }
    const oci::digest d = visit::digest_of(v.to.at.parameter("digest"));
    receive(v, *session);
    commit(v, *session, d);
}

}  // namespace slipway::registry::detail
