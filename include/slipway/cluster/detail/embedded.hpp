// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <slipway/cluster/embedded.hpp>
#include <slipway/cluster/pod_logs.hpp>
#include <slipway/cluster/served_api.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/net/io_threads.hpp>
#include <slipway/net/tcp_proxy.hpp>
#include <slipway/node/agent.hpp>
#include <slipway/node/service_proxy.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/overlaid.hpp>
#include <slipway/runtime/choose.hpp>
#include <slipway/runtime/in_network.hpp>

namespace slipway::cluster {

SLIPWAY_INLINE core::map<core::text> this_machine() {
    struct sysinfo facts{};
    ::sysinfo(&facts);
    core::map<core::text> made;
    made["cpu"] = std::to_string(std::max(1U, std::thread::hardware_concurrency()));
    made["memory"] = std::to_string(facts.totalram * facts.mem_unit / 1024) + "Ki";
    made["pods"] = "110";
    return made;
}

namespace detail {

/// A directory that is there as long as this, or one of the user's that stays.
class workplace {
public:
    explicit workplace(std::filesystem::path given) : path_(std::move(given)) {
        if (!path_.empty()) {
            std::filesystem::create_directories(path_);
            return;
        }
        std::string made = (std::filesystem::temp_directory_path() / "slipway-XXXXXX").string();
        if (!::mkdtemp(made.data()))
            throw status_error(
                core::reason::internal_error,
                "cannot make a directory in " + std::filesystem::temp_directory_path().string());
        path_ = made;
        ours_ = true;
    }
    workplace(const workplace&) = delete;
    ~workplace() {
        try {
            if (ours_) oci::remove_tree(path_);
        } catch (const status_error&) {
            // what cannot be removed is in the directory for temporary files
        }
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    bool ours_ = false;
};

/// Whether nobody listens on the service's ports at this address.
inline bool can_listen(const api::Service& service, const std::string& address) {
    for (const api::ServicePort& p : service.spec.ports) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(static_cast<std::uint16_t>(p.port.value_or(0)));
        if (::inet_pton(AF_INET, address.c_str(), &at.sin_addr) != 1) return false;
        const int s = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const bool taken = ::bind(s, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0 &&
                           errno == EADDRINUSE;
        ::close(s);
        if (taken) return false;
    }
    return true;
}

}  // namespace detail

struct embedded::parts {
    explicit parts(cluster::options o)
        : options_(std::move(o)),
          place_(options_.directory),
          runtime_(choose_runtime()),
          images_(place_.path() / "images"),
          registry_(make_registry()),
          io_(runtime::in_network(network(), [] { return std::make_unique<net::io_threads>(); })),
          plane_(plane_options()),
          agent_(plane_.manager(), runtime_.runtime, images_, registry_, agent_options()),
          served_(plane_, options_.port, pod_logs(plane_.client(), runtime_.runtime)) {
        const auto info = runtime_.runtime.info();
        if (!info.pretends) {
            node::service_proxy_options how{.network = network()};
            if (network() >= 0) how.address_in_network = info.node_address;
            else if (info.node_address != "127.0.0.1")
                how.node_addresses.push_back(info.node_address);
            proxy_.emplace(plane_.manager(), *io_, how);
        }
        if (network() >= 0) lead_to_api(info.node_address);
        announce_api();
        plane_.start();
    }
    parts(const parts&) = delete;
    ~parts() { stop(); }

    void stop() {
        plane_.stop();
        for (const auto& s : runtime_.runtime.sandboxes()) runtime_.runtime.remove_sandbox(s.key);
        proxy_.reset();
    }

    runtime::choice choose_runtime() {
        if (options_.own_runtime)
            return {*options_.own_runtime,
                    options_.own_runtime->info().name + ": the program's own"};
        return runtime::choose(
            options_.runtime, place_.path() / "run",
            options_.rootless ? std::optional(*options_.rootless) : std::nullopt);
    }
    registry::any_registry make_registry() const {
        const registry::any_registry own =
            options_.registry ? *options_.registry
                              : registry::any_registry(std::make_shared<registry::layout_registry>(
                                    place_.path() / "registry"));
        return options_.elsewhere
                   ? registry::any_registry(
                         std::make_shared<registry::overlaid_registry>(own, *options_.elsewhere))
                   : own;
    }
    control_plane_options plane_options() {
        control_plane_options made;
        made.name = options_.name;
        made.service_network = runtime_.runtime.info().service_network;
        made.autoscaler.pools = options_.pools;
        if (made.autoscaler.pools.empty()) {
            controllers::node_pool one;
            one.name = options_.name;
            one.capacity = this_machine();
            one.min = one.max = 1;
            made.autoscaler.pools.push_back(one);
        }
        for (controllers::node_pool& pool : made.autoscaler.pools)
            for (const auto& [key, value] : node::platform_labels()) pool.labels[key] = value;
        made.autoscaler.idle_for = options_.idle_node_for;
        made.autoscaler.add_node = [this](const controllers::node_pool& pool,
                                          const std::string& name) {
            node::node_spec spec{name, pool.labels, pool.taints, pool.capacity};
            spec.labels[controllers::pool_label] = pool.name;
            agent_.add_node(spec);
        };
        made.autoscaler.remove_node = [this](const std::string& name) { agent_.remove_node(name); };
        made.load_balancers = controllers::loopback_load_balancers(detail::can_listen);
        return made;
    }
    node::agent_options agent_options() {
        node::agent_options made;
        made.directory = place_.path();
        made.network = network();
        made.in_service = [this](const std::string& ip) { return proxy_ && proxy_->sends_to(ip); };
        return made;
    }
    /// Where pods have their addresses, if that is not where this program is.
    int network() {
        return options_.rootless && runtime::works_without_root(runtime_.runtime.info().name)
                   ? options_.rootless->network
                   : -1;
    }
    /// Listens for pods that want the API, which is in another network than they.
    void lead_to_api(const std::string& address) {
        api_io_.emplace();
        const auto choose = [port = served_.port()] {
            return std::vector{net::endpoint{"127.0.0.1", port}};
        };
        runtime::in_network(
            network(), [&] { api_door_.emplace(*api_io_, net::endpoint{address, 0}, choose); });
        api_ = {address, api_door_->port()};
    }
    /// The service `kubernetes`, by which pods find the API. It comes back when somebody deletes
    /// it.
    void announce_api() {
        plane_.client().create(api_service());
        plane_.client().create(api_endpoints());
        controller::controller<api::Service>(plane_.manager(), "kubernetes-service")
            .when([](const auto&, const auto& after) { return !after; })
            .gone([this](controller::context& ctx, const std::string& key) {
                if (key == "default/kubernetes") ctx.create(api_service());
                return controller::done();
            })
            .reconcile([](controller::context&, const api::Service&) { return controller::done(); })
            .enqueue("default/kubernetes");  // also when it is deleted before the first look
    }
    api::Service api_service() {
        api::Service s;
        s.metadata.name = "kubernetes";
        s.metadata.namespace_ = "default";
        s.spec.clusterIP = core::text(plane_.service_address());
        s.metadata.labels = {{"component", "apiserver"}, {"provider", "kubernetes"}};
        api::ServicePort p;
        p.name = "https";
        p.port = 443;
        p.targetPort = api_.port;
        s.spec.ports = {p};
        return s;
    }
    api::EndpointSlice api_endpoints() {
        api::EndpointSlice e;
        e.metadata.name = "kubernetes";
        e.metadata.namespace_ = "default";
        e.metadata.labels = {{"kubernetes.io/service-name", "kubernetes"}};
        e.addressType = "IPv4";
        api::discovery_v1::EndpointPort port;
        port.name = "https";
        port.port = api_.port;
        e.ports = {port};
        api::discovery_v1::Endpoint at;
        at.addresses = {core::text(api_.address)};
        at.conditions.emplace().ready = true;
        e.endpoints = {at};
        return e;
    }

    cluster::options options_;
    detail::workplace place_;
    runtime::choice runtime_;
    runtime::image_store images_;
    registry::any_registry registry_;
    std::unique_ptr<net::io_threads> io_;
    control_plane plane_;
    node::agent agent_;
    std::optional<node::service_proxy> proxy_;
    served_api served_;
    net::endpoint api_{"127.0.0.1", served_.port()};  ///< as pods reach it
    std::optional<net::io_threads> api_io_;
    std::optional<net::tcp_proxy> api_door_;
};

SLIPWAY_INLINE embedded::embedded(options o) : parts_(std::make_unique<parts>(std::move(o))) {}
SLIPWAY_INLINE embedded::~embedded() = default;

SLIPWAY_INLINE const client::client& embedded::client() const { return parts_->plane_.client(); }
SLIPWAY_INLINE control_plane& embedded::plane() { return parts_->plane_; }
SLIPWAY_INLINE registry::any_registry& embedded::registry() { return parts_->registry_; }
SLIPWAY_INLINE runtime::image_store& embedded::images() { return parts_->images_; }
SLIPWAY_INLINE runtime::any_runtime& embedded::runtime() { return parts_->runtime_.runtime; }
SLIPWAY_INLINE const std::string& embedded::why_runtime() const { return parts_->runtime_.why; }
SLIPWAY_INLINE const std::string& embedded::name() const { return parts_->options_.name; }
SLIPWAY_INLINE credentials embedded::admin() const { return parts_->served_.admin(); }
SLIPWAY_INLINE std::string embedded::url() const { return parts_->served_.url(); }
SLIPWAY_INLINE void embedded::add_image(const std::string& name, const oci::built_image& image) {
    registry::push(parts_->registry_, oci::reference::parse(name), image);
}
SLIPWAY_INLINE void embedded::stop() { parts_->stop(); }

}  // namespace slipway::cluster
