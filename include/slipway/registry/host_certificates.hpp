// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/net/http_client_options.hpp>

namespace slipway::registry {

/// The certificates that an administrator keeps for single registries, as Docker and Podman find
/// them (Docker documentation, "Verify repository client with certificates";
/// containers-certs.d(5)): below a directory one for each host, `HOST` or `HOST:PORT`, and in it
/// authorities to trust beside the system's (`NAME.crt`), and who to be for the registry
/// (`NAME.cert` and `NAME.key`).
class host_certificates {
public:
    using environment = std::function<const char*(const char* name)>;

    /// Looks nowhere.
    host_certificates() = default;
    /// Looks into these directories: the first one that knows a host is heard alone.
    explicit host_certificates(std::vector<std::filesystem::path> directories)
        : directories_(std::move(directories)) {}
    /// Where they usually are: `containers/certs.d` and `docker/certs.d`, in `~/.config`, then in
    /// `/etc`.
    static host_certificates standard(const environment& variables = {});

    /// Completes what is to be believed of one of these names of a host, the first first.
    /// Authorities that are given already stay the only ones, and a certificate of our own that is
    /// given stays; of several pairs that are kept, the first by name is it. Throws `status_error`
    /// (bad_request) for a file that cannot be read, and for one of a pair without the other.
    void complete(net::client_tls& tls, const std::vector<std::string>& names) const;

private:
    std::vector<std::filesystem::path> directories_;
};

}  // namespace slipway::registry

#ifndef SLIPWAY_COMPILED
#include <slipway/registry/detail/host_certificates.hpp>
#endif
