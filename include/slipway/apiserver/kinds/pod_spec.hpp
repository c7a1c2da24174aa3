// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include <slipway/apiserver/kinds/checks.hpp>

/// A pod's specification, alone or as the template of a workload.
namespace slipway::apiserver::kinds {

inline void default_probe(json::value& container, const char* name) {
    if (!container.contains(name) || !container[name].is_object()) return;
    json::value& probe = container[name];
    set_default(probe, "timeoutSeconds", 1);
    set_default(probe, "periodSeconds", 10);
    set_default(probe, "successThreshold", 1);
    set_default(probe, "failureThreshold", 3);
    if (probe.contains("httpGet") && probe["httpGet"].is_object()) {
        set_default(probe["httpGet"], "path", "/");
        set_default(probe["httpGet"], "scheme", "HTTP");
    }
}

/// `latest`, or no tag and no digest: pulled always.
inline bool moving_tag(const std::string& image) {
    if (image.find('@') != image.npos) return false;
    const std::size_t slash = image.rfind('/'), colon = image.rfind(':');
    const bool tagged = colon != image.npos && (slash == image.npos || colon > slash);
    return !tagged || image.substr(colon + 1) == "latest";
}

/// A reference to a field of the pod, in an environment variable or a file, is to version v1 of it.
inline void default_field_ref(json::value& from) {
    if (from.is_object() && from.contains("fieldRef"))
        set_default(from["fieldRef"], "apiVersion", "v1");
}

inline void default_container(json::value& c) {
    set_default(c, "imagePullPolicy", moving_tag(text_at(c, "image")) ? "Always" : "IfNotPresent");
    set_default(c, "terminationMessagePath", "/dev/termination-log");
    set_default(c, "terminationMessagePolicy", "File");
    set_default(c, "resources", json::value::object());
    for_each(c, "ports", "",
             [](json::value& p, const std::string&) { set_default(p, "protocol", "TCP"); });
    for (const char* probe : {"livenessProbe", "readinessProbe", "startupProbe"})
        default_probe(c, probe);
    for_each(c, "env", "", [](json::value& e, const std::string&) {
        if (e.contains("valueFrom")) default_field_ref(e["valueFrom"]);
    });
}

/// What is limited is also requested, where nothing else is said.
inline void request_what_is_limited(json::value& c) {
    const json::value* limits = find(c, "resources.limits");
    if (!limits || !limits->is_object() || limits->empty()) return;
    const json::value copy = *limits;
    json::value* requests = object_in(c["resources"], "requests");
    for (const auto& [name, amount] : copy.items())
        if (requests) set_default(*requests, name.c_str(), amount);
}

inline void default_volume(json::value& v) {
    for (const char* source : {"configMap", "projected", "downwardAPI", "secret"})
        if (v.contains(source)) set_default(v[source], "defaultMode", 420);
    if (v.contains("hostPath")) set_default(v["hostPath"], "type", "");
    auto default_items = [](json::value& source) {
        for_each(source, "items", "",
                 [](json::value& item, const std::string&) { default_field_ref(item); });
    };
    if (v.contains("downwardAPI")) default_items(v["downwardAPI"]);
    if (v.contains("projected"))
        for_each(v["projected"], "sources", "", [&](json::value& source, const std::string&) {
            if (source.contains("downwardAPI")) default_items(source["downwardAPI"]);
            if (source.contains("serviceAccountToken"))
                set_default(source["serviceAccountToken"], "expirationSeconds", 3600);
        });
    if (v.size() == 1) v["emptyDir"] = json::value::object();
}

inline void default_pod_spec(json::value& spec) {
    for (const char* member : {"initContainers", "containers"})
        for_each(spec, member, "",
                 [](json::value& c, const std::string&) { default_container(c); });
    for_each(spec, "volumes", "", [](json::value& v, const std::string&) { default_volume(v); });
    set_default(spec, "restartPolicy", "Always");
    set_default(spec, "terminationGracePeriodSeconds", 30);
    set_default(spec, "dnsPolicy", "ClusterFirst");
    set_default(spec, "securityContext", json::value::object());
    set_default(spec, "schedulerName", "default-scheduler");
}

inline void check_amounts(const json::value& c, const std::string& field, errors& found) {
    const json::value* limits = find(c, "resources.limits");
    for (const char* part : {"limits", "requests"}) {
        const json::value* amounts = find(c, std::string("resources.") + part);
        if (!amounts || !amounts->is_object()) continue;
        for (const auto& [name, written] : amounts->items()) {
            const std::string at = field + ".resources." + part + "[" + name + "]";
            const auto amount = written.is_string()
                                    ? core::parse_quantity(written.get<std::string>())
                                    : std::nullopt;
            if (!amount) {
                invalid_value(
                    found, at, written,
                    "quantities must be a number and one of the suffixes n u m k M G T P E Ki Mi Gi Ti Pi Ei");
                continue;
            }
            if (amount->milli < 0)
                invalid_value(found, at, written, "must be greater than or equal to 0");
            const auto limit = limits && limits->is_object() && limits->contains(name) &&
                                       (*limits)[name].is_string()
                                   ? core::parse_quantity((*limits)[name].get<std::string>())
                                   : std::nullopt;
            if (part[0] == 'r' && limit && *amount > *limit)
                invalid_value(found, at, written,
                              "must be less than or equal to " + name + " limit of " +
                                  (*limits)[name].get<std::string>());
        }
    }
}

inline void check_ports(const json::value& c, const std::string& field, errors& found) {
    std::set<std::string> names;
    for_each(c, "ports", field + ".ports", [&](const json::value& p, const std::string& at) {
        const std::string name = text_at(p, "name");
        if (!name.empty() && !core::is_port_name(name))
            invalid_value(
                found, at + ".name", name,
                "must be at most 15 lower case letters, digits and '-', with a letter among them");
        if (!name.empty() && !names.insert(name).second) duplicate(found, at + ".name", name);
        const long port = integer_at(p, "containerPort");
        if (!p.contains("containerPort")) required(found, at + ".containerPort");
        else check_port(found, at + ".containerPort", port);
        check_protocol(found, at + ".protocol", text_at(p, "protocol"));
        if (integer_at(p, "hostPort") != 0)
            check_port(found, at + ".hostPort", integer_at(p, "hostPort"));
    });
}

/// Two containers of a pod cannot have one port of its node; in its node's network, ports are the
/// node's.
inline void check_host_ports(const json::value& spec, const std::string& at, errors& found) {
    std::set<std::string> taken;
    for_each(
        spec, "containers", at + ".containers",
        [&](const json::value& c, const std::string& field) {
            for_each(
                c, "ports", field + ".ports", [&](const json::value& p, const std::string& port) {
                    const long number = integer_at(p, "hostPort");
                    if (number == 0) return;
                    const std::string what = text_at(p, "protocol") + '/' + text_at(p, "hostIP") +
                                             '/' + std::to_string(number);
                    if (!taken.insert(what).second) duplicate(found, port + ".hostPort", what);
                    if (spec.value("hostNetwork", json::value()) == true &&
                        number != integer_at(p, "containerPort"))
                        invalid_value(found, port + ".hostPort", number,
                                      "must match `containerPort` when `hostNetwork` is true");
                });
        });
}

inline void check_container(const json::value& c, const std::string& at,
                            const std::set<std::string>& volumes, errors& found) {
    const std::string name = text_at(c, "name");
    if (name.empty()) required(found, at + ".name");
    else check_name(found, at + ".name", name, about_label);
    const std::string image = text_at(c, "image");
    if (image.empty()) required(found, at + ".image");
    else if (image.front() == ' ' || image.back() == ' ')
        invalid_value(found, at + ".image", image, "must not have leading or trailing whitespace");
    const std::string policy = text_at(c, "imagePullPolicy");
    if (policy != "Always" && policy != "IfNotPresent" && policy != "Never")
        unsupported(found, at + ".imagePullPolicy", policy, {"Always", "IfNotPresent", "Never"});
    check_ports(c, at, found);
    check_amounts(c, at, found);
    for_each(c, "env", at + ".env", [&](const json::value& e, const std::string& field) {
        if (text_at(e, "name").empty()) required(found, field + ".name");
        else if (!core::is_env_name(text_at(e, "name")))
            invalid_value(
                found, field + ".name", text_at(e, "name"),
                "a valid environment variable name must consist only of printable ASCII characters other than '='");
    });
    for_each(
        c, "volumeMounts", at + ".volumeMounts",
        [&](const json::value& m, const std::string& field) {
            if (!volumes.count(text_at(m, "name")))
                found.push_back({"FieldValueNotFound", "Not found: \"" + text_at(m, "name") + "\"",
                                 field + ".name"});
            if (text_at(m, "mountPath").empty()) required(found, field + ".mountPath");
        });
}

inline void check_pod_spec(const json::value& spec, const std::string& at, errors& found) {
    std::set<std::string> volumes, names;
    for_each(spec, "volumes", at + ".volumes", [&](const json::value& v, const std::string& field) {
        const std::string name = text_at(v, "name");
        if (name.empty()) required(found, field + ".name");
        else check_name(found, field + ".name", name, about_label);
        if (!name.empty() && !volumes.insert(name).second) duplicate(found, field + ".name", name);
    });
    const json::value* containers = find(spec, "containers");
    if (!containers || !containers->is_array() || containers->empty())
        required(found, at + ".containers");
    for (const char* member : {"initContainers", "containers"})
        for_each(spec, member, at + "." + member,
                 [&](const json::value& c, const std::string& field) {
                     check_container(c, field, volumes, found);
                     const std::string name = text_at(c, "name");
                     if (!name.empty() && !names.insert(name).second)
                         duplicate(found, field + ".name", name);
                 });
    check_host_ports(spec, at, found);
    const std::string policy = text_at(spec, "restartPolicy");
    if (policy != "Always" && policy != "OnFailure" && policy != "Never")
        unsupported(found, at + ".restartPolicy", policy, {"Always", "OnFailure", "Never"});
    if (integer_at(spec, "terminationGracePeriodSeconds") < 0)
        invalid_value(found, at + ".terminationGracePeriodSeconds",
                      integer_at(spec, "terminationGracePeriodSeconds"),
                      "must be greater than or equal to 0");
}

}  // namespace slipway::apiserver::kinds
