// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void default_service(json::value& service) {
    json::value* spec = object_in(service, "spec");
    if (!spec) return;
    set_default(*spec, "type", "ClusterIP");
    set_default(*spec, "sessionAffinity", "None");
    if (text_at(*spec, "sessionAffinity") == "ClientIP")
        if (json::value* config = object_in(*spec, "sessionAffinityConfig"))
            if (json::value* client = object_in(*config, "clientIP"))
                set_default(*client, "timeoutSeconds", 10'800);
    const std::string type = text_at(*spec, "type");
    if (type != "ExternalName") {
        set_default(*spec, "internalTrafficPolicy", "Cluster");
        set_default(*spec, "ipFamilies", json::value::array({"IPv4"}));
        set_default(*spec, "ipFamilyPolicy", "SingleStack");
    }
    if (type == "NodePort" || type == "LoadBalancer")
        set_default(*spec, "externalTrafficPolicy", "Cluster");
    if (type == "LoadBalancer") set_default(*spec, "allocateLoadBalancerNodePorts", true);
    for_each(*spec, "ports", "", [](json::value& p, const std::string&) {
        set_default(p, "protocol", "TCP");
        if (p.contains("port")) set_default(p, "targetPort", p["port"]);
    });
    json::value* status = object_in(service, "status");
    if (status) set_default(*status, "loadBalancer", json::value::object());
}

inline void check_service_ports(const json::value& spec, errors& found) {
    const json::value* ports = find(spec, "ports");
    const bool headless = text_at(spec, "clusterIP") == "None",
               external = text_at(spec, "type") == "ExternalName";
    if (!headless && !external && (!ports || !ports->is_array() || ports->empty()))
        return required(found, "spec.ports");
    std::set<std::string> names, numbers;
    const bool several = ports && ports->is_array() && ports->size() > 1;
    for_each(spec, "ports", "spec.ports", [&](const json::value& p, const std::string& at) {
        const std::string name = text_at(p, "name");
        if (name.empty() && several) required(found, at + ".name");
        if (!name.empty()) check_name(found, at + ".name", name, about_label);
        if (!name.empty() && !names.insert(name).second) duplicate(found, at + ".name", name);
        const long port = integer_at(p, "port");
        check_port(found, at + ".port", port);
        if (!numbers.insert(std::to_string(port) + text_at(p, "protocol")).second)
            found.push_back(
                {"FieldValueDuplicate",
                 "Duplicate value: port " + std::to_string(port) + "/" + text_at(p, "protocol"),
                 at});
        check_protocol(found, at + ".protocol", text_at(p, "protocol"));
        const json::value* target = find(p, "targetPort");
        if (target && target->is_string() && !core::is_port_name(target->get<std::string>()))
            invalid_value(
                found, at + ".targetPort", *target,
                "must be a port's number or its name: at most 15 lower case letters, digits and '-'");
        if (target && target->is_number_integer())
            check_port(found, at + ".targetPort", target->get<long>());
    });
}

inline void check_affinity(const json::value& spec, errors& found) {
    const std::string affinity = text_at(spec, "sessionAffinity");
    if (affinity != "ClientIP" && affinity != "None")
        return unsupported(found, "spec.sessionAffinity", affinity, {"ClientIP", "None"});
    const long seconds = integer_at(spec, "sessionAffinityConfig.clientIP.timeoutSeconds");
    if (affinity == "ClientIP" && (seconds < 1 || seconds > 86'400))
        invalid_value(found, "spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds,
                      "must be greater than 0 and less than 86400");
}

inline void check_service(const json::value& service, const json::value* old, errors& found) {
    check_metadata(service, found, about_dns1035_label);
    const json::value* spec = find(service, "spec");
    if (!spec || !spec->is_object()) return required(found, "spec");
    const std::string type = text_at(*spec, "type");
    if (type != "ClusterIP" && type != "NodePort" && type != "LoadBalancer" &&
        type != "ExternalName")
        unsupported(found, "spec.type", type,
                    {"ClusterIP", "ExternalName", "LoadBalancer", "NodePort"});
    if (type == "ExternalName" && text_at(*spec, "externalName").empty())
        required(found, "spec.externalName");
    check_service_ports(*spec, found);
    check_affinity(*spec, found);
    const std::string before = old ? text_at(*old, "spec.clusterIP") : std::string(),
                      now = text_at(*spec, "clusterIP");
    if (!before.empty() && !now.empty() && now != before &&
        text_at(*old, "spec.type") != "ExternalName")
        found.push_back({"FieldValueInvalid",
                         "Invalid value: \"" + now + "\": may not change once set",
                         "spec.clusterIP"});
}

inline constexpr column service_columns[] = {
    {"Name", "string", "name", "Name of the Service", 0},
    {"Type", "string", "", "How it is reached", 0},
    {"Cluster-IP", "string", "", "Its address inside the cluster", 0},
    {"External-IP", "string", "", "Its addresses outside of the cluster", 0},
    {"Port(s)", "string", "", "Ports, and the node ports behind colons", 0},
    {"Age", "string", "", "Time since the creation", 0},
    {"Selector", "string", "", "The labels of its pods", 1},
};

inline std::string external_addresses(const json::value& service) {
    std::string out;
    for_each(part(service, "status.loadBalancer"), "ingress", "",
             [&](const json::value& i, const std::string&) {
                 const std::string address =
                     text_at(i, "ip").empty() ? text_at(i, "hostname") : text_at(i, "ip");
                 if (!address.empty()) out += (out.empty() ? "" : ",") + address;
             });
    if (const json::value* ips = find(service, "spec.externalIPs"); ips && ips->is_array())
        for (const json::value& ip : *ips)
            if (ip.is_string()) out += (out.empty() ? "" : ",") + ip.get<std::string>();
    const std::string type = text_at(service, "spec.type");
    if (type == "ExternalName") return or_none(text_at(service, "spec.externalName"));
    return out.empty() && type == "LoadBalancer" ? "<pending>" : or_none(out);
}

inline void print_service(const json::value& service, core::time_source::wall_time now,
                          cells& out) {
    std::string ports;
    for_each(part(service, "spec"), "ports", "", [&](const json::value& p, const std::string&) {
        const long node_port = integer_at(p, "nodePort");
        ports += (ports.empty() ? "" : ",") + std::to_string(integer_at(p, "port")) +
                 (node_port ? ":" + std::to_string(node_port) : std::string()) + "/" +
                 text_at(p, "protocol");
    });
    out = {name_of(service),
           text_at(service, "spec.type"),
           or_none(text_at(service, "spec.clusterIP")),
           external_addresses(service),
           or_none(ports),
           age_of(service, now),
           labels_text(find(service, "spec.selector"))};
}

inline constexpr std::string_view service_fields[] = {"spec.clusterIP", "spec.type"};

inline constexpr kind_row services{
    "",      "services",      default_service, check_service,  nullptr,
    nullptr, service_columns, print_service,   service_fields, nullptr,
    true};

}  // namespace slipway::apiserver::kinds
