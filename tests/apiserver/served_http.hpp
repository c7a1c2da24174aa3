// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/net/http_server.hpp>
#include <support/raw_client.hpp>

#include "served.hpp"

namespace support {

/// An API server that is served over HTTP, to everybody.
struct served : api_world {
    explicit served(std::size_t remembered = 10'000, slipway::net::http_server_options o = {})
        : api_world(remembered), options(std::move(o)) {}
    ~served() { io.stop(); }

    slipway::net::http_server_options options;
    slipway::net::io_threads io;
    slipway::apiserver::http_frontend frontend{server, io, {.required_group = ""}};
    slipway::net::http_server http{
        io, options, [this](slipway::net::request&& r, const slipway::net::exchange& out) {
            frontend.handle(std::move(r), out);
        }};

    /// The whole answer.
    std::string ask(const std::string& target, const std::string& method = "GET",
                    const std::string& body = {}, const std::string& type = "application/json") {
        return raw_client(http.port()).get(target, method, body, type);
    }
    static int code(const std::string& answer) {
        return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
    }
    bool alive() { return code(ask("/readyz")) == 200; }
};

}  // namespace support
