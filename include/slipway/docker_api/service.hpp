// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/registry/http_options.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::docker_api {

/// Where a service listens, and what it works with beside images and containers.
struct service_options {
    /// a unix socket, which its owner alone may use: who may speak to the service may do all that
    /// its user may
    std::filesystem::path socket{};
    /// where there is no socket; of loopback, and then for all users of this machine
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< the same; 0 is a free one
    /// that of images and containers: builds work in it, and files are copied through it
    std::filesystem::path root{};
    std::string runtime{};  ///< what runs containers; empty for the strongest
    /// for builds, where this program is root of a user namespace only
    std::optional<runtime::rootless_surroundings> rootless{};
    /// how registries are spoken to; credentials that a request brings come first
    registry::http_registry_options registries{};
    /// is told of what goes wrong that no client hears of
    std::function<void(const std::string&)> report{};
};

/// Docker's Engine API (version 1.47, and every one from 1.24 on as far as it asks for the same)
/// over the images and containers of this machine, for clients such as `docker`.
///
/// Guarantees: what a request asks for and this machine cannot do is refused by a sentence, never
/// left out without a word. A client that goes away in the middle takes down nothing but its own
/// request.
/// Assumptions: images, containers and registries' options outlive it.
class service {
public:
    /// Listens at once. Throws `status_error`: conflict where another program serves there; invalid
    /// for an address that is not of loopback.
    service(engine::images& images, engine::containers& containers, service_options options);
    service(const service&) = delete;
    /// Ends all requests; containers go on.
    ~service();

    /// For DOCKER_HOST: `unix:///PATH` or `tcp://ADDRESS:PORT`.
    std::string url() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace slipway::docker_api

#ifndef SLIPWAY_COMPILED
#include <slipway/docker_api/detail/service.hpp>
#endif
