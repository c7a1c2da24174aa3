// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/crd_schema.hpp>

namespace slipway::cli::detail {

/// What a CustomResourceDefinition says of one version of its kind.
struct crd_facts {
    std::string group{}, version{}, kind{}, plural{}, singular{};
    bool namespaced = true, has_status = false, has_scale = false;
    std::vector<std::string> short_names{}, categories{};
};

/// What the structs need.
inline constexpr std::string_view crd_includes =
    "#include <slipway/api/fields/meta_v1.hpp>\n"
    "#include <slipway/api/kind.hpp>\n"
    "#include <slipway/api/members/meta_v1.hpp>\n"
    "#include <slipway/api/resource.hpp>\n"
    "#include <slipway/core/type_info.hpp>\n";

/// The structs of one version, with all that the library has of the API's own: members, tables, and
/// the row of the kind.
class crd_writer {
public:
    crd_writer(const crd_facts& facts, std::vector<schema_struct> structs, std::string space)
        : facts_(facts), structs_(std::move(structs)), space_(std::move(space)) {}

    std::string write() const {
        std::string made = "namespace " + space_ + " {\n\n";
        for (const schema_struct& s : structs_) made += declaration(s);
        for (const schema_struct& s : structs_) made += members(s);
        made += "namespace tables {\n\n";
        for (const schema_struct& s : structs_) made += table(s);
        return made + "}  // namespace tables\n\n}  // namespace " + space_ + "\n\n" +
               specializations();
    }

private:
    static std::string comment(const std::string& text, const std::string& indent) {
        return text.empty() ? "" : indent + "/// " + text + "\n";
    }

    static std::string simple(const std::string& kind) {
        if (kind == "integer") return "slipway::core::optional<long>";
        if (kind == "boolean") return "slipway::core::optional<bool>";
        return "slipway::core::" + kind;
    }
    static std::string element_type(const schema_field& f) {
        return f.element == "object" ? f.type : simple(f.element);
    }
    static std::string cpp_type(const schema_field& f) {
        if (f.kind == "object") return f.type;
        if (f.kind == "boxed") return "slipway::core::optional<" + f.type + ">";
        if (f.kind == "list" || f.kind == "map")
            return "slipway::core::" + f.kind + "<" + element_type(f) + ">";
        return simple(f.kind);
    }

    static std::string declaration(const schema_struct& s) {
        std::string made = comment(s.comment, "") + "struct " + s.name + " {\n";
        for (const schema_field& f : s.fields)
            made += comment(f.comment, "    ") + "    " + cpp_type(f) + " " + f.member + "{};\n";
        return made + "    slipway::core::raw unknown{};\n};\n\n";
    }
    std::string members(const schema_struct& s) const {
        std::string made = "template <class Visitor>\nconstexpr void each_member(const " + s.name +
                           "& o, Visitor& v) {\n";
        if (s.fields.empty()) made += "    (void)o, (void)v;\n";
        for (const schema_field& f : s.fields) {
            const bool status = s.name == facts_.kind && f.name == "status";
            made += std::string("    ") + (status ? "if constexpr (Visitor::visits_status) " : "") +
                    "v." + f.kind + "(" + key(f.name) + ", o." + f.member +
                    (f.required ? ", slipway::api::required" : "") + ");\n";
        }
        return made + "}\n\n";
    }
    static std::string key(const std::string& name) {
        return "{" + literal_of(name) + ", " + std::to_string(name.size()) + "}";
    }

    static std::string row(const schema_struct& s, const schema_field& f) {
        const std::string kinds = "slipway::core::value_kind::";
        std::string access = "nullptr", type = "nullptr";
        if (f.kind == "list" || f.kind == "map")
            access = "&slipway::core::" + f.kind + "_access<" + element_type(f) + ">";
        if (f.kind == "boxed") access = "&slipway::core::box_access<" + f.type + ">";
        if (!f.type.empty())
            type = f.type.starts_with("slipway::") ? "&slipway::core::type_info_of<" + f.type + ">"
                                                   : "&" + f.type + "_type";
        std::string made = "    {" + literal_of(f.name) + ", offsetof(" + s.name + ", " + f.member +
                           "), " + kinds + f.kind + ", " + kinds + f.element + ", " + type + ", " +
                           access + ", " + (f.required ? "true" : "false");
        const std::string topology =
            f.list_type == "set" || f.list_type == "map" ? f.list_type : "atomic";
        const std::string mapping =
            f.map_type == "atomic" || f.map_type == "granular" ? f.map_type : "unsaid";
        if (topology != "atomic" || mapping != "unsaid")
            made += ", slipway::core::patch_strategy::none, slipway::core::list_type::" + topology +
                    ", \"\", " + literal_of(f.map_keys) + ", slipway::core::map_type::" + mapping;
        return made + "},\n";
    }
    static std::string table(const schema_struct& s) {
        std::string made;
        if (!s.fields.empty()) {
            made = "inline constexpr slipway::core::field " + s.name + "_fields[] = {\n";
            for (const schema_field& f : s.fields) made += row(s, f);
            made += "};\n";
        }
        return made + "inline constexpr slipway::core::type_info " + s.name + "_type{\"" + s.name +
               "\", " + (s.fields.empty() ? "nullptr" : s.name + "_fields") + ", " +
               std::to_string(s.fields.size()) + ", offsetof(" + s.name + ", unknown)};\n\n";
    }

    std::string words(const std::string& name, const std::vector<std::string>& of) const {
        if (of.empty()) return "";
        std::string made =
            "inline constexpr std::string_view " + facts_.kind + "_" + name + "[] = {";
        for (const std::string& w : of) made += (&w == of.data() ? "" : ", ") + literal_of(w);
        return made + "};\n";
    }
    std::string words_or_none(const std::string& name, const std::vector<std::string>& of) const {
        return of.empty() ? "{}" : space_ + "::tables::" + facts_.kind + "_" + name;
    }

    std::string specializations() const {
        std::vector<std::string> below;
        if (facts_.has_scale) below.push_back("scale");
        if (facts_.has_status) below.push_back("status");
        const std::vector<std::string> verbs = {"create", "delete", "deletecollection", "get",
                                                "list",   "patch",  "update",           "watch"};
        const std::string type = space_ + "::" + facts_.kind,
                          version = literal_of(facts_.group + "/" + facts_.version),
                          flag = facts_.namespaced ? "true" : "false";
        std::string made =
            "namespace " + space_ + "::tables {\n\n" + words("short_names", facts_.short_names) +
            words("categories", facts_.categories) + words("subresources", below) +
            words("verbs", verbs) + "inline constexpr slipway::api::resource " + facts_.kind +
            "_row{" + literal_of(facts_.group) + ", " + literal_of(facts_.version) + ", " +
            literal_of(facts_.kind) + ", " + literal_of(facts_.plural) + ", " +
            literal_of(facts_.singular) + ", " + flag + ", " +
            words_or_none("short_names", facts_.short_names) + ", " +
            words_or_none("categories", facts_.categories) + ", " +
            words_or_none("subresources", below) + ", " + words_or_none("verbs", verbs) +
            // Without the table: no server merges patches of the kind by its structs.
            "};\n\n}  // namespace " + space_ +
            "::tables\n\nnamespace slipway::api {\ntemplate <>\ninline constexpr kind_facts kind_of<" +
            type + ">{" + version + ", " + literal_of(facts_.kind) + ", " +
            literal_of(facts_.plural) + ", " + flag +
            "};\ntemplate <>\ninline constexpr const resource& resource_of<" + type +
            "> = " + space_ + "::tables::" + facts_.kind +
            "_row;\n}  // namespace slipway::api\n\nnamespace slipway::core {\n";
        for (const schema_struct& s : structs_)
            made += "template <>\ninline constexpr const type_info& type_info_of<" + space_ +
                    "::" + s.name + "> = " + space_ + "::tables::" + s.name + "_type;\n";
        return made + "}  // namespace slipway::core\n";
    }

    const crd_facts& facts_;
    std::vector<schema_struct> structs_;
    std::string space_;
};

}  // namespace slipway::cli::detail
