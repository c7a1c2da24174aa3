// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <slipway/api/coordination_v1.hpp>
#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/fit.hpp>
#include <slipway/controllers/detail/objects.hpp>
#include <slipway/controllers/node_patience.hpp>

namespace slipway::controllers {

namespace detail {

inline constexpr char by_node[] = "node";
inline constexpr char not_ready_key[] = "node.kubernetes.io/not-ready";
inline constexpr char unreachable_key[] = "node.kubernetes.io/unreachable";

inline core::time_source::wall_time last_heard(controller::context& ctx, const api::Node& node) {
    core::time_source::wall_time last = instant(node.metadata.creationTimestamp);
    if (const auto* ready = condition(node.status.conditions, "Ready"))
        last = std::max(last, instant(ready->lastHeartbeatTime));
    const auto lease = ctx.find<api::Lease>("kube-node-lease", node.metadata.name);
    return lease ? std::max(last, instant(lease->spec.renewTime)) : last;
}

/// Makes the taints say what the Ready condition says. Gives whether they changed.
inline bool taint(api::Node& node, const std::string& status, const std::string& now) {
    const std::string_view key = status == "True"    ? std::string_view()
                                 : status == "False" ? not_ready_key
                                                     : unreachable_key;
    std::size_t right = 0;
    bool others = false;
    for (const auto& t : std::as_const(node).spec.taints) {
        right += !key.empty() && t.key.view() == key;
        others =
            others || (t.key.view() != key && (t.key == not_ready_key || t.key == unreachable_key));
    }
    if (!others && right == (key.empty() ? 0U : 2U)) return false;
    node.spec.taints.remove_if(
        [](const auto& t) { return t.key == not_ready_key || t.key == unreachable_key; });
    if (key.empty()) return true;
    for (const char* effect : {"NoSchedule", "NoExecute"}) {
        api::core_v1::Taint made{};
        made.key = key;
        made.effect = std::string_view(effect);
        if (made.effect == "NoExecute") made.timeAdded = now;
        node.spec.taints.push_back(made);
    }
    return true;
}

/// Taints that came without a time count from now. Gives whether there were any.
inline bool date(api::Node& node, const std::string& now) {
    bool changed = false;
    for (auto& t : node.spec.taints)
        if (t.effect == "NoExecute" && t.timeAdded.empty()) {
            t.timeAdded = now;
            changed = true;
        }
    return changed;
}

/// How long the pod may stay under a NoExecute taint; nothing: for ever.
inline std::optional<std::chrono::seconds> stays(const api::Pod& pod,
                                                 const api::core_v1::Taint& taint) {
    std::optional<std::chrono::seconds> least;
    bool tolerated = false;
    for (const auto& t : pod.spec.tolerations) {
        if (!api::tolerates(t, taint)) continue;
        tolerated = true;
        if (!t.tolerationSeconds.has_value()) continue;
        const std::chrono::seconds s(std::max(0L, static_cast<long>(t.tolerationSeconds)));
        if (!least || s < *least) least = s;
    }
    return tolerated ? least : std::chrono::seconds(0);
}

/// Deletes pods that a NoExecute taint drives away; gives when the next one has to go.
inline std::optional<std::chrono::nanoseconds> evict(controller::context& ctx,
                                                     const api::Node& node) {
    std::optional<std::chrono::nanoseconds> next;
    const auto now = ctx.time().wall();
    const auto pods =
        ctx.manager().informer<api::Pod>().by(by_node, std::string(node.metadata.name.view()));
    for (const auto& taint : node.spec.taints) {
        if (taint.effect != "NoExecute") continue;
        for (const auto& pod : pods) {
            if (!active(*pod)) continue;
            const auto stay = stays(*pod, taint);
            if (!stay) continue;
            const auto due = instant(taint.timeAdded) + *stay;
            if (due <= now) {
                ctx.event(*pod, "Normal", "TaintManagerEviction",
                          "Marking for deletion Pod " + client::key_of(*pod));
                ctx.remove(*pod);
            } else if (!next || due - now < *next) {
                next = due - now;
            }
        }
    }
    return next;
}

inline controller::outcome reconcile_node(controller::context& ctx, const api::Node& found,
                                          node_patience patience) {
    api::Node node = found;
    const auto now = ctx.time().wall();
    const auto silent = now - last_heard(ctx, node);
    const auto* ready = condition(std::as_const(node).status.conditions, "Ready");
    std::optional<std::chrono::nanoseconds> next;
    if (silent > patience.grace) {
        if (!ready || ready->status != "Unknown") {
            set_condition(node.status.conditions, "Ready", "Unknown", "NodeStatusUnknown",
                          "Kubelet stopped posting node status.", core::rfc3339(now));
            node = ctx.update_status(node);
            ctx.event(node, "Normal", "NodeNotReady",
                      "Node " + client::key_of(node) + " status is now: NodeNotReady");
        }
    } else {
        next = patience.grace - silent + std::chrono::milliseconds(1);
    }
    ready = condition(std::as_const(node).status.conditions, "Ready");
    const std::string status = ready ? std::string(ready->status.view()) : "Unknown";
    const bool tainted =
        (ready || silent > patience.grace) && taint(node, status, core::rfc3339(now));
    if (date(node, core::rfc3339(now)) || tainted) node = ctx.update(node);
    const auto leaves = evict(ctx, node);
    if (leaves && (!next || *leaves < *next)) next = leaves;
    return next ? controller::after(*next) : controller::done();
}

}  // namespace detail

/// Watches over the nodes' heartbeats.
///
/// Flow: a node whose lease and Ready condition are older than the grace becomes Ready=Unknown; its
/// taints follow the condition; pods that do not tolerate them are deleted when their time has run
/// out. Pods of nodes that are gone are deleted at once.
/// Guarantees: a node that is heard of again loses the taints, and no further pod.
/// Assumptions: the clocks of nodes and of this process agree to within the grace.
inline void node_lifecycle(controller::manager& m, node_patience patience = {}) {
    m.informer<api::Lease>();
    auto& pods = m.informer<api::Pod>();
    pods.objects().add_index(detail::by_node, [](const api::Pod& pod) {
        if (pod.spec.nodeName.empty()) return std::vector<std::string>{};
        return std::vector<std::string>{std::string(pod.spec.nodeName.view())};
    });
    controller::controller<api::Node>(m, "node-controller")
        .watches<api::Pod>([](const api::Pod& pod) {
            return pod.spec.nodeName.empty()
                       ? std::vector<std::string>{}
                       : std::vector<std::string>{std::string(pod.spec.nodeName.view())};
        })
        .gone([](controller::context& ctx, const std::string& name) {
            // The cache may not show a node yet that a pod is bound to.
            if (ctx.client().find<api::Node>({}, name)) return controller::done();
            for (const auto& pod : ctx.manager().informer<api::Pod>().by(detail::by_node, name))
                ctx.remove(*pod, {.grace_period_seconds = 0});
            return controller::done();
        })
        .reconcile([patience](controller::context& ctx, const api::Node& node) {
            return detail::reconcile_node(ctx, node, patience);
        });
}

}  // namespace slipway::controllers
