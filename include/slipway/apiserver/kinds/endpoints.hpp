// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>

namespace slipway::apiserver::kinds {

inline void default_endpoints(json::value& object) {
    for_each(object, "subsets", "", [](json::value& subset, const std::string&) {
        for_each(subset, "ports", "", [](json::value& p, const std::string&) { set_default(p, "protocol", "TCP"); });
    });
}

inline void check_endpoints(const json::value& object, const json::value*, errors& found) { check_metadata(object, found); }

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

inline void print_endpoints(const json::value& object, core::time_source::wall_time now, cells& out) {
    std::vector<std::string> all;
    for_each(object, "subsets", "", [&](const json::value& subset, const std::string&) {
        for_each(subset, "addresses", "", [&](const json::value& a, const std::string&) {
            const json::value* ports = find(subset, "ports");
            if (!ports || !ports->is_array() || ports->empty()) all.push_back(text_at(a, "ip"));
            else for_each(subset, "ports", "", [&](const json::value& p, const std::string&) { all.push_back(text_at(a, "ip") + ":" + std::to_string(integer_at(p, "port"))); });
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

inline void print_slice(const json::value& object, core::time_source::wall_time now, cells& out) {
    std::vector<std::string> ports, addresses;
    for_each(object, "ports", "", [&](const json::value& p, const std::string&) { ports.push_back(std::to_string(integer_at(p, "port"))); });
    for_each(object, "endpoints", "", [&](const json::value& e, const std::string&) {
        const json::value* list = find(e, "addresses");
        if (list && list->is_array())
            for (const json::value& a : *list)
                if (a.is_string()) addresses.push_back(a.get<std::string>());
    });
    out = {name_of(object), text_at(object, "addressType"), ports.empty() ? "<unset>" : first_three(ports),
           addresses.empty() ? "<unset>" : first_three(addresses), age_of(object, now)};
}

inline constexpr kind_row endpoints{"", "endpoints", default_endpoints, check_endpoints, nullptr, nullptr, endpoints_columns, print_endpoints, {}};
inline constexpr kind_row endpoint_slices{"discovery.k8s.io", "endpointslices", default_slice, check_endpoints, nullptr, nullptr, slice_columns, print_slice, {}};

}  // namespace slipway::apiserver::kinds
