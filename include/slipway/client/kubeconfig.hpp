// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <slipway/client/connection.hpp>
#include <slipway/client/in_cluster.hpp>
#include <slipway/core/clock.hpp>

/// Connections as kubectl's configuration files describe them (Kubernetes, "client configuration
/// v1").
namespace slipway::client::kubeconfig {

struct options {
    /// this one alone; empty: those of KUBECONFIG, or else ~/.kube/config
    std::filesystem::path file{};
    std::string context{};  ///< empty: the current one
    std::string cluster{};  ///< in the place of the context's
    std::string user{};
    std::string namespace_{};
    /// of the environment
    std::function<std::string(const char*)> variable = in_cluster::variable;
    /// for credentials that expire
    std::shared_ptr<core::time_source> time = std::make_shared<core::system_time>();
};

/// The files that count, in their order; those of KUBECONFIG that do not exist are left out.
std::vector<std::filesystem::path> files(const options& o = {});

/// The names of the contexts of all files.
std::vector<std::string> contexts(const options& o = {});

/// Reads the files and makes a connection of one context. Of several files the first that says
/// something counts. Throws `status_error` (bad_request; not_found where there is no file) that
/// names the file, what is wrong with it and the names that it has; never a secret.
connection load(const options& o = {});

/// What kubectl would use: the files where there are any, otherwise the pod's service account.
connection find(const options& o = {});

}  // namespace slipway::client::kubeconfig

#ifndef SLIPWAY_COMPILED
#include <slipway/client/detail/kubeconfig.hpp>
#endif
