// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include <arpa/inet.h>

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void default_endpoints(json::value& object) {
    for_each(object, "subsets", "", [](json::value& subset, const std::string&) {
        for_each(subset, "ports", "",
                 [](json::value& p, const std::string&) { set_default(p, "protocol", "TCP"); });
    });
}

inline void check_address(errors& found, const std::string& field, const json::value& address,
                          const std::string& type = {}) {
    const std::string ip = address.is_string() ? address.get<std::string>() : std::string();
    in6_addr parsed{};
    const bool four = inet_pton(AF_INET, ip.c_str(), &parsed) == 1,
               six = inet_pton(AF_INET6, ip.c_str(), &parsed) == 1;
    if (!four && !six)
        invalid_value(found, field, ip,
                      "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    else if (type == "IPv4" && !four) invalid_value(found, field, ip, "must be an IPv4 address");
    else if (type == "IPv6" && !six) invalid_value(found, field, ip, "must be an IPv6 address");
}

inline void check_endpoints(const json::value& object, const json::value*, errors& found) {
    check_metadata(object, found);
    for_each(object, "subsets", "subsets", [&](const json::value& subset, const std::string& at) {
        bool any = false;
        for (const char* member : {"addresses", "notReadyAddresses"})
            for_each(subset, member, at + "." + member,
                     [&](const json::value& a, const std::string& field) {
                         any = true;
                         check_address(found, field + ".ip", part(a, "ip"));
                     });
        if (!any) required(found, at, "must specify `addresses` or `notReadyAddresses`");
        for_each(subset, "ports", at + ".ports",
                 [&](const json::value& p, const std::string& field) {
                     if (text_at(p, "name").empty() && subset["ports"].size() > 1)
                         required(found, field + ".name");
                     check_port(found, field + ".port", integer_at(p, "port"));
                     check_protocol(found, field + ".protocol", text_at(p, "protocol"));
                 });
    });
}

/// The first of a list, and how many more there are.
inline std::string first_three(const std::vector<std::string>& all) {
    std::string out;
    for (std::size_t i = 0; i < all.size() && i < 3; ++i) out += (i ? "," : "") + all[i];
    if (all.size() > 3) out += " + " + std::to_string(all.size() - 3) + " more...";
    return or_none(out);
}

inline constexpr column endpoints_columns[] = {
    {"Name", "string", "name", "Name of the Service", 0},
    {"Endpoints", "string", "", "Addresses and ports of the pods that are ready", 0},
    {"Age", "string", "", "Time since the creation", 0},
};

inline void print_endpoints(const json::value& object, core::time_source::wall_time now,
                            cells& out) {
    std::vector<std::string> all;
    for_each(object, "subsets", "", [&](const json::value& subset, const std::string&) {
        for_each(subset, "addresses", "", [&](const json::value& a, const std::string&) {
            const json::value* ports = find(subset, "ports");
            if (!ports || !ports->is_array() || ports->empty()) all.push_back(text_at(a, "ip"));
            else
                for_each(subset, "ports", "", [&](const json::value& p, const std::string&) {
                    all.push_back(text_at(a, "ip") + ":" + std::to_string(integer_at(p, "port")));
                });
        });
    });
    out = {name_of(object), first_three(all), age_of(object, now)};
}

inline constexpr column slice_columns[] = {
    {"Name", "string", "name", "Name of the slice", 0},
    {"AddressType", "string", "", "Kind of its addresses", 0},
    {"Ports", "string", "", "Ports of its endpoints", 0},
    {"Endpoints", "string", "", "Addresses of its endpoints", 0},
    {"Age", "string", "", "Time since the creation", 0},
};

inline void default_slice(json::value& object) {
    for_each(object, "ports", "", [](json::value& p, const std::string&) {
        set_default(p, "protocol", "TCP");
        set_default(p, "name", "");
    });
}

inline void check_slice(const json::value& slice, const json::value* old, errors& found) {
    check_metadata(slice, found);
    const std::string type = text_at(slice, "addressType");
    if (type.empty()) required(found, "addressType");
    else if (type != "IPv4" && type != "IPv6" && type != "FQDN")
        unsupported(found, "addressType", type, {"FQDN", "IPv4", "IPv6"});
    for_each(slice, "endpoints", "endpoints", [&](const json::value& e, const std::string& at) {
        const json::value& addresses = part(e, "addresses");
        if (!addresses.is_array() || addresses.empty())
            return required(found, at + ".addresses", "must contain at least 1 address");
        for (std::size_t i = 0; i < addresses.size(); ++i)
            if (type != "FQDN")
                check_address(found, at + ".addresses[" + std::to_string(i) + "]", addresses[i],
                              type);
    });
    std::set<std::string> names;
    for_each(slice, "ports", "ports", [&](const json::value& p, const std::string& at) {
        if (!names.insert(text_at(p, "name")).second)
            duplicate(found, at + ".name", text_at(p, "name"));
        check_protocol(found, at + ".protocol", text_at(p, "protocol"));
    });
    if (old) immutable(found, slice, *old, "addressType");
}

inline void print_slice(const json::value& object, core::time_source::wall_time now, cells& out) {
    std::vector<std::string> ports, addresses;
    for_each(object, "ports", "", [&](const json::value& p, const std::string&) {
        ports.push_back(std::to_string(integer_at(p, "port")));
    });
    for_each(object, "endpoints", "", [&](const json::value& e, const std::string&) {
        const json::value* list = find(e, "addresses");
        if (list && list->is_array())
            for (const json::value& a : *list)
                if (a.is_string()) addresses.push_back(a.get<std::string>());
    });
    out = {name_of(object), text_at(object, "addressType"),
           ports.empty() ? "<unset>" : first_three(ports),
           addresses.empty() ? "<unset>" : first_three(addresses), age_of(object, now)};
}

inline constexpr kind_row endpoints{"",      "endpoints", default_endpoints, check_endpoints,
                                    nullptr, nullptr,     endpoints_columns, print_endpoints,
                                    {}};
inline constexpr kind_row endpoint_slices{"discovery.k8s.io", "endpointslices", default_slice,
                                          check_slice,        nullptr,          nullptr,
                                          slice_columns,      print_slice,      {}};

}  // namespace slipway::apiserver::kinds
