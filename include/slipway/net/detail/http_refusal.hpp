// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>

#include <slipway/net/detail/http_text.hpp>
#include <slipway/net/http_server_options.hpp>

namespace slipway::net::detail {

/// The answer to a request that could not be read; nothing where nobody would hear it.
inline std::optional<response> refusal_of(boost::beast::error_code e,
                                          const http_server_options& options) {
    namespace http = boost::beast::http;
    if (e == http::error::body_limit)
        return response({413,
                         {},
                         status_body(core::reason::request_entity_too_large, 413,
                                     "the request's body is larger than " +
                                         std::to_string(options.body_limit) + " bytes")});
    if (e == http::error::header_limit)
        return response({431,
                         {},
                         status_body(core::reason::bad_request, 431,
                                     "the request's header is larger than " +
                                         std::to_string(options.header_limit) + " bytes")});
    const bool malformed = e.category() == make_error_code(http::error::bad_method).category() &&
                           e != http::error::end_of_stream && e != http::error::partial_message;
    if (malformed)
        return response({400,
                         {},
                         status_body(core::reason::bad_request, 400,
                                     "malformed HTTP request: " + e.message())});
    return std::nullopt;
}

}  // namespace slipway::net::detail
