// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>

#include <poll.h>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/stream_pump.hpp>
#include <slipway/cli/command/docker_api_serve.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/docker_api/service.hpp>

namespace slipway::cli::command {

namespace detail {

/// `unix:///PATH`, or `tcp://ADDRESS:PORT`. Throws `usage_error`.
inline void listen_at(docker_api::service_options& to, const std::string& where) {
    const std::string_view unix_socket = "unix://", tcp = "tcp://";
    if (where.starts_with(unix_socket) && where.size() > unix_socket.size()) {
        to.socket = std::filesystem::absolute(where.substr(unix_socket.size()));
        return;
    }
    const auto colon = where.rfind(':');
    const auto port =
        where.starts_with(tcp) && colon >= tcp.size()
            ? core::number_in<std::uint16_t>(std::string_view(where).substr(colon + 1))
            : std::nullopt;
    if (!port)
        throw usage_error("'" + where +
                          "' is no place to listen; unix:///PATH and tcp://127.0.0.1:PORT are");
    to.address = where.substr(tcp.size(), colon - tcp.size());
    to.port = *port;
}

inline int run_docker_api_serve(session& s, const arguments& given) {
    docker_api::service_options options;
    options.root = s.root();
    options.runtime = s.runtime();
    options.rootless = s.rootless();
    options.registries = registry_options(s, given, {});
    options.report = [](const std::string& what) { complain(what); };
    std::filesystem::create_directories(s.root());
    listen_at(options, given.value("listen", "unix://" + (s.root() / "docker.sock").string()));
    const caught_signals end{SIGINT, SIGTERM, SIGHUP};
    const docker_api::service serving(s.images(), s.containers(), options);
    s.say("serving Docker's API until Ctrl-C; for docker and others:");
    print_line("export DOCKER_HOST=" + serving.url());
    std::fflush(stdout);
    pollfd one{end.fd(), POLLIN, 0};
    while (::poll(&one, 1, -1) < 0 && errno == EINTR) {
    }
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb docker_api_serve() {
    return {
        .name = "docker-api serve",
        .usage = "[OPTION...]",
        .summary =
            "serve images and containers to docker and its like by Docker's API, until Ctrl-C",
        .options =
            {{.name = "ca",
              .value = "FILE",
              .help = "trust these certificates of registries alone (PEM)"},
             {.name = "listen",
              .value = "PLACE",
              .help =
                  "unix:///PATH (ROOT/docker.sock), for its owner alone, or tcp://127.0.0.1:PORT, for all of this machine"},
             {.name = "tls-verify",
              .help = "believe a registry by its certificate; =false believes everybody"}},
        .most = 0,
        .run = detail::run_docker_api_serve,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
