// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>

namespace slipway::net {

/// Why there is no answer.
enum class http_failure {
    unreachable,  ///< no connection: the server has heard nothing
    untrusted,    ///< the server's certificate is not what was asked for
    cut_off,      ///< the connection ended; what was asked may have been done
    timed_out,    ///< the same, by our clock
    too_large,    ///< of a body beyond the limit
    stopped,      ///< at our own request
    refused,      ///< by us: such as a redirect to somebody else
};

/// A request without an answer. Its words name the server and the cause, and never contain
/// credentials.
class http_error : public core::status_error {
public:
    http_error(http_failure f, std::string message)
        : core::status_error(reason_of(f), std::move(message)), failure_(f) {}

    http_failure failure() const noexcept { return failure_; }

private:
    static core::reason reason_of(http_failure f) {
        switch (f) {
            case http_failure::timed_out: return core::reason::timeout;
            case http_failure::too_large: return core::reason::request_entity_too_large;
            case http_failure::untrusted:
            case http_failure::refused: return core::reason::internal_error;
            default: return core::reason::service_unavailable;
        }
    }

    http_failure failure_;
};

}  // namespace slipway::net
