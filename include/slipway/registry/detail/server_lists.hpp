// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/number_in.hpp>
#include <slipway/json/value.hpp>
#include <slipway/net/url.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/registry/detail/remote.hpp>
#include <slipway/registry/detail/serving.hpp>

namespace slipway::registry::detail {

/// How many names `n` asks for; at most `most`.
inline std::size_t page_size(const visit& v, std::size_t most) {
    if (!v.to.at.has("n")) return most;
    const auto n = core::number_in<std::uint64_t>(v.to.at.parameter("n"));
    if (!n)
        throw protocol_error(core::reason::bad_request, 400, "PAGINATION_NUMBER_INVALID",
                             "n is how many names are wanted");
    return static_cast<std::size_t>(std::min<std::uint64_t>(*n, most));
}

/// A list, of which one name more than was asked for says that there are others (RFC 8288).
inline void answer_names(const visit& v, json::value document, const char* member,
                         std::vector<std::string> names, std::size_t count) {
    net::headers fields;
    if (names.size() > count) {
        names.resize(count);
        if (count > 0)
            fields.add("Link", "<" + v.to.at.path() + "?n=" + std::to_string(count) + "&last=" +
                                   net::percent_encode(names.back()) + ">; rel=\"next\"");
    }
    document[member] = std::move(names);
    v.answer({200, std::move(fields), json::write(document) + "\n"});
}

inline constexpr std::size_t most_names = 10'000;

inline void tags_endpoint(const visit& v) {
    if (v.head.method != "GET") not_allowed("GET");
    v.require(registry_action::pull);
    const std::size_t count = page_size(v, most_names);
    answer_names(
        v, {{"name", v.to.repository}}, "tags",
        v.by.storage.tags(v.to.repository, std::string(v.to.at.parameter("last")), count + 1),
        count);
}

/// The repositories that the client may pull from.
inline void catalog_endpoint(const visit& v) {
    if (v.head.method != "GET") not_allowed("GET");
    v.by.gate.require_somebody(v.who, v.url);
    const caller all{v.who.user, {}};  // tokens are for repositories that one knows
    const std::size_t count = page_size(v, most_names);
    std::vector<std::string> names;
    for (std::string last(v.to.at.parameter("last")); names.size() <= count;) {
        const auto page = v.by.storage.repositories(last, 1000);
        if (page.empty()) break;
        for (const std::string& name : page)
            if (names.size() <= count && v.by.gate.may(all, name, registry_action::pull))
                names.push_back(name);
        last = page.back();
    }
    answer_names(v, json::value::object(), "repositories", std::move(names), count);
}

inline void referrers_endpoint(const visit& v) {
    if (v.head.method != "GET") not_allowed("GET");
    v.require(registry_action::pull);
    std::string type(v.to.at.parameter("artifactType"));
    std::replace(type.begin(), type.end(), ' ',
                 '+');  // types have no blanks, but clients that do not escape their plus signs
    oci::index made;
    made.manifests = v.by.storage.referrers(v.to.repository, v.digest(), type);
    net::headers fields{{"Content-Type", made.media_type}};
    if (!type.empty()) fields.add("OCI-Filters-Applied", "artifactType");
    v.answer({200, std::move(fields), oci::write(made)});
}

}  // namespace slipway::registry::detail
