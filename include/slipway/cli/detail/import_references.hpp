// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/detail/import_scope.hpp>

namespace slipway::cli::detail {

/// Tells the scope what an object refers to, so that what is not in the input is declared.
class reference_finder {
public:
    reference_finder(import_scope& scope, const imported& from)
        : scope_(scope), from_(from), space_(from.space()) {}

    void find() {
        const json::value& o = from_.object;
        const std::string_view kind = from_.kind->kind;
        if (from_.kind->namespaced) space();
        if (from_.custom) return;
        if (kind == "Pod") pod(at(o, "spec"));
        else if (kind == "CronJob")
            pod(at(at(at(at(at(o, "spec"), "jobTemplate"), "spec"), "template"), "spec"));
        else pod(at(at(at(o, "spec"), "template"), "spec"));
        if (kind == "RoleBinding" || kind == "ClusterRoleBinding") binding(o);
        if (kind == "Ingress") ingress(at(o, "spec"));
        if (kind == "ServiceAccount") secrets(at(o, "imagePullSecrets"));
        if (kind == "StatefulSet") own_service(text_of(at(o, "spec"), "serviceName"));
    }

private:
    static const json::value& at(const json::value& v, const char* member) {
        static const json::value none;
        const auto found = v.find(member);
        return found == v.end() ? none : *found;
    }
    static bool is_optional(const json::value& v) { return at(v, "optional") == true; }

    void space() {
        const std::string_view own = space_;
        if (own.empty() || own == scope_.own_space() || own == "default" || own == "kube-system" ||
            own == "kube-public" || own == "kube-node-lease")
            return;
        scope_.need("Namespace", space_, "");
    }
    void pod(const json::value& spec) {
        if (!spec.is_object()) return;
        for (const char* list : {"containers", "initContainers"})
            for (const json::value& c : at(spec, list)) {
                for (const json::value& e : at(c, "env")) keys(at(e, "valueFrom"));
                for (const json::value& e : at(c, "envFrom")) {
                    config("ConfigMap", at(e, "configMapRef"), "name");
                    config("Secret", at(e, "secretRef"), "name");
                }
            }
        for (const json::value& v : at(spec, "volumes")) {
            config("ConfigMap", at(v, "configMap"), "name");
            config("Secret", at(v, "secret"), "secretName");
            scope_.need("PersistentVolumeClaim",
                        text_of(at(v, "persistentVolumeClaim"), "claimName"), space_);
            for (const json::value& p : at(at(v, "projected"), "sources")) {
                config("ConfigMap", at(p, "configMap"), "name");
                config("Secret", at(p, "secret"), "name");
            }
        }
        secrets(at(spec, "imagePullSecrets"));
        if (const std::string account = text_of(spec, "serviceAccountName"); account != "default")
            scope_.need("ServiceAccount", account, space_);
        if (const std::string priority = text_of(spec, "priorityClassName");
            !priority.starts_with("system-"))
            scope_.need("PriorityClass", priority, "");
    }
    void keys(const json::value& source) {
        for (const auto& [member, kind] :
             {std::pair<const char*, const char*>{"configMapKeyRef", "ConfigMap"},
              {"secretKeyRef", "Secret"}})
            if (const json::value& key = at(source, member); !is_optional(key))
                scope_.need(kind, text_of(key, "name"), space_, text_of(key, "key"));
    }
    void config(const char* kind, const json::value& v, const char* member) {
        if (is_optional(v)) return;
        scope_.need(kind, text_of(v, member), space_);
        for (const json::value& item : at(v, "items"))
            scope_.need(kind, text_of(v, member), space_, text_of(item, "key"));
    }
    void secrets(const json::value& list) {
        for (const json::value& s : list) scope_.need("Secret", text_of(s, "name"), space_);
    }
    void binding(const json::value& o) {
        const std::string kind = text_of(at(o, "roleRef"), "kind"),
                          role = text_of(at(o, "roleRef"), "name");
        const bool built_in = role == "cluster-admin" || role == "admin" || role == "edit" ||
                              role == "view" || role.starts_with("system:");
        if (kind == "Role") scope_.need(kind, role, space_);
        if (kind == "ClusterRole" && !built_in) scope_.need(kind, role, "");
        for (const json::value& s : at(o, "subjects")) {
            const std::string name = text_of(s, "name"), space = text_of(s, "namespace");
            if (text_of(s, "kind") != "ServiceAccount") continue;
            if (name != "default" && !space.starts_with("kube-"))
                scope_.need("ServiceAccount", name, space.empty() ? space_ : space);
            if (variable* there = scope_.find("ServiceAccount", name, space, true);
                there && !space.empty())
                there->says_space = true;
        }
    }
    void ingress(const json::value& spec) {
        for (const json::value& t : at(spec, "tls"))
            scope_.need("Secret", text_of(t, "secretName"), space_);
        service(at(spec, "defaultBackend"));
        for (const json::value& r : at(spec, "rules"))
            for (const json::value& p : at(at(r, "http"), "paths")) service(at(p, "backend"));
    }
    /// The one that a StatefulSet's pods have their names by: written before it.
    void own_service(const std::string& name) {
        scope_.need("Service", name, space_);
        if (variable* there = scope_.find("Service", name, space_, true)) there->is_early = true;
    }
    void service(const json::value& backend) {
        const json::value& to = at(backend, "service");
        const json::value& port = at(to, "port");
        scope_.need("Service", text_of(to, "name"), space_,
                    at(port, "number").is_number() ? port["number"].dump() : text_of(port, "name"));
    }

    import_scope& scope_;
    const imported& from_;
    std::string space_;
};

}  // namespace slipway::cli::detail
