// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <slipway/cluster/control_plane.hpp>
#include <slipway/cluster/kubeconfig.hpp>
#include <slipway/controllers/autoscaler_options.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/image_store.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::cluster {

/// The shape of this machine as a node: its CPUs, its memory, 110 pods.
core::map<core::text> this_machine();

struct options {
    std::string name = "slipway";
    /// By name, as `runtime::choose` knows them (`linux`, `process`, `memory`, ...); empty: the
    /// strongest that works here.
    std::string runtime{};
    std::optional<runtime::any_runtime> own_runtime{};  ///< one of yours, instead of one by name
    /// for images and containers; empty: a new one, removed at the end
    std::filesystem::path directory{};
    std::uint16_t port = 0;                       ///< of the API, on loopback; 0: a free one
    std::vector<controllers::node_pool> pools{};  ///< empty: one node with what this machine has
    /// a node that is not needed goes after that
    std::chrono::nanoseconds idle_node_for = std::chrono::minutes(10);
    /// where images come from; nothing: an OCI layout in `directory`
    std::optional<registry::any_registry> registry{};
    std::optional<registry::any_registry> elsewhere{};  ///< where those come from that it has not
    /// What `runtime::enter_user_namespace()` has given: then pods have namespaces by the linux
    /// runtime also where this program is not root. They and the cluster addresses of services are
    /// in a network of their own; the API, node ports and load balancers are on this machine.
    std::shared_ptr<const runtime::rootless_surroundings> rootless{};
};

/// A whole cluster in this process: control plane, API for kubectl, nodes whose pods are real,
/// services that are reached. All that it makes is gone with it.
class embedded {
public:
    /// Starts; throws `status_error` that says what does not work here.
    explicit embedded(options o = {});
    embedded(const embedded&) = delete;
    ~embedded();

    const client::client& client() const;
    control_plane& plane();
    registry::any_registry& registry();
    runtime::image_store& images();
    runtime::any_runtime& runtime();
    /// In a sentence, why it is this runtime.
    const std::string& why_runtime() const;
    const std::string& name() const;

    /// What an administrator's client needs.
    credentials admin() const;
    std::string url() const;

    /// Puts an image into the registry, under a name that pods may use.
    void add_image(const std::string& name, const oci::built_image& image);

    /// Ends the controllers, then all pods.
    void stop();

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

}  // namespace slipway::cluster

#ifndef SLIPWAY_COMPILED
#include <slipway/cluster/detail/embedded.hpp>
#endif
