// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::core {

/// Why a request failed, in the words of Kubernetes' `Status.reason`
/// (apimachinery, `meta/v1` StatusReason). All rooms use them, also those that know no API server.
enum class reason {
    bad_request,
    unauthorized,
    forbidden,
    not_found,
    already_exists,
    conflict,
    gone,
    expired,
    invalid,
    timeout,
    too_many_requests,
    method_not_allowed,
    not_acceptable,
    request_entity_too_large,
    unsupported_media_type,
    internal_error,
    service_unavailable,
};

struct reason_facts {
    reason value;
    int code;  ///< HTTP status
    std::string_view name;
};

inline constexpr reason_facts reason_table[] = {
    {reason::bad_request, 400, "BadRequest"},
    {reason::unauthorized, 401, "Unauthorized"},
    {reason::forbidden, 403, "Forbidden"},
    {reason::not_found, 404, "NotFound"},
    {reason::already_exists, 409, "AlreadyExists"},
    {reason::conflict, 409, "Conflict"},
    {reason::gone, 410, "Gone"},
    {reason::expired, 410, "Expired"},
    {reason::invalid, 422, "Invalid"},
    {reason::timeout, 504, "Timeout"},
    {reason::too_many_requests, 429, "TooManyRequests"},
    {reason::method_not_allowed, 405, "MethodNotAllowed"},
    {reason::not_acceptable, 406, "NotAcceptable"},
    {reason::request_entity_too_large, 413, "RequestEntityTooLarge"},
    {reason::unsupported_media_type, 415, "UnsupportedMediaType"},
    {reason::internal_error, 500, "InternalError"},
    {reason::service_unavailable, 503, "ServiceUnavailable"},
};

constexpr const reason_facts& facts(reason r) {
    for (const reason_facts& f : reason_table)
        if (f.value == r) return f;
    return reason_table[15];
}

/// One wrong field of an object (`Status.details.causes[]`).
struct status_cause {
    std::string type;     ///< such as `FieldValueRequired`
    std::string message;  ///< a sentence
    std::string field;    ///< a path such as `spec.containers[0].image`

    friend bool operator==(const status_cause&, const status_cause&) = default;
};

/// What a failed request was about (`Status.details`).
struct status_details {
    std::string name;
    std::string group;
    std::string kind;
    std::string uid;
    std::vector<status_cause> causes;
    int retry_after_seconds = 0;
};

/// A failed request or bad input: Kubernetes' `Status`, thrown. `what()` is the message.
class status_error : public std::exception {
public:
    status_error(reason r, std::string message, status_details details = {})
        : reason_(r),
          code_(facts(r).code),
          message_(std::move(message)),
          details_(std::move(details)) {}
    /// With an HTTP status other than the reason's usual one.
    status_error(reason r, int code, std::string message, status_details details = {})
        : reason_(r), code_(code), message_(std::move(message)), details_(std::move(details)) {}

    const char* what() const noexcept override { return message_.c_str(); }
    reason why() const noexcept { return reason_; }
    int code() const noexcept { return code_; }
    const std::string& message() const noexcept { return message_; }
    const status_details& details() const noexcept { return details_; }

    bool is(reason r) const noexcept { return reason_ == r; }
    /// Whether the same request may succeed later without a change to it.
    bool retryable() const noexcept {
        return is(reason::timeout) || is(reason::too_many_requests) ||
               is(reason::service_unavailable);
    }

private:
    reason reason_;
    int code_;
    std::string message_;
    status_details details_;
};

}  // namespace slipway::core

namespace slipway {
using core::status_error;
}  // namespace slipway
