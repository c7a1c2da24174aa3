// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/cli/detail/crd_writer.hpp>
#include <slipway/cli/detail/import_objects.hpp>
#include <slipway/cli/detail/lower_case.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>
#include <slipway/dsl/literals.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::cli {

namespace detail {

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
        const std::string outer =
            space.empty() ? member_name(facts_.group.substr(0, facts_.group.find('.'))) : space;
        if (!spec_.contains("versions") || !spec_["versions"].is_array() ||
            spec_["versions"].empty())
            refuse("it has no versions");
        std::string made;
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
                made += (made.empty() ? "" : "\n") +
                        crd_writer(facts_, schema_reader(facts_.kind).read(schema),
                                   stored ? outer : outer + "::" + version)
                            .write();
            } catch (const core::status_error& e) {
                refuse(e.what());
            }
        }
        if (made.empty()) refuse("none of its versions is served");
        return made;
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

}  // namespace detail

/// A header with the structs of a CustomResourceDefinition, in the namespace of C++ that is given,
/// or one that is called as the first part of its group. They stand in a cluster beside those of
/// the API, and clients and operators work with them. Throws `status_error` (bad_request) with the
/// file for what is no such definition.
inline std::string structs_of_crd(const import_source& source, const std::string& space = {}) {
    std::string made;
    std::vector<json::value> documents;
    try {
        documents = json::read_yaml(source.content);
    } catch (const core::status_error& e) {
        throw core::status_error(core::reason::bad_request, source.file + ": " + e.what());
    }
    for (const json::value& d : documents) {
        if (detail::text_of(d, "kind") != "CustomResourceDefinition") continue;
        if (detail::text_of(d, "apiVersion") != "apiextensions.k8s.io/v1")
            throw core::status_error(
                core::reason::bad_request,
                source.file + ": a CustomResourceDefinition is of apiextensions.k8s.io/v1, not " +
                    detail::clean_text(detail::text_of(d, "apiVersion")));
        made += "\n" + detail::crd_reader(d, source.file).write(space);
    }
    if (made.empty())
        throw core::status_error(core::reason::bad_request,
                                 source.file + ": there is no CustomResourceDefinition in it");
    return "// Made from " + detail::clean_text(source.file.substr(source.file.rfind('/') + 1)) +
           " by import --crd.\n#pragma once\n\n#include <cstddef>\n#include <string_view>\n\n#include "
           "<slipway/api/fields/meta_v1.hpp>\n#include <slipway/api/kind.hpp>\n"
           "#include <slipway/api/members/meta_v1.hpp>\n#include <slipway/api/resource.hpp>\n#include "
           "<slipway/core/type_info.hpp>\n" +
           made;
}

}  // namespace slipway::cli
