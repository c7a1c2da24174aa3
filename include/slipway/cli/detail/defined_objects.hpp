// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/detail/inside.hpp>
#include <slipway/core/status.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/json/read.hpp>

namespace slipway::cli::detail {

/// What an object is known by, in all versions of its kind.
struct object_key {
    std::string group{};
    std::string kind{};
    std::string namespace_{};  ///< empty for kinds outside of namespaces
    std::string name{};

    friend auto operator<=>(const object_key&, const object_key&) = default;

    /// `apps/Deployment/shop/web`: none of the four contains a slash.
    std::string line() const { return group + '/' + kind + '/' + namespace_ + '/' + name; }
    static std::optional<object_key> parse(std::string_view line) {
        std::string parts[4];
        for (int i = 0; i < 4; ++i) {
            const std::size_t slash = line.find('/');
            if ((slash == line.npos) != (i == 3)) return std::nullopt;
            parts[i] = line.substr(0, slash);
            line.remove_prefix(i == 3 ? line.size() : slash + 1);
        }
        if (parts[1].empty() || parts[3].empty()) return std::nullopt;
        return object_key{parts[0], parts[1], parts[2], parts[3]};
    }
    /// `Deployment web`; with its namespace where that is not `home`.
    std::string shown(std::string_view home) const {
        return kind + ' ' + (namespace_.empty() || namespace_ == home ? "" : namespace_ + '/') +
               name;
    }
};

/// An object of a definition, as it is sent.
struct defined_object {
    object_key key{};
    std::string version{};  ///< of its API, without the group
    json::value body{};
    std::string place{};  ///< `shop.cpp:12`
};

inline std::pair<std::string, std::string> split_api_version(const std::string& s) {
    const std::size_t slash = s.find('/');
    if (slash == s.npos) return {"", s};
    return {s.substr(0, slash), s.substr(slash + 1)};
}

/// The elements of `ports` are known by number and protocol. API servers before 1.21 do not know
/// that TCP is meant where a Service says nothing, and refuse to apply it.
inline void say_protocols(json::value& service) {
    const auto spec = service.find("spec");
    if (spec == service.end() || !spec->is_object()) return;
    const auto ports = spec->find("ports");
    if (ports == spec->end() || !ports->is_array()) return;
    for (json::value& p : *ports)
        if (p.is_object() && !p.contains("protocol")) p["protocol"] = "TCP";
}

/// Those of a definition, as they were written.
inline std::vector<defined_object> defined_objects(const dsl::rendered& cluster) {
    const json::value all = json::read(cluster.json);
    std::vector<defined_object> made;
    for (const json::value& body : inside_list(all, {"items"})) {
        defined_object o;
        const auto [group, version] = split_api_version(inside_text(body, {"apiVersion"}));
        o.key = {group, inside_text(body, {"kind"}), inside_text(body, {"metadata", "namespace"}),
                 inside_text(body, {"metadata", "name"})};
        o.version = version;
        o.body = body;
        if (o.key.group.empty() && o.key.kind == "Service") say_protocols(o.body);
        if (made.size() < cluster.document_count) {
            const dsl::rendered_object& d = cluster.documents[made.size()];
            const std::string_view file = d.file ? d.file : "";
            if (!file.empty())
                o.place =
                    std::string(file.substr(file.rfind('/') + 1)) + ':' + std::to_string(d.line);
        }
        if (o.key.kind.empty() || o.key.name.empty() || version.empty())
            throw core::status_error(
                core::reason::invalid,
                "an object of the definition" + (o.place.empty() ? "" : " (" + o.place + ")") +
                    " has no apiVersion, kind or name, so that no cluster can take it");
        made.push_back(std::move(o));
    }
    return made;
}

}  // namespace slipway::cli::detail
