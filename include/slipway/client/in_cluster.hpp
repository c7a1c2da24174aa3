// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <slipway/client/connection.hpp>
#include <slipway/client/token_file.hpp>
#include <slipway/net/small_file.hpp>

/// The connection of a program that runs in a pod (Kubernetes, "Accessing the API from a Pod").
namespace slipway::client::in_cluster {

/// Of the program; empty where it is not set.
inline std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

struct options {
    std::filesystem::path directory = "/var/run/secrets/kubernetes.io/serviceaccount";
    std::function<std::string(const char*)> variable = in_cluster::variable;
};

/// Whether this is a pod that may know its cluster.
inline bool possible(const options& o = {}) {
    return !o.variable("KUBERNETES_SERVICE_HOST").empty() &&
           std::filesystem::exists(o.directory / "token");
}

/// The pod's service account, whose token is read anew when it changes. Throws `status_error`
/// (bad_request) that says what is missing.
inline connection load(const options& o = {}) {
    const std::string host = o.variable("KUBERNETES_SERVICE_HOST"),
                      port = o.variable("KUBERNETES_SERVICE_PORT");
    if (host.empty() || port.empty())
        throw core::status_error(
            core::reason::bad_request,
            "this program does not run in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
    connection made;
    made.server = net::base_url::parse(
        "https://" + (host.find(':') == host.npos ? host : "[" + host + "]") + ":" + port);
    made.tls.ca_pem =
        net::read_pem_file(o.directory / "ca.crt", "the cluster's certificate authority");
    made.credentials = std::make_shared<token_file>(o.directory / "token");
    made.credentials->current();  // what is wrong with it shows here
    std::string name = net::read_small_file(o.directory / "namespace").value_or(std::string());
    while (!name.empty() && static_cast<unsigned char>(name.back()) <= ' ') name.pop_back();
    if (!name.empty()) made.namespace_ = name;
    made.origin = "the service account of this pod";
    return made;
}

}  // namespace slipway::client::in_cluster
