// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "world.hpp"

namespace support {

/// The service `ns/web`, which selects `app=web`; without ports.
inline slipway::api::Service web_service() {
    slipway::api::Service made{};
    made.metadata.name = "web";
    made.metadata.namespace_ = "ns";
    made.metadata.labels["team"] = "shop";
    made.spec.selector["app"] = "web";
    return made;
}

/// How a pod serves.
struct serving {
    bool ready = true;
    bool held = false;  ///< stays terminating when it is deleted
    long http = 0;      ///< number of its port `http`
    std::string app = "web";
    std::string phase = "Running";
    std::string hostname{};  ///< in the domain of `web`
};

/// A world of services and the pods behind them.
struct back_end_loops : loops {
    void expose(long port, core::int_or_string target) {
        auto service = web_service();
        slipway::api::core_v1::ServicePort p{};
        p.port = port;
        p.targetPort = target;
        service.spec.ports.push_back(p);
        api.create(service);
    }
    void serve(const std::string& name, const std::string& ip, const serving& how = {}) {
        slipway::api::Pod pod{};
        pod.metadata.name = name;
        pod.metadata.namespace_ = "ns";
        pod.metadata.labels["app"] = how.app;
        if (how.held) pod.metadata.finalizers.push_back("example.com/hold");
        slipway::api::core_v1::Container c{};
        c.name = "app";
        if (how.http) {
            slipway::api::core_v1::ContainerPort p{};
            p.name = "http";
            p.containerPort = how.http;
            c.ports.push_back(p);
        }
        pod.spec.containers.push_back(c);
        pod.spec.nodeName = "n1";
        pod.spec.hostname = how.hostname;
        if (!how.hostname.empty()) pod.spec.subdomain = "web";
        pod.status.phase = how.phase;
        pod.status.podIP = ip;
        pod.status.conditions.push_back(readiness(how.ready));
        api.create(pod);
    }
    void become(const std::string& name, bool ready) {
        auto pod = api.get<slipway::api::Pod>("ns", name);
        pod.status.conditions = {readiness(ready)};
        api.update_status(pod);
    }
};

}  // namespace support
