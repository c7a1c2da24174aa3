// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/base64.hpp>
#include <slipway/core/secret_file.hpp>
#include <slipway/core/yaml_scalar.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cluster {

/// What a client needs to reach a cluster.
struct credentials {
    std::string cluster{};     ///< name of the cluster, and of the context
    std::string server{};      ///< `https://127.0.0.1:6443`
    std::string namespace_{};  ///< the context's namespace; empty: `default`
    std::string ca_pem{};
    std::string client_certificate_pem{};
    std::string client_key_pem{};
};

/// The text of a kubeconfig file with these credentials in it (Kubernetes, "client configuration
/// v1").
inline std::string kubeconfig(const credentials& c) {
    auto text = [](const std::string& s) {
        return core::is_plain_yaml(s) ? s : json::write(json::value(s));
    };
    const std::string cluster = text(c.cluster), user = text(c.cluster + "-admin");
    std::string out = "apiVersion: v1\nkind: Config\nclusters:\n- name: " + cluster +
                      "\n  cluster:\n    server: " + text(c.server) +
                      "\n    certificate-authority-data: " + core::encode_base64(c.ca_pem) +
                      "\nusers:\n- name: " + user + "\n  user:\n    client-certificate-data: " +
                      core::encode_base64(c.client_certificate_pem) +
                      "\n    client-key-data: " + core::encode_base64(c.client_key_pem) +
                      "\ncontexts:\n- name: " + cluster + "\n  context:\n    cluster: " + cluster +
                      "\n    user: " + user + "\n";
    if (!c.namespace_.empty()) out += "    namespace: " + text(c.namespace_) + "\n";
    return out + "current-context: " + cluster + "\n";
}

using core::write_secret_file;

}  // namespace slipway::cluster
