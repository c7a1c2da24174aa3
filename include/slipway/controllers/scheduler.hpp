// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <slipway/api/core_v1.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/objects.hpp>
#include <slipway/controllers/detail/placement.hpp>

namespace slipway::controllers {

namespace detail {

inline bool wants_a_node(const api::Pod& pod) {
    return pod.spec.nodeName.empty() && active(pod) && pod.spec.schedulingGates.empty() &&
           (pod.spec.schedulerName.empty() || pod.spec.schedulerName == "default-scheduler");
}

inline void bind(controller::context& ctx, const api::Pod& pod, const std::string& node) {
    const std::string ns(pod.metadata.namespace_.view()), name(pod.metadata.name.view());
    ctx.client().create_in(
        api::resource_of<api::Pod>, ns, name, "binding",
        {{"apiVersion", "v1"},
         {"kind", "Binding"},
         {"metadata",
          {{"name", name}, {"namespace", ns}, {"uid", std::string(pod.metadata.uid.view())}}},
         {"target", {{"apiVersion", "v1"}, {"kind", "Node"}, {"name", node}}}});
    ctx.event(pod, "Normal", "Scheduled",
              "Successfully assigned " + ns + "/" + name + " to " + node);
}

inline void report_unschedulable(controller::context& ctx, const api::Pod& pod,
                                 const std::string& why) {
    const auto* old = condition(pod.status.conditions, "PodScheduled");
    if (old && old->status == "False" && old->message == why) return;
    api::Pod next = pod;
    set_condition(next.status.conditions, "PodScheduled", "False", "Unschedulable", why,
                  core::rfc3339(ctx.time().wall()));
    ctx.update_status(next);
    ctx.event(pod, "Warning", "FailedScheduling", why);
}

inline controller::outcome schedule(controller::context& ctx, const api::Pod& pod,
                                    placement& places) {
    if (!wants_a_node(pod)) return controller::done();
    const placement::choice choice = places.choose(pod, ctx.key());
    if (choice.node.empty()) {
        if (!choice.why_not.empty()) report_unschedulable(ctx, pod, choice.why_not);
        return controller::done();
    }
    try {
        bind(ctx, pod, choice.node);
    } catch (const core::status_error& e) {
        places.forget(std::string(pod.metadata.uid.view()));
        if (!e.is(core::reason::not_found)) throw;
    } catch (...) {
        places.forget(std::string(pod.metadata.uid.view()));
        throw;
    }
    return controller::done();
}

}  // namespace detail

/// Gives pods their nodes.
///
/// Flow: leave out nodes by taints, affinity, selector, capacity; of those that are left take the
/// emptiest, apart from pods of the same controller; write the binding. A pod that fits nowhere
/// gets the condition `PodScheduled=False` and waits until a node or another pod changes.
/// Guarantees: nodes are never given more than they have: a decision counts from the moment it is
/// made.
/// Assumptions: the only scheduler of pods named `default-scheduler`.
inline void scheduler(controller::manager& m) {
    auto places = std::make_shared<detail::placement>();
    controller::controller<api::Pod> loop(m, "default-scheduler");
    auto wake = [places, enqueue = loop.trigger()] {
        for (const std::string& key : places->take_waiting()) enqueue(key);
    };
    m.informer<api::Pod>().on_change([places, wake](const auto& before, const auto& after) {
        if (places->see(before, after)) wake();
    });
    m.informer<api::Node>().on_change([places, wake](const auto& before, const auto& after) {
        if (places->see(before, after)) wake();
    });
    loop.when([](const auto& before, const auto& after) {
            if (!after || !detail::wants_a_node(*after)) return false;
            return !before || before->metadata.uid != after->metadata.uid ||
                   before->metadata.generation != after->metadata.generation ||
                   before->spec.tolerations.size() != after->spec.tolerations.size() ||
                   before->spec.schedulingGates.size() != after->spec.schedulingGates.size();
        })
        .reconcile([places](controller::context& ctx, const api::Pod& pod) {
            return detail::schedule(ctx, pod, *places);
        });
}

}  // namespace slipway::controllers
