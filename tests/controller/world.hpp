// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/manager.hpp>
#include <support/eventually.hpp>
#include <support/memory_api.hpp>

namespace support {

/// A server, and a manager that has no loops yet.
struct managed {
    memory_api server;
    core::system_time time;
    core::random_source random{1};
    slipway::client::client client{server};
    slipway::controller::manager manager{client, time, random};

    ~managed() { manager.stop(); }

    static slipway::api::ConfigMap map(const std::string& name) {
        slipway::api::ConfigMap made{};
        made.metadata.name = name;
        made.metadata.namespace_ = "ns";
        return made;
    }
    /// Starts, and waits until the cache of ConfigMaps holds its first list.
    slipway::controller::informer<slipway::api::ConfigMap>& follow_maps() {
        auto& maps = manager.informer<slipway::api::ConfigMap>();
        manager.start();
        eventually([&] { return maps.synced(); });
        return maps;
    }
};

}  // namespace support
