// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/detail/import_container.hpp>

namespace slipway::cli::detail {

/// Services, what leads to them, and what may.
class network_writer {
public:
    /// `expose(web, {...})` where it says the same, else a Service.
    static bool service(short_form& f) {
        json::value& spec = f.spec();
        std::string type = text_of(spec, "type");
        if (type == "ClusterIP") type.clear();
        const bool headless = type.empty() && text_of(spec, "clusterIP") == "None";
        if (headless) spec.erase("clusterIP"), type = "Headless";
        if (!type.empty() && type != "NodePort" && type != "LoadBalancer" && type != "Headless" &&
            type != "ExternalName")
            return false;
        spec.erase("type");
        if (expose(f, type)) return true;
        if (!f.take_metadata(core::is_dns1035_label)) return false;
        const bool says_name = type == "ExternalName" &&
                               short_form::is_text(spec, "externalName", dsl::detail::is_host);
        if (!type.empty() && !says_name) f.made.member("type", word(type));
        if (!take_selector(f, spec, "selector")) return false;
        container_writer::take_list(f.made, spec, "ports", port);
        short_form::take_text(f.made, spec, "externalName", dsl::detail::is_host);
        short_form::take_text(f.made, spec, "externalTrafficPolicy",
                              dsl::detail::is_one_of<dsl::detail::traffic>);
        short_form::take_text(f.made, spec, "loadBalancerClass", dsl::detail::is_name);
        short_form::take_texts(f.made, spec, "loadBalancerSourceRanges", dsl::detail::is_cidr);
        short_form::take_flag(f.made, spec, "publishNotReadyAddresses");
        short_form::take_text(f.made, spec, "sessionAffinity",
                              dsl::detail::is_one_of<dsl::detail::affinities>);
        return f.finish();
    }
    static bool ingress(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        json::value& spec = f.spec();
        short_form::take_text(f.made, spec, "ingressClassName", dsl::detail::is_class_name);
        if (json::value* const standard = short_form::below(spec, "defaultBackend")) {
            if (auto made = backend(f, *standard)) {
                f.made.member("defaultBackend", std::move(*made));
                spec.erase("defaultBackend");
            }
        }
        container_writer::take_list(f.made, spec, "rules",
                                    [&](const json::value& r) { return rule(f, r); });
        container_writer::take_list(f.made, spec, "tls",
                                    [&](const json::value& t) { return tls(f, t); });
        return f.finish();
    }
    static bool network_policy(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        json::value& spec = f.spec();
        json::value* const selector = short_form::below(spec, "podSelector");
        if (!selector) return false;
        if (selector->contains("matchLabels") &&
            !take_selector(f, *selector, "matchLabels", "podSelector"))
            return false;
        short_form::drop_empty(spec, "podSelector");
        short_form::take_texts(f.made, spec, "policyTypes",
                               dsl::detail::is_one_of<dsl::detail::policy_types>);
        container_writer::take_list(f.made, spec, "ingress",
                                    [](const json::value& r) { return connections(r, "from"); });
        container_writer::take_list(f.made, spec, "egress",
                                    [](const json::value& r) { return connections(r, "to"); });
        return f.finish();
    }

    /// Labels of pods: those of a workload that has just these, or as they are.
    static bool take_selector(short_form& f, json::value& v, const char* member,
                              const char* as = nullptr) {
        if (const json::value* const wanted = short_form::below(v, member))
            if (const variable* const workload = f.scope.selected_by(*wanted, f.space())) {
                f.made.member(as ? as : member, call("selectorOf", {word(workload->name)}));
                v.erase(member);
                return true;
            }
        return short_form::take_labels(f.made, v, member, as);
    }

private:
    /// Whether the object has just the labels, the namespace and the selector that it would get
    /// from the workload.
    static bool expose(short_form& f, const std::string& type) {
        const json::value* const selector = short_form::below(f.spec(), "selector");
        const variable* const workload =
            selector ? f.scope.selected_by(*selector, f.space()) : nullptr;
        const json::value& meta = f.rest["metadata"];
        if (!workload || !container_writer::only(f.spec(), {"selector", "ports"}) ||
            !container_writer::only(meta, {"name", "namespace", "labels", "annotations"}) ||
            type == "ExternalName")
            return false;
        if (!json::same(meta.contains("labels") ? meta["labels"] : json::value::object(),
                        workload->labels))
            return false;
        short_form trial(f.kind(), f.source, f.scope);
        if (!trial.take_metadata(core::is_dns1035_label, false)) return false;
        code given = braces();
        if (f.source.name() != workload->object) given.member("name", literal(f.source.name()));
        for (code& part : trial.made.parts)
            if (part.before == ".annotations = ") given.add(std::move(part));
        if (!type.empty()) given.member("type", word(type));
        json::value left = f.spec();
        container_writer::take_list(given, left, "ports", port);
        if (left.contains("ports")) return false;
        f.made = call("expose", {word(workload->name), std::move(given)});
        f.clear();
        return true;
    }

    static std::optional<code> port(const json::value& p) {
        using form = short_form;
        if (!container_writer::only(p, {"name", "port", "targetPort", "nodePort", "protocol"}) ||
            !form::is_between(p, "port", 1, 65535))
            return {};
        if (p.contains("name") && !form::is_text(p, "name", core::is_port_name)) return {};
        if (p.contains("protocol") &&
            !form::is_text(p, "protocol", dsl::detail::is_one_of<dsl::detail::protocols>))
            return {};
        if (p.contains("nodePort") && !form::is_between(p, "nodePort", 30000, 32767)) return {};
        if (container_writer::only(p, {"port", "targetPort"})) {
            code made = braces({}, {word(p["port"].dump())});
            if (p.contains("targetPort")) made.add(form::either(p["targetPort"]));
            return made;
        }
        code made = braces();
        made.member("port", word(p["port"].dump()));
        if (p.contains("targetPort")) made.member("target", form::either(p["targetPort"]));
        if (p.contains("name")) made.member("name", literal(text_of(p, "name")));
        if (p.contains("nodePort")) made.member("nodePort", word(p["nodePort"].dump()));
        if (p.contains("protocol")) made.member("protocol", literal(text_of(p, "protocol")));
        return made;
    }

    static std::optional<code> backend(const short_form& f, const json::value& b) {
        if (!container_writer::only(b, {"service"}) || !b.contains("service")) return {};
        const json::value& service = b["service"];
        if (!container_writer::only(service, {"name", "port"}) || !service.contains("port") ||
            !short_form::is_text(service, "name", core::is_dns1035_label))
            return {};
        const json::value& port = service["port"];
        if (port.size() != 1) return {};
        const json::value& wanted = port.begin().value();
        code number = short_form::either(wanted);
        if (const variable* const there =
                f.scope.find("Service", text_of(service, "name"), f.space())) {
            for (const json::value& p : there->ports)
                if (p.value(wanted.is_string() ? "name" : "port", json::value()) == wanted)
                    return call("backend", {word(there->name), std::move(number)});
        }
        return braces({}, {literal(text_of(service, "name")), std::move(number)});
    }
    static std::optional<code> path(const short_form& f, const json::value& p) {
        if (!container_writer::only(p, {"path", "pathType", "backend"}) ||
            !short_form::is_text(p, "path", dsl::detail::is_http_path) || !p.contains("backend"))
            return {};
        if (!short_form::is_text(p, "pathType", dsl::detail::is_one_of<dsl::detail::path_types>))
            return {};
        auto to = backend(f, p["backend"]);
        if (!to) return {};
        code made = braces({}, {literal(text_of(p, "path")), std::move(*to)});
        if (p["pathType"] != "Prefix") made.add(literal(text_of(p, "pathType")));
        return made;
    }
    static std::optional<code> rule(const short_form& f, const json::value& r) {
        if (!container_writer::only(r, {"host", "http"}) ||
            (r.contains("host") && !short_form::is_text(r, "host", dsl::detail::is_host)))
            return {};
        code made = braces();
        if (r.contains("host")) made.member("host", literal(text_of(r, "host")));
        if (!r.contains("http")) return made;
        json::value http = r["http"];
        if (!container_writer::only(http, {"paths"}) || http.empty()) return {};
        container_writer::take_list(made, http, "paths",
                                    [&](const json::value& p) { return path(f, p); });
        if (!http.empty()) return {};
        return made;
    }
    static std::optional<code> tls(const short_form& f, const json::value& t) {
        if (!container_writer::only(t, {"hosts", "secretName"}) ||
            (t.contains("secretName") &&
             !short_form::is_text(t, "secretName", dsl::detail::is_name)))
            return {};
        json::value left = t;
        code made = braces();
        short_form::take_texts(made, left, "hosts", dsl::detail::is_host);
        if (left.contains("hosts")) return {};
        if (t.contains("secretName"))
            made.member("secretName",
                        f.scope.reference_or_name("Secret", text_of(t, "secretName"), f.space()));
        return made;
    }

    /// What a policy lets through: `who` is `from` or `to`.
    static std::optional<code> connections(const json::value& r, const char* who) {
        if (!container_writer::only(r, {who, "ports"})) return {};
        json::value left = r;
        code made = braces();
        container_writer::take_list(made, left, who, peer);
        container_writer::take_list(made, left, "ports", allowed_port);
        if (!left.empty()) return {};
        return made;
    }
    static std::optional<code> allowed_port(const json::value& p) {
        using form = short_form;
        if (!container_writer::only(p, {"port", "protocol", "endPort"}) ||
            (p.contains("endPort") && !form::is_between(p, "endPort", 1, 65535)))
            return {};
        if (p.contains("protocol") &&
            !form::is_text(p, "protocol", dsl::detail::is_one_of<dsl::detail::protocols>))
            return {};
        code made = braces();
        for (const char* member : {"port", "protocol", "endPort"})
            if (p.contains(member)) made.member(member, form::either(p[member]));
        return made;
    }
    static std::optional<code> selected(const json::value& p, const char* which) {
        const json::value& selector = p[which];
        if (!container_writer::only(selector, {"matchLabels"})) return {};
        json::value left = selector;
        code made = braces();
        if (!short_form::take_labels(made, left, "matchLabels")) return {};
        if (made.empty()) return braces();
        made.parts[0].before.clear();
        return made.parts[0];
    }
    static std::optional<code> peer(const json::value& p) {
        if (p.contains("ipBlock")) {
            const json::value& block = p["ipBlock"];
            if (p.size() != 1 || !container_writer::only(block, {"cidr", "except"}) ||
                !short_form::is_text(block, "cidr", dsl::detail::is_cidr))
                return {};
            json::value left = block;
            code except = braces();
            short_form::take_texts(except, left, "except", dsl::detail::is_cidr);
            if (left.contains("except")) return {};
            code made = call("ipBlock", {literal(text_of(block, "cidr"))});
            if (!except.empty()) except.parts[0].before.clear(), made.add(except.parts[0]);
            return made;
        }
        if (p.empty() || !container_writer::only(p, {"podSelector", "namespaceSelector"}))
            return {};
        code made = braces();
        for (const char* which : {"podSelector", "namespaceSelector"}) {
            if (!p.contains(which)) continue;
            auto labels = selected(p, which);
            if (!labels) return {};
            if (p.size() == 1)
                return call(std::string_view(which) == "podSelector" ? "pods" : "namespaces",
                            {std::move(*labels)});
            labels->before = "labels";
            made.member(which, std::move(*labels));
        }
        return made;
    }
};

}  // namespace slipway::cli::detail
