// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/cli/detail/import_access.hpp>
#include <slipway/cli/detail/import_json.hpp>
#include <slipway/cli/detail/import_references.hpp>
#include <slipway/cli/detail/import_settings.hpp>

namespace slipway::cli::detail {

/// A kind that has a short form.
struct short_kind {
    std::string_view api_version;
    std::string_view kind;
    int rank;  ///< in which order they are written: what is referred to comes first
    bool (*write)(short_form&);
};

inline constexpr short_kind short_kinds[] = {
    {"v1", "Namespace", 0, settings_writer::name_space},
    {"v1", "ConfigMap", 1, settings_writer::config_map},
    {"v1", "Secret", 1, settings_writer::secret},
    {"v1", "PersistentVolumeClaim", 1, settings_writer::claim},
    {"scheduling.k8s.io/v1", "PriorityClass", 1, settings_writer::priority_class},
    {"v1", "ServiceAccount", 2, access_writer::service_account},
    {"rbac.authorization.k8s.io/v1", "Role", 2, access_writer::role},
    {"rbac.authorization.k8s.io/v1", "ClusterRole", 2, access_writer::role},
    {"rbac.authorization.k8s.io/v1", "RoleBinding", 3, access_writer::binding},
    {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding", 3, access_writer::binding},
    {"v1", "ResourceQuota", 3, settings_writer::quota},
    {"v1", "LimitRange", 3, settings_writer::limit_range},
    {"v1", "Pod", 5, workload_writer::pod},
    {"apps/v1", "Deployment", 5, workload_writer::deployment},
    {"apps/v1", "StatefulSet", 5, workload_writer::stateful_set},
    {"apps/v1", "DaemonSet", 5, workload_writer::daemon_set},
    {"batch/v1", "Job", 5, workload_writer::job},
    {"batch/v1", "CronJob", 5, workload_writer::cron_job},
    {"v1", "Service", 6, network_writer::service},
    {"networking.k8s.io/v1", "Ingress", 7, network_writer::ingress},
    {"networking.k8s.io/v1", "NetworkPolicy", 7, network_writer::network_policy},
    {"autoscaling/v2", "HorizontalPodAutoscaler", 7, settings_writer::autoscaler},
    {"policy/v1", "PodDisruptionBudget", 7, settings_writer::budget},
};

/// `apps_v1`, as the API's headers are named.
inline std::string header_of(const api::resource& r) {
    const std::string group =
        r.group.empty() ? "core" : std::string(r.group.substr(0, r.group.find('.')));
    return (group == "internal" ? "apiserverinternal" : group) + "_" + std::string(r.version);
}

/// The struct of a kind; with its namespace where several versions and groups have one of that
/// name.
inline std::string struct_name(const api::resource& r) {
    const auto same_name = [&](const api::resource* other) { return other->kind == r.kind; };
    const auto all = api::resources();
    const bool alone = std::count_if(all.begin(), all.end(), same_name) == 1;
    return "api::" + (alone ? "" : header_of(r) + "::") + std::string(r.kind);
}

/// Puts a definition together from objects.
class definition_writer {
public:
    definition_writer(const std::vector<imported>& objects, const custom_kinds& custom,
                      const std::string& cluster)
        : objects_(objects), custom_(custom), cluster_(cluster), scope_(cluster) {
        for (const custom_kind& k : custom.all())
            if (k.is_used) scope_.names().reserve(k.space.substr(0, k.space.find(':')));
        function_ = scope_.names().give(cluster, "Cluster");
    }

    std::string write(const std::string& origin) {
        for (const imported& o : objects_) {
            const std::string kind(o.kind->kind);
            variables_.push_back(
                &scope_.declare({.name = scope_.names().give(o.name(), kind),
                                 .kind = o.custom ? kind + "." + o.custom->group : kind,
                                 .object = o.name(),
                                 .space = o.space()}));
        }
        for (const imported& o : objects_) reference_finder(scope_, o).find();
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < objects_.size(); ++i) order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [this](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
        named_.resize(objects_.size());
        std::string body;
        for (std::size_t i : order)
            if (!is_implied(objects_[i])) add(body, object(i));
        body = elsewhere() + body + result();
        return head(origin) + "constexpr Cluster " + function_ + "() {\n" + body +
               "}\n\nint main(int argc, char** argv) { return slipway::run<" + function_ +
               ">(argc, argv); }\n";
    }

private:
    static const short_kind* short_kind_of(const api::resource& r) {
        const std::string version = api::group_version(r);
        for (const short_kind& k : short_kinds)
            if (k.kind == r.kind && k.api_version == version) return &k;
        return nullptr;
    }
    int rank(std::size_t i) const {
        if (variables_[i]->is_early) return 4;
        const short_kind* const k = short_kind_of(*objects_[i].kind);
        return k ? k->rank : 8;
    }

    /// The cluster's own namespace is made without being said.
    bool is_implied(const imported& o) const {
        return o.is("Namespace") && o.name() == cluster_ && o.object.size() == 3 &&
               o.object["metadata"].size() == 1;
    }

    /// The variable of an object; empty for what stands where it is used.
    std::string object(std::size_t i) {
        const imported& o = objects_[i];
        if (const short_kind* const k = short_kind_of(*o.kind)) {
            short_form f(std::string(k->kind), o, scope_);
            if (k->write(f)) return short_object(i, f.made);
        }
        json::value rest = o.object;
        for (const char* said : {"apiVersion", "kind"}) rest.erase(said);
        if (o.space() == cluster_) rest["metadata"].erase("namespace");
        if (o.custom) return custom_object(i, rest);
        uses_api_ = true;
        headers_.insert(header_of(*o.kind));
        named_[i] = word(variables_[i]->name);
        return line_of(struct_writer::of(*o.kind->type, rest,
                                         struct_name(*o.kind) + " " + variables_[i]->name));
    }
    /// With the struct of its CustomResourceDefinition, or without one.
    std::string custom_object(std::size_t i, json::value& rest) {
        const imported& o = objects_[i];
        const std::string& name = variables_[i]->name;
        named_[i] = word(name);
        if (!o.is_untyped)
            return line_of(
                struct_writer::of(*o.kind->type, rest, o.custom->struct_name + " " + name));
        uses_untyped_ = true;
        code made = braces("untyped<" + literal_of(o.custom->group + "/" + o.custom->version) +
                           ", " + literal_of(o.custom->name) +
                           (o.kind->namespaced ? "" : ", \"Cluster\"") + "> " + name);
        made.member("metadata", struct_writer::of(core::type_info_of<api::meta_v1::ObjectMeta>,
                                                  rest["metadata"]));
        rest.erase("metadata");
        if (!rest.empty()) made.member("fields", json_literal_writer::of(rest));
        return line_of(made);
    }
    std::string short_object(std::size_t i, code made) {
        variable& v = *variables_[i];
        remember(v, objects_[i].object);
        named_[i] = word(v.name);
        const bool is_call = made.open == '(';
        if (is_call && !v.is_used) {
            named_[i] = std::move(made);
            return "";
        }
        made.before = is_call ? "const " + v.kind + " " + v.name + " = " + made.before
                              : v.kind + " " + v.name;
        return line_of(made);
    }
    std::string line_of(const code& made) {
        std::string text = "    " + code_printer::print(made, 4) + ";\n";
        uses_api_ = uses_api_ || text.find("api::") != text.npos;
        return text;
    }

    /// What those that come later ask of it.
    static void remember(variable& v, const json::value& o) {
        v.is_short = true;
        const json::value none = json::value::object();
        const json::value spec = o.value("spec", none), meta = o["metadata"];
        if (v.kind == "Service") v.ports = spec.value("ports", json::value::array());
        if (v.kind != "Deployment" && v.kind != "StatefulSet" && v.kind != "DaemonSet" &&
            v.kind != "Pod")
            return;
        v.labels = meta.value("labels", none);
        v.selector = spec.value("selector", none).value("matchLabels", none);
        if (v.kind == "Pod") v.selector = v.labels;
    }

    /// A blank line stands around what has several lines.
    static void add(std::string& body, const std::string& text) {
        if (text.empty()) return;
        const bool tall = std::count(text.begin(), text.end(), '\n') > 1;
        const bool after_tall = body.ends_with("    };\n") || body.ends_with("    });\n");
        if (!body.empty() && (tall || after_tall)) body += "\n";
        body += text;
    }

    /// What the input refers to and has not.
    std::string elsewhere() {
        std::string made;
        for (const variable& v : scope_.elsewhere()) {
            code c = braces(v.kind + " " + v.name);
            c.member("name", literal(v.object));
            if (!v.space.empty() && v.space != cluster_ && v.kind != "Namespace")
                c.member("namespace_", literal(v.space));
            code keys = braces();
            for (const std::string& key : v.keys)
                keys.add(v.kind == "Service" ? port(key) : braces({}, {literal(key), literal("")}));
            if (!keys.empty()) c.member(v.kind == "Service" ? "ports" : "data", std::move(keys));
            made += line_of(c);
        }
        return made.empty()
                   ? ""
                   : "    // These are there already; what they hold does not matter here.\n" +
                         made + "\n";
    }
    static code port(const std::string& key) {
        if (key.find_first_not_of("0123456789") == key.npos) return braces({}, {word(key)});
        code made = braces();
        made.member("port", word("80"));
        made.member("name", literal(key));
        return made;
    }

    std::string result() {
        code all = braces("return ");
        all.tall = true;
        all.member("name", literal(cluster_));
        code resources = braces();
        for (code& c : named_)
            if (!c.empty()) resources.add(std::move(c));
        all.member("resources", std::move(resources));
        code there = braces();
        for (const variable& v : scope_.elsewhere()) there.add(word(v.name));
        if (!there.empty()) all.member("elsewhere", std::move(there));
        return "\n" + line_of(all);
    }

    std::string head(const std::string& origin) const {
        std::string includes = "#include <slipway/dsl.hpp>\n";
        if (uses_untyped_) includes += "#include <slipway/dsl/untyped.hpp>\n";
        static constexpr std::string_view known[] = {"apps_v1", "autoscaling_v2", "batch_v1",
                                                     "core_v1", "networking_v1",  "policy_v1",
                                                     "rbac_v1", "scheduling_v1"};
        std::string members;
        for (const std::string& header : headers_)
            if (std::find(std::begin(known), std::end(known), header) == std::end(known))
                members += "#include <slipway/api/members/" + header + ".hpp>\n";
        std::string structs;
        for (const custom_kind& k : custom_.all())
            if (k.is_used) structs += k.declarations + "\n";
        if (!structs.empty())
            includes = "#include <cstddef>\n#include <string_view>\n\n" +
                       std::string(crd_includes) + members + includes;
        else includes = members + includes;
        return "// Imported from " + origin + ".\n" + includes + "\n" + structs +
               (uses_api_ ? "namespace api = slipway::api;\n" : "") +
               "using namespace slipway::dsl;\n\n";
    }

    const std::vector<imported>& objects_;
    const custom_kinds& custom_;
    std::string cluster_, function_;
    import_scope scope_;
    std::vector<variable*> variables_;
    std::vector<code> named_;  ///< as the cluster's list has them
    std::set<std::string> headers_;
    bool uses_api_ = false, uses_untyped_ = false;
};

}  // namespace slipway::cli::detail
