// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/detail/image_name.hpp>

/// Variations of a cluster: functions from cluster to cluster, composed with `|`:
///
///     constexpr Cluster production() {
///         return shop() | replicas("web", 10) | image_tag("1.4.3") | hardened;
///     }
///
/// One of your own is a function `constexpr Cluster ours(Cluster c)`, or one that gives such a
/// function. What a variation names and does not find is an error, where it stands.
namespace slipway::dsl {

namespace error {
inline void no_workload_of_the_cluster_has_the_name_that_this_variation_is_for(std::string_view s) {
    throw mistake("no workload of the cluster has the name that this variation is for", s);
}
inline void no_object_of_the_kind_has_the_name_that_this_variation_is_for(std::string_view s) {
    throw mistake("no object of the kind has the name that this variation is for", s);
}
inline void no_container_of_the_workload_has_the_name_that_this_variation_is_for(
    std::string_view s) {
    throw mistake("no container of the workload has the name that this variation is for", s);
}
inline void only_Deployments_StatefulSets_and_ReplicaSets_have_replicas(std::string_view s) {
    throw mistake("only Deployments, StatefulSets and ReplicaSets have replicas", s);
}
}  // namespace error

template <class F>
concept variation = requires(const F& f, Cluster c) {
    { f(c) } -> std::same_as<Cluster>;
};

template <variation F>
constexpr Cluster operator|(const Cluster& cluster, const F& vary) {
    return vary(cluster);
}
/// Two variations one after the other are one.
template <class First, class Second>
    requires variation<First> && variation<Second> &&
             (std::is_class_v<First> || std::is_class_v<Second>)
constexpr auto operator|(First first, Second second) {
    return [first, second](Cluster c) { return second(first(std::move(c))); };
}

/// Applies `edit(object)` to each object.
template <class Edit>
constexpr Cluster each_resource(Cluster cluster, Edit edit) {
    for (object& o : cluster.resources) edit(o);
    return cluster;
}

/// Applies `edit(object, PodSpec)` to the pods of each workload.
template <class Edit>
constexpr Cluster each_workload(Cluster cluster, Edit edit) {
    for (object& o : cluster.resources)
        if (o.runs_pods()) edit(o, *o.edit_pods());
    return cluster;
}

namespace detail {

/// Applies `edit` to the workloads of a name: there is one, or the variation is a mistake.
template <class Edit>
constexpr Cluster edit_workload(Cluster cluster, std::string_view name, Edit edit) {
    bool found = false;
    for (object& o : cluster.resources) {
        if (!o.runs_pods() || o.name() != name) continue;
        found = true;
        edit(o);
    }
    if (!found) error::no_workload_of_the_cluster_has_the_name_that_this_variation_is_for(name);
    return cluster;
}

template <class Edit>
constexpr void edit_container(object& o, std::string_view name, Edit edit) {
    bool found = false;
    for (core::list<api::Container>* containers :
         {&o.edit_pods()->initContainers, &o.edit_pods()->containers})
        for (std::size_t i = 0; i < containers->size(); ++i) {
            if (std::as_const(*containers)[i].name != name) continue;
            found = true;
            edit((*containers)[i]);
        }
    if (!found) error::no_container_of_the_workload_has_the_name_that_this_variation_is_for(name);
}

/// What is set already stays.
constexpr void add_missing(core::map<text>& to, const core::map<text>& from) {
    for (const core::entry<text>& e : from)
        if (!to.contains(e.key)) to.push_back(e);
}

}  // namespace detail

/// So many replicas of a workload.
constexpr auto replicas(const name& workload, replica_count count) {
    return [workload, count](Cluster c) {
        return detail::edit_workload(std::move(c), workload, [&](object& o) {
            if (auto* d = o.edit<api::Deployment>()) d->spec.replicas = static_cast<long>(count);
            else if (auto* s = o.edit<api::StatefulSet>())
                s->spec.replicas = static_cast<long>(count);
            else if (auto* r = o.edit<api::ReplicaSet>())
                r->spec.replicas = static_cast<long>(count);
            else error::only_Deployments_StatefulSets_and_ReplicaSets_have_replicas(workload);
        });
    };
}

/// The tag of all images, or with `repository` (such as `shop/web`) of those from there.
constexpr auto image_tag(const text& tag, const text& repository = {}) {
    return [tag, repository](Cluster c) {
        return each_workload(std::move(c), [&](object&, api::PodSpec& pod) {
            for (core::list<api::Container>* containers : {&pod.initContainers, &pod.containers})
                for (api::Container& each : *containers)
                    if (repository.empty() || detail::repository_of(each.image) == repository)
                        each.image =
                            dsl::image(core::cat(detail::untagged(each.image), ":",
                                                 tag));  // a digest would be another image's
        });
    };
}

/// What a container asks for; what is left out here stays as it is.
constexpr auto resources(const name& workload, const short_name& container,
                         const Resources& amounts) {
    return [workload, container, amounts](Cluster c) {
        return detail::edit_workload(std::move(c), workload, [&](object& o) {
            detail::edit_container(o, container, [&](api::Container& to) {
                api::ResourceRequirements& made = to.resources.emplace();
                if (!amounts.requests.cpu.empty()) made.requests["cpu"] = amounts.requests.cpu;
                if (!amounts.requests.memory.empty())
                    made.requests["memory"] = amounts.requests.memory;
                if (!amounts.limits.cpu.empty()) made.limits["cpu"] = amounts.limits.cpu;
                if (!amounts.limits.memory.empty()) made.limits["memory"] = amounts.limits.memory;
            });
        });
    };
}

/// Labels on all objects and on the pods of workloads. Selectors stay as they are, since they
/// cannot be changed later.
constexpr auto with_labels(const labels& added) {
    return [added](Cluster c) {
        return each_resource(std::move(c), [&](object& o) {
            detail::add_missing(o.edit_metadata().labels, added);
            if (api::ObjectMeta* pods = o.edit_pod_metadata())
                detail::add_missing(pods->labels, added);
        });
    };
}
constexpr auto with_annotations(const annotations& added) {
    return [added](Cluster c) {
        return each_resource(std::move(c), [&](object& o) {
            detail::add_missing(o.edit_metadata().annotations, added);
        });
    };
}

/// Objects that stood in the cluster's own namespace stand in another one, whose name the cluster
/// takes.
constexpr auto in_namespace(const short_name& space) {
    return [space](Cluster c) {
        const text before = c.name;
        for (object& o : c.resources) {
            if (o.is<api::Namespace>() && o.name() == before) o.edit_metadata().name = space;
            if (o.space() == before.view()) o.edit_metadata().namespace_ = space;
            const auto move_subjects = [&](auto* binding) {
                if (!binding) return;
                for (auto& s : binding->subjects)
                    if (s.namespace_ == before) s.namespace_ = space;
            };
            move_subjects(o.edit<api::RoleBinding>());
            move_subjects(o.edit<api::ClusterRoleBinding>());
        }
        c.name = space;
        return c;
    };
}

/// A container beside those of each workload, or of the one that is named.
constexpr auto sidecar(const Container& added, const text& workload = {}) {
    return [added, workload](Cluster c) {
        const auto add = [&](object& o) { lower(added, o.edit_pods()->containers.append()); };
        if (!workload.empty()) return detail::edit_workload(std::move(c), workload, add);
        for (object& o : c.resources)
            if (o.runs_pods()) add(o);
        return c;
    };
}

/// Edits the object of a kind and name as the API has it: `edited<api::Deployment>("web",
/// [](api::Deployment& d) { ... })`.
template <api::kind Kind, class Edit>
constexpr auto edited(const text& called, Edit edit) {
    return [called, edit](Cluster c) {
        bool found = false;
        for (object& o : c.resources) {
            if (!o.is<Kind>() || o.name() != called.view()) continue;
            found = true;
            edit(*o.edit<Kind>());
        }
        if (!found) error::no_object_of_the_kind_has_the_name_that_this_variation_is_for(called);
        return c;
    };
}

/// More objects.
constexpr auto with(const core::list<object>& added) {
    return [added](Cluster c) {
        for (const object& o : added) c.resources.push_back(o);
        return c;
    };
}
/// The objects of another cluster too, with its node pools, images and policies.
constexpr Cluster operator+(Cluster one, const Cluster& other) {
    for (object o : other.resources) {
        if (o.facts().namespaced && o.space().empty() && one.name != other.name.view())
            o.edit_metadata().namespace_ = other.name;
        one.resources.push_back(o);
    }
    if (one.name != other.name.view()) {
        bool there = false;
        for (const object& o : std::as_const(one.resources))
            there = there || (o.is<api::Namespace>() && o.name() == other.name.view());
        if (!there)
            one.resources.push_back(
                Namespace{.name = other.name, .line = other.line, .file = other.file});
    }
    for (const object& o : other.elsewhere) one.elsewhere.push_back(o);
    for (const NodePool& p : other.nodePools) one.nodePools.push_back(p);
    for (const Image& i : other.images) one.images.push_back(i);
    for (const policy p : other.policies) one.policies.push_back(p);
    return one;
}

}  // namespace slipway::dsl
