// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <slipway/core/status.hpp>

namespace slipway::net {

/// A certificate and its private key, as PEM.
struct key_pair {
    std::string certificate_pem;
    std::string key_pem;

    friend bool operator==(const key_pair&, const key_pair&) = default;
};

/// Signs certificates for one cluster: ECDSA over P-256, valid for a year from a few minutes ago.
class certificate_authority {
public:
    /// Makes a new key. Throws `status_error` (internal_error) when OpenSSL cannot.
    explicit certificate_authority(const std::string& common_name);

    const std::string& certificate_pem() const { return own_.certificate_pem; }
    /// For a server that is reached by these addresses and DNS names.
    key_pair issue_server(const std::string& common_name,
                          const std::vector<std::string>& names) const;
    /// For a client: user and groups, as Kubernetes reads them from a certificate.
    key_pair issue_client(const std::string& common_name,
                          const std::vector<std::string>& organizations) const;

private:
    key_pair own_;
};

}  // namespace slipway::net

#include <slipway/net/detail/tls.hpp>
