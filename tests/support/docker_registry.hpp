// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <slipway/net/tls.hpp>

#include <support/scratch_directory.hpp>
#include <support/server_program.hpp>

namespace support {

/// Where Debian's docker-registry is: what the environment names, or where it is installed; empty
/// where it is not.
inline std::string docker_registry_program() {
    const char* const given = std::getenv("SLIPWAY_DOCKER_REGISTRY");
    const std::string program = given ? given : "/usr/bin/docker-registry";
    return std::filesystem::exists(program) ? program : "";
}

/// A docker-registry on loopback, with what it keeps in a directory of its own; gone with this
/// object.
class docker_registry {
public:
    struct options {
        std::optional<slipway::net::key_pair> tls{};
        std::string users{};  ///< lines of an htpasswd file; empty: everybody may do all
    };

    docker_registry() : docker_registry(options{}) {}
    explicit docker_registry(const options& o)
        : server_([&](std::uint16_t port) { return words(o, port); }, files_ / "log") {}

    std::string host() const { return server_.host(); }

private:
    std::vector<std::string> words(const options& o, std::uint16_t port) const {
        std::string config =
            "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage:\n  filesystem: {rootdirectory: " +
            (files_ / "kept").string() +
            "}\n  delete: {enabled: true}\nhttp:\n  addr: 127.0.0.1:" + std::to_string(port) + "\n";
        if (o.tls) {
            scratch_directory::write(files_ / "certificate", o.tls->certificate_pem);
            scratch_directory::write(files_ / "key", o.tls->key_pem);
            config += "  tls: {certificate: " + (files_ / "certificate").string() +
                      ", key: " + (files_ / "key").string() + "}\n";
        }
        if (!o.users.empty()) {
            scratch_directory::write(files_ / "users", o.users);
            config +=
                "auth: {htpasswd: {realm: tests, path: " + (files_ / "users").string() + "}}\n";
        }
        scratch_directory::write(files_ / "config.yml", config);
        return {docker_registry_program(), "serve", (files_ / "config.yml").string()};
    }

    ::scratch_directory files_;
    server_program server_;
};

}  // namespace support
