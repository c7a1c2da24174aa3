// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <slipway/cli/detail/import_scope.hpp>

namespace slipway::cli::detail {

/// Containers in their short form, with `spec` for what that has not.
class container_writer {
public:
    container_writer(import_scope& scope, std::string space, const core::type_info& type)
        : scope_(scope), space_(std::move(space)), type_(type) {}

    code of(json::value c) const {
        using form = short_form;
        code made = braces();
        form::take_text(made, c, "name", dsl::detail::is_short_name);
        form::take_text(made, c, "image", dsl::detail::is_image);
        form::take_text(made, c, "imagePullPolicy",
                        dsl::detail::is_one_of<dsl::detail::pull_policies>);
        for (const char* list : {"command", "args"})
            form::take_texts(made, c, list, form::any_text);
        form::take_text(made, c, "workingDir", dsl::detail::is_path);
        take_list(made, c, "ports", [](const json::value& p) { return port(p); });
        take_list(made, c, "env", [this](const json::value& e) { return variable_of(e); });
        take_list(made, c, "envFrom", [this](const json::value& e) { return all_of(e); });
        take_resources(made, c);
        take_list(made, c, "volumeMounts", [](const json::value& m) { return mount(m); });
        for (const char* which : {"startupProbe", "readinessProbe", "livenessProbe"})
            take_probe(made, c, which);
        form::take_text(made, c, "restartPolicy", dsl::detail::is_restart_policy);
        take_security(made, c);
        if (!c.empty()) made.member("spec", struct_writer::of(type_, c, "api::Container"));
        return made;
    }

    /// A list is taken as a whole or not at all, since its order counts.
    template <class Item>
    static void take_list(code& to, json::value& v, const char* member, Item item) {
        const auto found = v.find(member);
        if (found == v.end()) return;
        code list = braces();
        for (const json::value& each : *found) {
            std::optional<code> one = item(each);
            if (!one) return;
            list.add(std::move(*one));
        }
        to.member(member_name(member), std::move(list));
        v.erase(member);
    }
    /// Whether an object has no other members than these.
    static bool only(const json::value& v, std::initializer_list<std::string_view> members) {
        for (const auto& [name, item] : v.items())
            if (std::find(members.begin(), members.end(), name) == members.end()) return false;
        return true;
    }

private:
    static std::optional<code> port(const json::value& p) {
        using form = short_form;
        if (!only(p, {"name", "containerPort", "protocol", "hostPort"}) ||
            !form::is_between(p, "containerPort", 1, 65535))
            return {};
        if (p.contains("name") && !form::is_text(p, "name", core::is_port_name)) return {};
        if (p.contains("protocol") &&
            !form::is_text(p, "protocol", dsl::detail::is_one_of<dsl::detail::protocols>))
            return {};
        if (p.contains("hostPort") && !form::is_between(p, "hostPort", 1, 65535)) return {};
        if (p.contains("name") && !p.contains("hostPort")) {
            code made = braces({}, {literal(text_of(p, "name")), word(p["containerPort"].dump())});
            if (p.contains("protocol")) made.add(literal(text_of(p, "protocol")));
            return made;
        }
        code made = braces();
        if (p.contains("name")) made.member("name", literal(text_of(p, "name")));
        made.member("number", word(p["containerPort"].dump()));
        if (p.contains("protocol")) made.member("protocol", literal(text_of(p, "protocol")));
        if (p.contains("hostPort")) made.member("hostPort", word(p["hostPort"].dump()));
        return made;
    }

    std::optional<code> variable_of(const json::value& e) const {
        if (!only(e, {"name", "value", "valueFrom"}) ||
            !short_form::is_text(e, "name", core::is_env_name))
            return {};
        code made = braces({}, {literal(text_of(e, "name"))});
        if (!e.contains("valueFrom")) {
            made.add(literal(text_of(e, "value")));
            return made;
        }
        const json::value& source = e["valueFrom"];
        if (e.contains("value") || source.size() != 1) return {};
        const std::string& which = source.begin().key();
        const json::value& at = source.begin().value();
        if (which == "fieldRef" && only(at, {"fieldPath"}) &&
            short_form::is_text(at, "fieldPath", dsl::detail::is_pod_field)) {
            made.add(call("field", {literal(text_of(at, "fieldPath"))}));
            return made;
        }
        if (which != "configMapKeyRef" && which != "secretKeyRef") return {};
        if (!only(at, {"name", "key"}) || !short_form::is_text(at, "key", core::is_config_key) ||
            !short_form::is_text(at, "name", dsl::detail::is_name))
            return {};
        made.add(call("from", {scope_.reference(which == "secretKeyRef" ? "Secret" : "ConfigMap",
                                                text_of(at, "name"), space_),
                               literal(text_of(at, "key"))}));
        return made;
    }
    std::optional<code> all_of(const json::value& e) const {
        const bool secret = e.contains("secretRef");
        if (!only(e, {"prefix", "configMapRef", "secretRef"}) ||
            secret == e.contains("configMapRef"))
            return {};
        const json::value& at = e[secret ? "secretRef" : "configMapRef"];
        if (!only(at, {"name"}) || !short_form::is_text(at, "name", dsl::detail::is_name))
            return {};
        code target =
            scope_.reference(secret ? "Secret" : "ConfigMap", text_of(at, "name"), space_);
        if (!e.contains("prefix")) return target;
        return braces({}, {std::move(target), literal(text_of(e, "prefix"))});
    }

    static void take_resources(code& to, json::value& c) {
        json::value* const from = short_form::below(c, "resources");
        if (!from) return;
        code made = braces();
        for (const char* which : {"requests", "limits"})
            short_form::take_amounts(made, *from, which);
        if (made.empty()) return;
        to.member("resources", std::move(made));
        short_form::drop_empty(c, "resources");
    }

    static std::optional<code> mount(const json::value& m) {
        using form = short_form;
        if (!only(m, {"name", "mountPath", "readOnly", "subPath"}) ||
            !form::is_text(m, "name", dsl::detail::is_short_name) ||
            !form::is_text(m, "mountPath", dsl::detail::is_path))
            return {};
        const bool read_only = m.value("readOnly", false);
        if (!read_only && m.contains("readOnly")) return {};
        code name = literal(text_of(m, "name")), path = literal(text_of(m, "mountPath"));
        if (!m.contains("subPath")) {
            code made = braces({}, {std::move(name), std::move(path)});
            if (read_only) made.add(word("true"));
            return made;
        }
        code made = braces();
        made.member("volume", std::move(name));
        made.member("path", std::move(path));
        if (read_only) made.member("readOnly", word("true"));
        made.member("subPath", literal(text_of(m, "subPath")));
        return made;
    }

    static void take_probe(code& to, json::value& c, const char* which) {
        const json::value* const p = short_form::below(c, which);
        if (!p ||
            !only(*p, {"httpGet", "tcpSocket", "exec", "initialDelaySeconds", "timeoutSeconds",
                       "periodSeconds", "successThreshold", "failureThreshold"}))
            return;
        code made = call({}, {});
        if (p->contains("httpGet") + p->contains("tcpSocket") + p->contains("exec") != 1) return;
        if (p->contains("exec")) {
            made.before = "exec";
            code command = braces();
            if (!only((*p)["exec"], {"command"})) return;
            for (const json::value& w : (*p)["exec"].value("command", json::value::array()))
                command.add(literal(w.get_ref<const std::string&>()));
            made.add(std::move(command));
        } else {
            made.before = p->contains("httpGet") ? "httpGet" : "tcpSocket";
            const json::value& at = (*p)[made.before];
            if (!at.contains("port") ||
                !only(at, made.before == "httpGet"
                              ? std::initializer_list<std::string_view>{"path", "port"}
                              : std::initializer_list<std::string_view>{"port"}))
                return;
            if (made.before == "httpGet") made.add(literal(text_of(at, "path")));
            made.add(short_form::either(at["port"]));
        }
        add_timing(made, *p);
        to.member(which, std::move(made));
        c.erase(which);
    }
    /// What is as the API has it without saying is not said.
    static void add_timing(code& to, const json::value& p) {
        code made = braces();
        for (const auto& [member, standard] :
             {std::pair<const char*, long>{"initialDelaySeconds", 0},
              {"timeoutSeconds", 1},
              {"periodSeconds", 10},
              {"successThreshold", 1},
              {"failureThreshold", 3}})
            if (p.contains(member) && p[member] != standard)
                made.member(member, word(p[member].dump()));
        if (made.empty()) return;
        const bool period_only =
            made.parts.size() == 1 && p.contains("periodSeconds") && p["periodSeconds"] != 10;
        to.add(period_only ? word(p["periodSeconds"].dump()) : std::move(made));
    }

    static void take_security(code& to, json::value& c) {
        json::value* const from = short_form::below(c, "securityContext");
        if (!from) return;
        code made = braces();
        for (const char* flag :
             {"allowPrivilegeEscalation", "privileged", "readOnlyRootFilesystem", "runAsNonRoot"})
            short_form::take_optional_flag(made, *from, flag);
        short_form::take_number(made, *from, "runAsUser", 0);
        if (made.empty()) return;
        to.member("securityContext", std::move(made));
        short_form::drop_empty(c, "securityContext");
    }

    import_scope& scope_;
    std::string space_;
    const core::type_info& type_;
};

}  // namespace slipway::cli::detail
