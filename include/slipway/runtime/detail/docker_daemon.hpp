// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/upgrade.hpp>
#include <slipway/net/url.hpp>

namespace slipway::runtime::detail {

/// A daemon that speaks the Docker Engine API on a unix socket, in the newest version that both
/// sides know. Copies share connections.
class docker_daemon {
public:
    /// Throws `status_error` (service_unavailable) where none answers, or one that is too old.
    explicit docker_daemon(const std::filesystem::path& socket)
        : socket_(socket),
          client_({.tls = false, .host = "docker", .port = 80}, {.socket = socket}) {
        net::response got;
        try {
            got = client_.send({.method = "GET", .target = "/_ping"},
                               {.whole = std::chrono::seconds(10)});
        } catch (const net::http_error& e) {
            throw status_error(
                core::reason::service_unavailable,
                "no Docker daemon answers at " + socket.string() + ": " + e.message());
        }
        const std::string_view theirs = got.headers["Api-Version"];
        const int minor = minor_of(theirs);
        if (got.status != 200 || minor < 0)
            throw status_error(core::reason::service_unavailable,
                               "what answers at " + socket.string() + " is no Docker daemon");
        if (minor < oldest)
            throw status_error(core::reason::service_unavailable,
                               "the Docker daemon at " + socket.string() +
                                   " is too old: it speaks version " + std::string(theirs) +
                                   " of its API, and 1." + std::to_string(oldest) + " is needed");
        podman_ = got.headers.contains("Libpod-Api-Version");
        prefix_ = "/v1." + std::to_string(std::min(minor, newest));
    }

    const std::filesystem::path& socket() const { return socket_; }
    /// Podman differs from Docker in what it does for containers that share a network.
    bool is_podman() const { return podman_; }

    /// Any answer. `target` comes behind the version. What only reads or removes is asked a few
    /// times where the daemon fails at it: Podman does when a container ends meanwhile ("read
    /// /proc/7/cgroup: no such process"). Throws `net::http_error` where there is no answer.
    net::response ask(const std::string& method, const std::string& target,
                      const json::value& body = nullptr,
                      const net::call_limits& limits = {}) const {
        net::request r{.method = method, .target = prefix_ + target};
        if (!body.is_null()) {
            r.headers.add("Content-Type", "application/json");
            r.body = json::write(body);
        }
        net::response got = client_.send(r, limits);
        for (int again = 0;
             (method == "GET" || method == "DELETE") && got.status == 500 && again < 5; ++again) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10 << again));
            got = client_.send(r, limits);
        }
        return got;
    }
    /// The document of a good answer. Throws `status_error`.
    json::value get(const std::string& target, const net::call_limits& limits = {}) const {
        return document(ask("GET", target, nullptr, limits));
    }
    json::value post(const std::string& target, const json::value& body = nullptr,
                     const net::call_limits& limits = {}) const {
        return document(ask("POST", target, body, limits));
    }
    /// A body piece by piece; returns when it ends, or `on_piece` wants no more. Throws
    /// `status_error` for another answer than 200.
    void stream(const std::string& target, const net::http_client::piece_handler& on_piece,
                const std::function<void()>& on_begin, const net::call_limits& limits) const {
        const auto got = client_.stream(
            {.method = "GET", .target = prefix_ + target},
            [&](const net::response& head) {
                if (head.status == 200 && on_begin) on_begin();
                return head.status == 200;
            },
            on_piece, limits);
        if (got.status != 200) fail(got);
    }
    net::response upload(const std::string& target, const net::http_client::body_writer& body,
                         const net::call_limits& limits) const {
        return client_.upload({.method = "POST",
                               .target = prefix_ + target,
                               .headers = {{"Content-Type", "application/x-tar"}}},
                              body, limits);
    }
    /// A connection of streams (Engine API, "Hijacking"). Throws `status_error`.
    net::upgraded_connection upgrade(const std::string& target, const json::value& body = nullptr,
                                     const net::call_limits& limits = {}) const {
        net::request r{.method = "POST",
                       .target = prefix_ + target,
                       .headers = {{"Upgrade", "tcp"}, {"Content-Type", "application/json"}}};
        if (!body.is_null()) r.body = json::write(body);
        auto got = net::upgrade(socket_, r, limits);
        if (!got.connection) fail(got.head);
        return std::move(*got.connection);
    }

    /// For what may take a while.
    static net::call_limits patient() {
        return {.whole = std::chrono::minutes(2), .idle = std::chrono::minutes(2)};
    }
    static bool good(const net::response& r) {
        return (r.status >= 200 && r.status < 300) || r.status == 304;
    }
    /// What it says of what went wrong.
    static std::string words(const net::response& r) {
        const auto said = json::value::parse(r.body, nullptr, false);
        if (said.is_object() && said.contains("message") && said["message"].is_string())
            return said["message"].get<std::string>();
        return r.body.empty() ? "status " + std::to_string(r.status) : r.body.substr(0, 500);
    }
    [[noreturn]] static void fail(const net::response& r) {
        const auto why = r.status == 404   ? core::reason::not_found
                         : r.status == 409 ? core::reason::conflict
                         : r.status == 400 ? core::reason::invalid
                                           : core::reason::internal_error;
        throw status_error(why, "the Docker daemon says: " + words(r));
    }

private:
    static constexpr int oldest = 40, newest = 47;

    /// Of `1.41`; -1 for what is none.
    static int minor_of(std::string_view version) {
        int made = -1;
        if (!version.starts_with("1.")) return -1;
        const auto [end, wrong] =
            std::from_chars(version.data() + 2, version.data() + version.size(), made);
        return wrong == std::errc() && end == version.data() + version.size() ? made : -1;
    }
    static json::value document(const net::response& r) {
        if (!good(r)) fail(r);
        return r.body.find_first_not_of(" \r\n\t") == r.body.npos ? json::value()
                                                                  : json::read(r.body);
    }

    std::filesystem::path socket_;
    net::http_client client_;
    std::string prefix_;
    bool podman_ = false;
};

}  // namespace slipway::runtime::detail
