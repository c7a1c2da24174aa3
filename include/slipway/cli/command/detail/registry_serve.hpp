// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include <poll.h>

#include <slipway/cli/command/detail/bytes_in.hpp>
#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/stream_pump.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/registry_serve.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/net/password_hash.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/server.hpp>

namespace slipway::cli::command {

namespace detail {

/// Lines of NAME:HASH. Throws `usage_error` that names the line.
inline std::map<std::string, std::string> users_of(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw usage_error("cannot read the users of '" + file + "'");
    std::map<std::string, std::string> made;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line[0] == '#') continue;
        const auto colon = line.find(':');
        if (colon == line.npos || colon == 0 || !net::is_password_hash(line.substr(colon + 1)))
            throw usage_error(file + ':' + std::to_string(number) +
                              ": this is no line that 'slipway registry password' prints");
        made[line.substr(0, colon)] = line.substr(colon + 1);
    }
    return made;
}

inline registry::server_options serving_options(session& s, const arguments& given) {
    registry::server_options made;
    made.address = given.value("address", "127.0.0.1");
    const auto port = core::number_in<std::uint16_t>(given.value("port", "5000"));
    if (!port) throw usage_error("'" + given.value("port") + "' is no port");
    made.port = *port;
    if (given.has("tls-certificate") != given.has("tls-key"))
        throw usage_error("--tls-certificate and --tls-key go together");
    if (given.has("tls-key"))
        made.tls = {net::read_pem_file(given.value("tls-certificate"), "the certificate"),
                    net::read_pem_file(given.value("tls-key"), "the key")};
    if (given.has("users")) {
        made.users = users_of(given.value("users"));
        made.asks =
            given.has("tokens") ? registry::authentication::token : registry::authentication::basic;
        if (given.has("anonymous-pull"))
            made.rules = {{.user = "", .pull = true},
                          {.user = "*", .pull = true, .push = true, .remove = true}};
        if (!made.tls && made.address != "127.0.0.1" && made.address != "::1")
            s.say(
                "without TLS, passwords can be read on their way: give --tls-certificate and --tls-key");
    } else if (given.has("tokens") || given.has("anonymous-pull")) {
        throw usage_error("--tokens and --anonymous-pull need users: give --users");
    }
    if (given.has("quota")) made.quotas = {{.bytes = bytes_in(given.value("quota"))}};
    made.deletes = !given.has("no-deletes");
    made.report = [](const std::string& what) { complain(what); };
    return made;
}

inline int run_registry_serve(session& s, const arguments& given) {
    const registry::server_options options = serving_options(s, given);
    const std::filesystem::path directory = given.has("directory")
                                                ? std::filesystem::path(given.value("directory"))
                                                : s.root() / "registry";
    const caught_signals end{SIGINT, SIGTERM, SIGHUP};
    net::io_threads io;
    {
        const registry::server serving(
            io, registry::any_registry(std::make_shared<registry::layout_registry>(directory)),
            options);
        s.say("serving " + directory.string() + " until Ctrl-C, at");
        print_line(serving.url());
        std::fflush(stdout);
        pollfd one{end.fd(), POLLIN, 0};
        while (::poll(&one, 1, -1) < 0 && errno == EINTR) {
        }
    }
    io.stop();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb registry_serve() {
    return {
        .name = "registry serve",
        .usage = "[OPTION...]",
        .summary = "serve images to others by the distribution protocol, until Ctrl-C",
        .options =
            {{.name = "address", .value = "ADDRESS", .help = "where it listens (127.0.0.1)"},
             {.name = "anonymous-pull", .help = "who has no password may pull"},
             {.name = "directory",
              .letter = 'd',
              .value = "DIRECTORY",
              .help = "an OCI image layout that holds the images (ROOT/registry)"},
             {.name = "no-deletes", .help = "nothing may be deleted"},
             {.name = "port",
              .letter = 'p',
              .value = "PORT",
              .help = "its port (5000); 0 is a free one"},
             {.name = "quota",
              .value = "BYTES",
              .help = "how much all repositories may hold together, such as 20g"},
             {.name = "tls-certificate",
              .value = "FILE",
              .help = "its certificate, and those that lead to its authority (PEM)"},
             {.name = "tls-key", .value = "FILE", .help = "the key of the certificate (PEM)"},
             {.name = "tokens",
              .help =
                  "asks for tokens, which it gives for passwords, instead of passwords each time"},
             {.name = "users",
              .letter = 'u',
              .value = "FILE",
              .help = "who may come in: lines that registry password prints"}},
        .most = 0,
        .run = detail::run_registry_serve,
        .group = "Registries"};
}

}  // namespace slipway::cli::command
