// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <slipway/registry/credentials.hpp>

namespace slipway::registry {

/// The passwords for registries that Docker, Podman and others keep for a user: in `config.json`
/// and `auth.json`, or in the care of the programs that these name (docker-credential-helpers;
/// containers-auth.json(5)).
class docker_config {
public:
    using environment = std::function<const char*(const char* name)>;

    /// Looks into these files, the first first. What is not there is passed over.
    explicit docker_config(std::vector<std::filesystem::path> files);
    /// Where they usually are: `REGISTRY_AUTH_FILE` alone, if it is set; otherwise `config.json` in
    /// `DOCKER_CONFIG` or `~/.docker`, then `containers/auth.json` in `XDG_RUNTIME_DIR` and in
    /// `~/.config`.
    static docker_config standard(const environment& variables = {});

    /// Throws `status_error` for a file that is none, and for a program that fails.
    std::optional<credentials> find(const std::string& host) const;
    /// For `http_registry_options`.
    credential_finder finder() const {
        return [own = *this](const std::string& host) { return own.find(host); };
    }

    /// Keeps them in the first file (mode 0600), or gives them to the program that it names.
    void store(const std::string& host, const credentials& who) const;
    /// Forgets them, in all files. False where there were none.
    bool erase(const std::string& host) const;

private:
    std::vector<std::filesystem::path> files_;
};

}  // namespace slipway::registry

#ifndef SLIPWAY_COMPILED
#include <slipway/registry/detail/docker_config.hpp>
#endif
