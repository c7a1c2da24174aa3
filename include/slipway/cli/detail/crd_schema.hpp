// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/import_code.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// A member of a struct that is made from a schema.
struct schema_field {
    std::string name{};    ///< in JSON
    std::string member{};  ///< in C++
    std::string kind{};    ///< a `core::value_kind`
    std::string element{"text"};
    std::string type{};  ///< the struct, of the member or of its elements
    std::string comment{};
    bool required = false;
    std::string list_type{}, map_keys{}, map_type{};
};
struct schema_struct {
    std::string name{};
    std::string comment{};
    std::vector<schema_field> fields{};
};

/// The structs of an `openAPIV3Schema` (Kubernetes documentation, "Extend the Kubernetes API with
/// CustomResourceDefinitions"), those that others consist of first. What has no structure is kept
/// as raw JSON.
class schema_reader {
public:
    explicit schema_reader(std::string kind) : kind_(std::move(kind)) {}

    std::vector<schema_struct> read(const json::value& schema) {
        names_.insert(kind_);
        schema_struct top{kind_, summary(schema), {}};
        add(top, "apiVersion", "text");
        add(top, "kind", "text");
        add(top, "metadata", "object").type = "slipway::api::meta_v1::ObjectMeta";
        members(top, schema, 0);
        made_.push_back(std::move(top));
        return std::move(made_);
    }

private:
    static constexpr int deepest = 64;

    [[noreturn]] static void refuse(const std::string& why) {
        throw core::status_error(core::reason::bad_request, why);
    }

    static schema_field& add(schema_struct& to, const std::string& name, const std::string& kind) {
        to.fields.push_back({.name = name, .member = member_name(name), .kind = kind});
        return to.fields.back();
    }
    static std::string text(const json::value& v, const char* member) {
        const auto found = v.find(member);
        return found != v.end() && found->is_string() ? found->get<std::string>() : "";
    }
    static bool flag(const json::value& v, const char* member) {
        const auto found = v.find(member);
        return found != v.end() && *found == true;
    }
    static const json::value* below(const json::value& v, const char* member) {
        const auto found = v.find(member);
        return found != v.end() && found->is_object() && !found->empty() ? &*found : nullptr;
    }
    /// The first sentence of a description, as a comment can hold it.
    static std::string summary(const json::value& schema) {
        std::string all = clean_text(text(schema, "description"), true);
        all = all.substr(0, all.find("\n\n"));
        std::replace(all.begin(), all.end(), '\n', ' ');
        if (const std::size_t end = all.find(". "); end != all.npos) all.resize(end + 1);
        constexpr std::size_t longest = 160;
        if (all.size() > longest) all = all.substr(0, all.rfind(' ', longest)) + " ...";
        while (!all.empty() && (all.back() == '\\' || all.back() == ' '))
            all.pop_back();  // or the next line were a comment too
        return all;
    }

    void members(schema_struct& to, const json::value& schema, int depth) {
        if (depth > deepest)
            refuse(to.name + ": the schema is nested more than " + std::to_string(deepest) +
                   " levels deep");
        const json::value* const properties = below(schema, "properties");
        if (!properties) return;
        const json::value required = schema.contains("required") && schema["required"].is_array()
                                         ? schema["required"]
                                         : json::value::array();
        for (const auto& [name, property] : properties->items()) {
            const bool known =
                depth == 0 && (name == "apiVersion" || name == "kind" || name == "metadata");
            if (known) continue;
            if (!property.is_object())
                refuse(to.name + "." + clean_text(name) + ": its schema is no object");
            schema_field f = field(to.name, name, property, depth);
            f.required = std::find(required.begin(), required.end(), name) != required.end();
            if (f.member == to.name || f.member == "unknown") f.member += '_';
            for (const schema_field& other : to.fields)
                if (other.member == f.member)
                    refuse(to.name + ": '" + clean_text(other.name) + "' and '" + clean_text(name) +
                           "' would have the same name in C++");
            to.fields.push_back(std::move(f));
        }
    }

    /// What a value is, as far as it has no parts: `raw` where that is not known.
    static std::string leaf(const json::value& schema) {
        const std::string type = text(schema, "type");
        if (flag(schema, "x-kubernetes-int-or-string")) return "int_or_string";
        if (type == "string") return "text";
        if (type == "integer") return "integer";
        if (type == "boolean") return "boolean";
        return "raw";  // numbers too: their digits stay as they are written
    }
    static bool is_struct(const json::value& schema) {
        return below(schema, "properties") && !flag(schema, "x-kubernetes-int-or-string");
    }

    schema_field field(const std::string& owner, const std::string& name, const json::value& schema,
                       int depth) {
        schema_field f{.name = name, .member = member_name(name), .comment = summary(schema)};
        if (f.member.empty() || f.member.front() == '_') f.member = "field" + f.member;
        const json::value* const items = below(schema, "items");
        const json::value* const values = below(schema, "additionalProperties");
        f.list_type = text(schema, "x-kubernetes-list-type");
        f.map_type = text(schema, "x-kubernetes-map-type");
        if (schema.contains("x-kubernetes-list-map-keys"))
            for (const json::value& key : schema["x-kubernetes-list-map-keys"])
                if (key.is_string())
                    f.map_keys += (f.map_keys.empty() ? "" : ",") + key.get<std::string>();
        if (is_struct(schema)) {
            const bool by_value = depth == 0 && (name == "spec" || name == "status");
            f.kind = by_value ? "object" : "boxed";
            f.type = made(owner + upper(name), schema, depth);
        } else if (text(schema, "type") == "array" && items) {
            f.kind = "list";
            element(f, owner, singular(name), *items, depth);
        } else if (text(schema, "type") == "object" && values) {
            f.kind = "map";
            element(f, owner, singular(name), *values, depth);
        } else {
            f.kind = leaf(schema);
        }
        return f;
    }
    /// Elements are texts, whole numbers, structs or raw: what the visitors of definitions write.
    void element(schema_field& f, const std::string& owner, const std::string& name,
                 const json::value& schema, int depth) {
        if (is_struct(schema)) {
            f.element = "object";
            f.type = made(owner + upper(name), schema, depth);
            return;
        }
        f.element = leaf(schema);
        if (f.element != "text" && f.element != "integer") f.element = "raw";
    }
    std::string made(std::string name, const json::value& schema, int depth) {
        const std::string stem = name;
        for (int n = 2; !names_.insert(name).second; ++n) name = stem + std::to_string(n);
        schema_struct s{name, summary(schema), {}};
        members(s, schema, depth + 1);
        made_.push_back(std::move(s));
        return name;
    }

    static std::string upper(const std::string& name) {
        std::string made = camel_case(name);
        if (!made.empty() && made.front() >= 'a' && made.front() <= 'z')
            made.front() = static_cast<char>(made.front() - 'a' + 'A');
        return made;
    }
    static std::string singular(const std::string& name) {
        if (name.ends_with("ies") && name.size() > 4) return name.substr(0, name.size() - 3) + "y";
        return name.ends_with('s') && !name.ends_with("ss") && name.size() > 2
                   ? name.substr(0, name.size() - 1)
                   : name;
    }

    std::string kind_;
    std::set<std::string> names_;
    std::vector<schema_struct> made_;
};

}  // namespace slipway::cli::detail
