// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/controller/context.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/node/environment.hpp>

namespace slipway::node::detail {

/// What a node's caches know of a pod's surroundings. `ctx` has to outlive the result.
inline config_sources config_sources_of(controller::context& ctx, const api::Pod& pod,
                                        const std::string& pod_ip, const std::string& host_ip) {
    const std::string ns(pod.metadata.namespace_.view());
    config_sources made;
    made.config_map = [&ctx, ns](std::string_view name) {
        return ctx.find<api::ConfigMap>(ns, name);
    };
    made.secret = [&ctx, ns](std::string_view name) { return ctx.find<api::Secret>(ns, name); };
    made.services = [&ctx, ns] {
        auto all = ctx.manager().informer<api::Service>().by(controller::by_namespace, ns);
        if (const auto api =
                ns == "default" ? nullptr : ctx.find<api::Service>("default", "kubernetes"))
            all.push_back(api);
        return all;
    };
    made.pod_ip = pod_ip;
    made.host_ip = host_ip;
    return made;
}

}  // namespace slipway::node::detail
