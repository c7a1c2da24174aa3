// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/net/http_server.hpp>
#include <support/scratch_directory.hpp>

#include "served.hpp"

namespace support {

namespace apiserver = slipway::apiserver;
namespace net = slipway::net;

/// The kubectls in SLIPWAY_KUBECTLS, separated by colons.
inline std::vector<std::string> kubectls() {
    std::vector<std::string> made;
    const char* listed = std::getenv("SLIPWAY_KUBECTLS");
    std::istringstream words(listed ? listed : "");
    for (std::string one; std::getline(words, one, ':');)
        if (!one.empty()) made.push_back(one);
    return made;
}

/// Whether it asks for the form of document that the server has, by which `explain` explains.
inline bool explains(const std::string& program) { return !program.ends_with("-1.20"); }

/// An API server of its own, and a kubectl that speaks to it.
class kubectl_session {
public:
    explicit kubectl_session(const std::string& program)
        : command_("HOME=" + home.path().string() + " timeout 20 " + program +
                   " --cache-dir=" + home.path().string() +
                   "/cache -s http://127.0.0.1:" + std::to_string(http_.port()) + " ") {}
    ~kubectl_session() { io_.stop(); }

    /// What is printed, errors too.
    std::string operator()(const std::string& arguments) const {
        FILE* pipe = popen((command_ + arguments + " 2>&1").c_str(), "r");
        std::string out;
        std::array<char, 4096> buffer{};
        while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
            out.append(buffer.data(), n);
        pclose(pipe);
        return out;
    }

    const ::scratch_directory home;

private:
    api_world world_;
    net::io_threads io_;
    apiserver::http_frontend frontend_{world_.server, io_, {.required_group = ""}};
    net::http_server http_{io_, {}, [this](net::request&& r, const net::exchange& out) {
                               frontend_.handle(std::move(r), out);
                           }};
    std::string command_;
};

}  // namespace support
