// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include <slipway/net/detail/incoming_body.hpp>

namespace slipway::net::detail {

/// Takes as much of a body out of what has come as the piece has room for. The parser's own way to
/// read brings 64 KiB at a time. `most_between`: bytes of what stands around a chunk.
inline boost::beast::error_code fill_piece(
    body_piece& piece, boost::beast::http::request_parser<boost::beast::http::buffer_body>& parser,
    boost::beast::flat_buffer& from, std::size_t most_between) {
    namespace http = boost::beast::http;
    parser.eager(true);
    auto& body = parser.get().body();
    body.data = piece.memory.get();
    body.size = piece.room;
    boost::beast::error_code e;
    while (!e && from.size() > 0 && !parser.is_done()) from.consume(parser.put(from.data(), e));
    piece.size = piece.room - body.size;
    if (e == http::error::need_more && from.size() >= most_between)
        return http::error::header_limit;
    return e == http::error::need_more || e == http::error::need_buffer ? boost::beast::error_code()
                                                                        : e;
}

}  // namespace slipway::net::detail
