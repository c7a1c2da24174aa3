// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/message.hpp>
#include <slipway/registry/detail/server_route.hpp>

namespace slipway::registry::detail {

/// What a request is refused with, in the protocol's words.
class protocol_error : public status_error {
public:
    protocol_error(core::reason why, int status, std::string code, std::string message,
                   net::headers fields = {})
        : status_error(why, status, std::move(message)),
          error_code_(std::move(code)),
          fields_(std::move(fields)) {}

    const std::string& error_code() const { return error_code_; }
    const net::headers& fields() const { return fields_; }

private:
    std::string error_code_;
    net::headers fields_;
};

inline std::string error_document(std::string_view code, std::string_view message,
                                  const std::string& about = {}) {
    json::value one{{"code", code}, {"message", message}};
    if (!about.empty()) one["detail"] = about;
    return json::write({{"errors", json::value::array({std::move(one)})}}) + "\n";
}

inline net::response error_response(const protocol_error& e) {
    return {e.code(), e.fields(), error_document(e.error_code(), e.message())};
}

/// The status and the code (distribution spec, "Error Codes") of what a registry throws about what
/// was asked for.
inline std::pair<int, std::string> protocol_words(const status_error& e, endpoint about) {
    using core::reason;
    const bool manifest = about == endpoint::manifest,
               upload = about == endpoint::upload || about == endpoint::uploads;
    switch (e.why()) {
        case reason::not_found:
            return {404, manifest                  ? "MANIFEST_UNKNOWN"
                         : upload                  ? "BLOB_UPLOAD_UNKNOWN"
                         : about == endpoint::blob ? "BLOB_UNKNOWN"
                                                   : "NAME_UNKNOWN"};
        case reason::bad_request:
            return {400, upload     ? "BLOB_UPLOAD_INVALID"
                         : manifest ? "MANIFEST_INVALID"
                                    : "NAME_INVALID"};
        case reason::unauthorized: return {401, "UNAUTHORIZED"};
        case reason::forbidden: return {403, "DENIED"};
        case reason::method_not_allowed: return {405, "UNSUPPORTED"};
        case reason::too_many_requests: return {429, "TOOMANYREQUESTS"};
        case reason::request_entity_too_large:
            return {413, manifest ? "MANIFEST_INVALID" : "SIZE_INVALID"};
        case reason::unsupported_media_type: return {415, "MANIFEST_INVALID"};
        case reason::invalid:
            if (e.code() == 416) return {416, upload ? "BLOB_UPLOAD_INVALID" : "RANGE_INVALID"};
            if (manifest)
                return {400, e.details().kind == "descriptor" ? "MANIFEST_BLOB_UNKNOWN"
                                                              : "MANIFEST_INVALID"};
            return {400, "DIGEST_INVALID"};
        case reason::timeout: return {504, "UNAVAILABLE"};
        case reason::service_unavailable: return {503, "UNAVAILABLE"};
        default: return {500, "UNKNOWN"};
    }
}

inline net::response error_response(const status_error& e, endpoint about) {
    if (const auto* own = dynamic_cast<const protocol_error*>(&e)) return error_response(*own);
    const auto [status, code] = protocol_words(e, about);
    // What breaks within may name files and hosts that are nobody's business.
    if (status >= 500)
        return {status,
                {},
                error_document(code, status == 500
                                         ? "the registry has failed within itself"
                                         : "what is behind the registry does not answer now")};
    net::response made{status, {}, error_document(code, e.message(), e.details().name)};
    if (e.details().retry_after_seconds > 0)
        made.headers.add("Retry-After", std::to_string(e.details().retry_after_seconds));
    return made;
}

}  // namespace slipway::registry::detail
