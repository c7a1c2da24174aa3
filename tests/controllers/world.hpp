// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/apps_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/client.hpp>
#include <slipway/controller/manager.hpp>
#include <support/eventually.hpp>
#include <support/memory_api.hpp>

namespace support {

namespace client = slipway::client;
namespace controller = slipway::controller;

inline slipway::api::core_v1::PodCondition readiness(bool ready) {
    slipway::api::core_v1::PodCondition made{};
    made.type = "Ready";
    made.status = ready ? "True" : "False";
    made.lastTransitionTime = "2026-01-01T00:00:00Z";
    return made;
}

/// A server, and a manager to which a test adds the loops that it is about.
template <class Time = core::system_time>
struct basic_loops {
    memory_api server;
    Time time;
    core::random_source random{1};
    client::client api{server};
    controller::manager manager{api, time, random};

    ~basic_loops() { manager.stop(); }

    /// Plays the node's part: whatever pod is there comes up. Answers with how many pods it has
    /// brought up.
    int bring_up(bool ready = true) {
        int moved = 0;
        for (slipway::api::Pod& pod : api.list<slipway::api::Pod>().items) {
            if (!pod.status.podIP.empty() || !pod.metadata.deletionTimestamp.empty()) continue;
            try {
                set_ready(pod, ready);
                ++moved;
            } catch (const core::status_error&) {  // it went or changed meanwhile
            }
        }
        return moved;
    }
    void set_ready(slipway::api::Pod pod, bool ready) {
        pod.status.phase = "Running";
        if (pod.status.podIP.empty()) pod.status.podIP = "127.9.0." + std::to_string(++addresses_);
        pod.status.conditions = {readiness(ready)};
        api.update_status(pod);
    }
    std::vector<slipway::api::Pod> pods() { return api.list<slipway::api::Pod>().items; }

    slipway::api::Node add_node(const std::string& name, const std::string& cpu = "4",
                                const std::string& pods = "110",
                                core::map<core::text> labels = {}) {
        slipway::api::Node node{};
        node.metadata.name = name;
        node.metadata.labels = std::move(labels);
        node = api.create(node);
        node.status.capacity["cpu"] = cpu;
        node.status.capacity["memory"] = "8Gi";
        node.status.capacity["pods"] = pods;
        return api.update_status(node);
    }
    slipway::api::Pod add_pod(const std::string& name, const std::string& cpu = {}) {
        slipway::api::Pod pod{};
        pod.metadata.name = name;
        pod.metadata.namespace_ = "ns";
        slipway::api::core_v1::Container c{};
        c.name = "app";
        if (!cpu.empty()) c.resources.emplace().requests["cpu"] = cpu;
        pod.spec.containers.push_back(c);
        return api.create(pod);
    }

private:
    std::atomic<int> addresses_{0};
};
using loops = basic_loops<>;

/// Reads, changes and writes an object, again where somebody else was faster.
template <class T>
void edit(const client::client& api, std::string_view ns, std::string_view name,
          const std::function<void(T&)>& change) {
    client::retry_on_conflict(
        [&] {
            T object = api.get<T>(ns, name);
            change(object);
            api.update(object);
        },
        100);
}

/// The messages of the events of this reason.
inline std::vector<std::string> messages(const client::client& api, std::string_view reason) {
    std::vector<std::string> made;
    for (const auto& e : api.list<slipway::api::core_v1::Event>().items)
        if (e.reason.view() == reason) made.emplace_back(e.message.view());
    return made;
}

inline slipway::api::Deployment deployment(long replicas, const std::string& image) {
    slipway::api::Deployment d{};
    d.metadata.name = "web";
    d.metadata.namespace_ = "ns";
    d.spec.replicas = replicas;
    d.spec.selector.emplace().matchLabels["app"] = "web";
    d.spec.template_.metadata.labels["app"] = "web";
    slipway::api::core_v1::Container c{};
    c.name = "app";
    c.image = image;
    d.spec.template_.spec.containers.push_back(c);
    return d;
}

}  // namespace support
