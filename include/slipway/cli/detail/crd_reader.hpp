// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/crd_writer.hpp>
#include <slipway/cli/detail/lower_case.hpp>
#include <slipway/cli/detail/text_of.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>
#include <slipway/dsl/literals.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// A CustomResourceDefinition, as far as structs need it.
class crd_reader {
public:
    crd_reader(const json::value& d, const std::string& file)
        : file_(file),
          spec_(d.contains("spec") && d["spec"].is_object() ? d["spec"] : json::value::object()) {
        const json::value names = spec_.contains("names") && spec_["names"].is_object()
                                      ? spec_["names"]
                                      : json::value::object();
        facts_.group = text_of(spec_, "group");
        facts_.kind = text_of(names, "kind");
        facts_.plural = text_of(names, "plural");
        facts_.singular = text_of(names, "singular");
        if (!dsl::detail::is_kind(facts_.kind)) refuse("spec.names.kind is no name of a kind");
        if (facts_.group.empty() || !core::is_dns_subdomain(facts_.group))
            refuse("spec.group is no name of a group");
        if (!core::is_dns_label(facts_.plural))
            refuse("spec.names.plural is no name of a resource");
        if (facts_.singular.empty()) facts_.singular = lower_case(facts_.kind);
        facts_.namespaced = text_of(spec_, "scope") != "Cluster";
        texts(names, "shortNames", facts_.short_names);
        texts(names, "categories", facts_.categories);
    }

    /// Each version that is served; the one that is stored is in the namespace itself, others in
    /// one of their own inside.
    std::string write(const std::string& space) {
        std::string made;
        each_version(
            space, [&made](const crd_facts& facts, const std::vector<schema_struct>& structs,
                           const std::string& in) {
                made += (made.empty() ? "" : "\n") + crd_writer(facts, structs, in).write();
            });
        if (made.empty()) refuse("none of its versions is served");
        return made;
    }

    /// Calls `visit(facts, structs, namespace)` for each version that is served.
    template <class Visit>
    void each_version(const std::string& space, Visit visit) {
        const std::string outer =
            space.empty() ? member_name(facts_.group.substr(0, facts_.group.find('.'))) : space;
        if (!spec_.contains("versions") || !spec_["versions"].is_array() ||
            spec_["versions"].empty())
            refuse("it has no versions");
        for (const json::value& v : spec_["versions"]) {
            const std::string version = text_of(v, "name");
            if (!dsl::detail::is_api_version(version)) refuse("a version has no name such as v1");
            if (!v.contains("served") || v["served"] != true) continue;
            facts_.version = version;
            const json::value none = json::value::object();
            const json::value below = v.contains("subresources") && v["subresources"].is_object()
                                          ? v["subresources"]
                                          : none;
            facts_.has_status = below.contains("status");
            facts_.has_scale = below.contains("scale");
            const bool stored = v.contains("storage") && v["storage"] == true;
            const json::value schema = v.contains("schema") && v["schema"].is_object() &&
                                               v["schema"].contains("openAPIV3Schema")
                                           ? v["schema"]["openAPIV3Schema"]
                                           : none;
            if (!schema.is_object() || !schema.contains("properties"))
                refuse("version " + version + " has no openAPIV3Schema with properties");
            try {
                visit(facts_, schema_reader(facts_.kind).read(schema),
                      stored ? outer : outer + "::" + version);
            } catch (const core::status_error& e) {
                refuse(e.what());
            }
        }
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw core::status_error(
            core::reason::bad_request,
            file_ + ": CustomResourceDefinition" +
                (facts_.plural.empty() ? "" : " " + clean_text(facts_.plural)) + ": " + why);
    }
    static void texts(const json::value& v, const char* member, std::vector<std::string>& to) {
        if (!v.contains(member) || !v[member].is_array()) return;
        for (const json::value& item : v[member])
            if (item.is_string()) to.push_back(item.get<std::string>());
    }

    const std::string& file_;
    json::value spec_;
    crd_facts facts_{};
};

}  // namespace slipway::cli::detail
