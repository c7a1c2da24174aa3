// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/graph_references.hpp>
#include <slipway/cli/graph_model.hpp>
#include <slipway/core/selector.hpp>
#include <slipway/core/status.hpp>

namespace slipway::cli::detail {

/// The group in `apps/v1`. Kinds have moved out of `extensions`, and are the same ones.
inline std::string group_in(std::string_view api_version, std::string_view kind) {
    const std::size_t slash = api_version.find('/');
    const std::string_view group =
        slash == api_version.npos ? std::string_view() : api_version.substr(0, slash);
    if (group != "extensions") return std::string(group);
    return kind == "Ingress" || kind == "NetworkPolicy" ? "networking.k8s.io" : "apps";
}

/// What a LabelSelector or a map of labels asks for; nothing for what is neither.
inline std::optional<core::selector> selector_in(const json::value& v, bool plain) {
    if (!v.is_object()) return std::nullopt;
    core::selector made;
    using op = core::requirement::op;
    const json::value* labels = plain ? &v : member(v, "matchLabels");
    if (labels && labels->is_object())
        for (const auto& [key, value] : labels->items()) {
            if (!value.is_string()) return std::nullopt;
            made.add({key, op::in, {value.get<std::string>()}});
        }
    const json::value* expressions = plain ? nullptr : member(v, "matchExpressions");
    if (!expressions || !expressions->is_array()) return made;
    for (const json::value& e : *expressions) {
        const std::string_view word = text_at(e, "operator");
        core::requirement r{std::string(text_at(e, "key")), op::in, {}};
        if (word == "NotIn") r.operation = op::not_in;
        else if (word == "Exists") r.operation = op::exists;
        else if (word == "DoesNotExist") r.operation = op::does_not_exist;
        else if (word != "In") return std::nullopt;
        if (const json::value* values = member(e, "values"); values && values->is_array())
            for (const json::value& one : *values)
                if (one.is_string()) r.values.push_back(one.get<std::string>());
        made.add(std::move(r));
    }
    return made;
}

/// Makes a graph: nodes first, then what ties them.
class graph_builder {
public:
    graph_builder(std::span<const json::value> documents, graph_options options)
        : options_(std::move(options)) {
        made_.name = clean_text(options_.name);
        for (const json::value& d : documents) collect(d);
        for (const json::value* object : objects_) define(*object);
        defined_ = made_.nodes.size();
    }

    graph build() {
        for (std::size_t i = 0; i < defined_; ++i) find_workload(i);
        for (std::size_t i = 0; i < defined_; ++i) tie(i);
        for (const graph_finding& f : options_.findings) place(f);
        return std::move(made_);
    }

private:
    struct workload {
        std::size_t node;
        std::map<std::string, std::string, std::less<>> labels;
    };

    void collect(const json::value& d) {
        if (d.is_null()) return;
        const std::string_view kind = text_at(d, "kind");
        const json::value* items = member(d, "items");
        if (kind.ends_with("List") && items && items->is_array()) {
            for (const json::value& item : *items) collect_object(item);
        } else {
            collect_object(d);
        }
    }
    void collect_object(const json::value& d) {
        const std::string place = "object " + std::to_string(objects_.size() + 1);
        const auto refuse = [&](const std::string& why) {
            throw core::status_error(core::reason::bad_request, place + why);
        };
        if (!d.is_object()) refuse(" is no JSON object");
        if (text_at(d, "kind").empty()) refuse(" has no kind");
        const json::value* metadata = member(d, "metadata");
        if (!metadata ||
            (text_at(*metadata, "name").empty() && text_at(*metadata, "generateName").empty()))
            refuse(" (" + clean_text(text_at(d, "kind")) + ") has no metadata.name");
        if (text_at(d, "kind") == "CustomResourceDefinition")
            if (const json::value* spec = member(d, "spec"))
                if (const json::value* names = member(*spec, "names"))
                    custom_[{std::string(text_at(*spec, "group")),
                             std::string(text_at(*names, "kind"))}] = &d;
        objects_.push_back(&d);
    }

    /// Kinds that nobody describes are of a namespace, unless their names speak against it.
    bool namespaced(const std::string& group, const std::string& kind) const {
        for (const api::resource* r : api::resources())
            if (r->kind == kind && r->group == group) return r->namespaced;
        const auto custom = custom_.find({group, kind});
        if (custom == custom_.end())
            return !kind.starts_with("Cluster") && !kind.ends_with("Class");
        const json::value* spec = member(*custom->second, "spec");
        return text_at(*spec, "scope") != "Cluster";
    }

    void define(const json::value& object) {
        const json::value& metadata = *member(object, "metadata");
        const std::string kind(text_at(object, "kind")),
            group = group_in(text_at(object, "apiVersion"), kind);
        std::string_view namespace_ = text_at(metadata, "namespace");
        if (!namespaced(group, kind)) namespace_ = "";
        else if (namespace_.empty()) namespace_ = options_.default_namespace;
        std::string name(text_at(metadata, "name"));
        if (name.empty()) name = std::string(text_at(metadata, "generateName")) + "...";
        const std::size_t i = node(group, kind, std::string(namespace_), name);
        made_.nodes[i].object = object;
    }

    std::size_t add(const std::string& group, const std::string& kind,
                    const std::string& namespace_, const std::string& name) {
        made_.nodes.push_back({clean_text(group),
                               clean_text(kind),
                               clean_text(namespace_),
                               clean_text(name),
                               {},
                               {}});
        found_[{kind, namespace_, name}].push_back({group, made_.nodes.size() - 1});
        return made_.nodes.size() - 1;
    }
    /// The node of an object; without a group the first of that kind. Makes one that is not defined
    /// where there is none.
    std::size_t node(const std::optional<std::string>& group, const std::string& kind,
                     const std::string& namespace_, const std::string& name) {
        if (const auto there = find(group, kind, namespace_, name)) return *there;
        return add(group.value_or(""), kind, namespace_, name);
    }
    std::optional<std::size_t> find(const std::optional<std::string>& group,
                                    const std::string& kind, const std::string& namespace_,
                                    const std::string& name) const {
        const auto there = found_.find({kind, namespace_, name});
        if (there == found_.end()) return std::nullopt;
        for (const auto& [its_group, i] : there->second)
            if (!group || *group == its_group) return i;
        return std::nullopt;
    }

    void connect(std::size_t from, std::size_t to, std::string_view verb) {
        if (from == to) return;
        const auto [there, is_new] = between_.try_emplace({from, to}, made_.edges.size());
        if (is_new) {
            made_.edges.push_back({from, to, std::string(verb)});
            return;
        }
        std::string& verbs = made_.edges[there->second].verb;
        if ((", " + verbs + ", ").find(", " + std::string(verb) + ", ") == verbs.npos)
            verbs += ", " + std::string(verb);
    }

    void find_workload(std::size_t i) {
        const json::value& object = made_.nodes[i].object;
        const pod_part pods = pod_part_of(object);
        if (!pods.spec || has_owner_here(i)) return;
        workload w{i, {}};
        if (pods.labels && pods.labels->is_object())
            for (const auto& [key, value] : pods.labels->items())
                if (value.is_string()) w.labels.emplace(key, value.get<std::string>());
        workloads_[made_.nodes[i].namespace_].push_back(std::move(w));
    }
    /// Whether another object of the graph made it: that one is selected then.
    bool has_owner_here(std::size_t i) const {
        bool here = false;
        auto look = [&](const json::value& owner) {
            here = here || owner_of(i, owner).has_value();
        };
        each_at(made_.nodes[i].object, "metadata.ownerReferences[]", look);
        return here;
    }
    std::optional<std::size_t> owner_of(std::size_t i, const json::value& owner) const {
        const std::string kind(text_at(owner, "kind")),
            group = group_in(text_at(owner, "apiVersion"), kind), name(text_at(owner, "name"));
        const auto there =
            find(group, kind, namespaced(group, kind) ? made_.nodes[i].namespace_ : "", name);
        return there && *there != i ? there : std::nullopt;
    }

    void tie(std::size_t i) {
        json::value object =
            std::exchange(made_.nodes[i].object, {});  // nodes may move while edges are made
        const std::string kind(text_at(object, "kind"));
        if (const pod_part pods = pod_part_of(object); pods.spec) tie_pods(i, *pods.spec);
        for (const name_reference& r : object_references)
            if (r.in == kind) follow(i, object, r);
        for (const typed_reference& r : typed_references)
            if (r.in == kind) follow(i, object, r);
        for (const selector_reference& r : selector_references)
            if (r.in == kind) follow(i, object, r);
        tie_by_convention(i, object, kind);
        made_.nodes[i].object = std::move(object);
    }
    void tie_pods(std::size_t i, const json::value& spec) {
        for (const name_reference& r : pod_references) follow(i, spec, r);
        for (std::string_view list : container_lists) {
            auto tie_container = [&](const json::value& c) {
                for (const name_reference& r : container_references) follow(i, c, r);
            };
            each_at(spec, list, tie_container);
        }
    }

    void follow(std::size_t i, const json::value& object, const name_reference& r) {
        auto tie_one = [&](const json::value& holder) {
            const std::string name(text_at(holder, r.name)), group(r.group), kind(r.kind);
            if (name.empty()) return;
            const std::string namespace_ = namespaced(group, kind) ? made_.nodes[i].namespace_ : "";
            const json::value* optional = member(holder, "optional");
            const bool may_be_absent =
                (optional && optional->is_boolean() && optional->get<bool>()) ||
                (kind == "ServiceAccount" && name == "default");  // every namespace has it
            if (may_be_absent && !find(group, kind, namespace_, name)) return;
            connect(i, node(group, kind, namespace_, name), r.verb);
        };
        each_at(object, r.path, tie_one);
    }

    void follow(std::size_t i, const json::value& object, const typed_reference& r) {
        auto tie_one = [&](const json::value& to) {
            std::string kind(text_at(to, "kind"));
            if (kind.empty()) kind = r.kind;
            const std::string name(text_at(to, "name"));
            if (kind.empty() || name.empty()) return;
            if (r.path == "subjects[]" && kind != "ServiceAccount")
                return;  // users and groups are no objects
            std::optional<std::string> group;
            if (const std::string_view version = text_at(to, "apiVersion"); !version.empty())
                group = group_in(version, kind);
            for (const char* said : {"apiGroup", "group"})
                if (const std::string_view its = text_at(to, said); !its.empty()) group = its;
            if (!group) group = usual_group(kind, made_.nodes[i].group);
            std::string namespace_(text_at(to, "namespace"));
            if (!namespaced(group.value_or(""), kind)) namespace_ = "";
            else if (namespace_.empty())
                namespace_ = made_.nodes[i].namespace_.empty() ? options_.default_namespace
                                                               : made_.nodes[i].namespace_;
            connect(i, node(group, kind, namespace_, name), r.verb);
        };
        each_at(object, r.path, tie_one);
    }
    /// Of a kind that is named without its group: the API's own first, then the one of who refers
    /// to it.
    static std::string usual_group(const std::string& kind, const std::string& referrer) {
        for (const api::resource* r : api::resources())
            if (r->kind == kind) return std::string(r->group);
        return referrer;
    }

    void follow(std::size_t i, const json::value& object, const selector_reference& r) {
        if (text_at(object, "kind") == "Service")
            if (const json::value* spec = member(object, "spec");
                spec && text_at(*spec, "type") == "ExternalName")
                return;
        auto tie_all = [&](const json::value& at) {
            const json::value* v = r.path.ends_with("[]") ? member(at, "podSelector") : &at;
            if (!v || member(at, "namespaceSelector"))
                return;  // what stands in other namespaces is not followed
            const std::optional<core::selector> chosen = selector_in(*v, r.plain);
            if (!chosen || (chosen->empty() && !r.everything)) return;
            for (const workload& w : workloads_[made_.nodes[i].namespace_]) {
                auto label = [&](const std::string& key) {
                    const auto there = w.labels.find(key);
                    return there == w.labels.end() ? nullptr : &there->second;
                };
                if (chosen->matches(label)) connect(i, w.node, r.verb);
            }
        };
        each_at(object, r.path, tie_all);
    }

    /// Owners, and the ties that are made by equal names.
    void tie_by_convention(std::size_t i, const json::value& object, const std::string& kind) {
        const std::string namespace_ = made_.nodes[i].namespace_;
        auto tie_owner = [&](const json::value& owner) {
            if (const auto there = owner_of(i, owner)) connect(*there, i, "owns");
        };
        each_at(object, "metadata.ownerReferences[]", tie_owner);
        if (const auto custom = custom_.find({group_in(text_at(object, "apiVersion"), kind), kind});
            custom != custom_.end()) {
            const std::string name(text_at(*member(*custom->second, "metadata"), "name"));
            if (const auto there =
                    find("apiextensions.k8s.io", "CustomResourceDefinition", "", name))
                connect(i, *there, "is a");
        }
        const json::value* service = first_at(object, "metadata.labels");
        std::string name;
        if (kind == "EndpointSlice" && service)
            name = text_at(*service, "kubernetes.io/service-name");
        if (kind == "Endpoints") name = text_at(*member(object, "metadata"), "name");
        if (const auto there = find("", "Service", namespace_, name))
            connect(i, *there, "lists addresses of");
    }

    void place(const graph_finding& f) {
        bool placed = false;
        for (graph_node& n : made_.nodes)
            if (n.title() == f.object || n.kind + ' ' + n.namespace_ + '/' + n.name == f.object) {
                n.findings.push_back(clean_text(f.sentence));
                placed = true;
            }
        if (!placed) made_.findings.push_back(clean_text(f.object + ": " + f.sentence));
    }

    graph_options options_;
    graph made_;
    std::vector<const json::value*> objects_;
    std::size_t defined_ = 0;
    std::map<std::tuple<std::string, std::string, std::string>,
             std::vector<std::pair<std::string, std::size_t>>>
        found_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> between_;
    /// definitions, by group and kind
    std::map<std::pair<std::string, std::string>, const json::value*> custom_;
    std::map<std::string, std::vector<workload>> workloads_;  ///< by namespace
};

}  // namespace slipway::cli::detail

namespace slipway::cli {

inline graph graph_of(std::span<const json::value> documents, graph_options options) {
    return detail::graph_builder(documents, std::move(options)).build();
}

}  // namespace slipway::cli
