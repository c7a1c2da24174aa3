// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/resources.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controllers/detail/custom_rows.hpp>

namespace slipway::controllers {

namespace detail {

inline bool can(const api::resource& kind, std::string_view verb) {
    return std::find(kind.verbs.begin(), kind.verbs.end(), verb) != kind.verbs.end();
}

/// Asks for the deletion of all objects of a kind in the namespace; gives how many are left.
inline std::size_t remove_all(const client::client& c, const api::resource& kind,
                              const std::string& ns) {
    std::size_t left = 0;
    if (!kind.namespaced || !can(kind, "list") || !can(kind, "delete")) return left;
    try {
        for (const json::document& d : c.list(kind, ns).items) {
            ++left;
            // What waits already for its grace period or a finalizer needs no second request.
            if (!client::handle<json::value>::terminating(*d))
                c.remove(kind, ns, client::metadata_text(*d, "name"),
                         {.propagation_policy = "Background"});
        }
    } catch (const core::status_error& e) {
        // Kinds that cannot be listed (reviews, bindings) hold nothing; what is gone needs no
        // deletion.
        if (!e.is(core::reason::method_not_allowed) && !e.is(core::reason::not_found)) throw;
    }
    return left;
}

/// Asks for the deletion of all that the namespace holds, of kinds of one's own, too; gives how
/// many objects are left.
inline std::size_t empty_namespace(const client::client& c, const std::string& ns) {
    std::size_t left = 0;
    for (const api::resource* kind : api::resources()) left += remove_all(c, *kind, ns);
    const api::resource* definitions =
        api::find_resource("apiextensions.k8s.io", "v1", "customresourcedefinitions");
    for (const json::document& d : c.list(*definitions).items)
        if (const auto names = reached_as(*d))
            left += remove_all(c, api::run_time_resource(*names).row(), ns);
    return left;
}

inline controller::outcome reconcile_namespace(controller::context& ctx, const api::Namespace& ns) {
    const std::string name(ns.metadata.name.view());
    if (ns.metadata.deletionTimestamp.empty()) {
        api::ServiceAccount account{};
        account.metadata.name = "default";
        account.metadata.namespace_ = name;
        if (ctx.find<api::ServiceAccount>(name, "default")) return controller::done();
        try {
            ctx.create(account);
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::already_exists)) throw;
        }
        return controller::done();
    }
    bool ours = false;
    for (const core::text& f : ns.spec.finalizers) ours = ours || f == "kubernetes";
    if (!ours) return controller::done();
    if (empty_namespace(ctx.client(), name) > 0)
        return controller::after(std::chrono::milliseconds(100));
    api::Namespace next = ns;
    next.spec.finalizers.remove_if([](const core::text& f) { return f == "kubernetes"; });
    json::value body = json::encode(next);
    body["apiVersion"] = "v1";
    body["kind"] = "Namespace";
    ctx.client().by().update({&api::resource_of<api::Namespace>, {}, name, "finalize"}, body, {});
    return controller::done();
}

}  // namespace detail

/// Gives each namespace its default ServiceAccount, and empties those that are to go.
///
/// Flow: of a terminating namespace delete the objects of all kinds; when none is left, take out
/// the finalizer `kubernetes`.
/// Guarantees: a namespace does not go before all it held is gone.
/// Assumptions: the server refuses new objects in terminating namespaces.
inline void namespace_(controller::manager& m) {
    controller::controller<api::Namespace>(m, "namespace-controller")
        .watches<api::ServiceAccount>([](const api::ServiceAccount& a) {
            return std::vector<std::string>{std::string(a.metadata.namespace_.view())};
        })
        .workers(2)
        .reconcile(detail::reconcile_namespace);
}

}  // namespace slipway::controllers
