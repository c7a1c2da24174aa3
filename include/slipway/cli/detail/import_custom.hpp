// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/fields/meta_v1.hpp>
#include <slipway/api/resource.hpp>
#include <slipway/cli/detail/crd_reader.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// A kind that the API does not have: with the structs of its CustomResourceDefinition where that
/// is in the input.
struct custom_kind {
    std::string group{}, version{}, name{};
    api::resource row{};                ///< `type` is null where there is no struct
    std::string struct_name{};          ///< such as `shop::Widget`
    std::string space{};                ///< of C++, for its structs
    std::string declarations{};         ///< of its structs
    bool takes_unknown_fields = false;  ///< somewhere in it
    bool is_used = false;               ///< an object is written with the struct
};

/// The table of a struct as long as it is only known from its schema: what `core::type_info` points
/// to.
class schema_tables {
public:
    /// The structs in the order in which they consist of each other, the kind's own last. Null
    /// where a member is called otherwise than its field.
    const core::type_info* add(const std::vector<schema_struct>& structs,
                               const std::string& space) {
        for (const schema_struct& s : structs) {
            std::vector<core::field>& fields = fields_.emplace_back();
            for (const schema_field& f : s.fields) {
                if (f.member != member_name(f.name)) return nullptr;
                core::field& made = fields.emplace_back();
                made.name = texts_.emplace_back(f.name);
                made.kind = kind_of(f.kind);
                made.element = kind_of(f.element);
                made.required = f.required;
                if (!f.type.empty()) made.type = type_of(f.type, space);
            }
            types_.push_back(
                {texts_.emplace_back(space + "::" + s.name), fields.data(), fields.size()});
        }
        return &types_.back();
    }

private:
    static core::value_kind kind_of(const std::string& word) {
        static constexpr std::string_view words[] = {
            "text", "integer", "boolean", "number", "int_or_string",
            "raw",  "object",  "boxed",   "list",   "map"};
        return static_cast<core::value_kind>(std::find(std::begin(words), std::end(words), word) -
                                             std::begin(words));
    }
    const core::type_info* type_of(const std::string& name, const std::string& space) const {
        for (const core::type_info& t : types_)
            if (t.name == space + "::" + name) return &t;
        return &core::type_info_of<api::meta_v1::ObjectMeta>;
    }

    std::deque<std::string> texts_;
    std::deque<std::vector<core::field>> fields_;
    std::deque<core::type_info> types_;
};

/// All kinds of an input that the API does not have.
class custom_kinds {
public:
    /// Learns the structs of a CustomResourceDefinition; of one that structs cannot be made from,
    /// the objects stay without.
    void learn(const json::value& definition, const std::string& file) {
        const bool unknown =
            definition.dump().find("x-kubernetes-preserve-unknown-fields") != std::string::npos;
        try {
            crd_reader reader(definition, file);
            reader.each_version(
                {}, [&](const crd_facts& facts, const std::vector<schema_struct>& structs,
                        const std::string& space) {
                    custom_kind& made = at(facts.group, facts.version, facts.kind);
                    made.row.namespaced = facts.namespaced;
                    made.row.type = tables_.add(structs, space);
                    made.takes_unknown_fields = unknown;
                    made.space = space;
                    made.struct_name = space + "::" + facts.kind;
                    made.declarations = crd_writer(facts, structs, space).write();
                });
        } catch (const core::status_error&) {
            // What is wrong with it is told where the definition itself is imported, or by --crd.
        }
    }
    custom_kind& at(const std::string& group, const std::string& version, const std::string& kind) {
        for (custom_kind& k : kinds_)
            if (k.group == group && k.version == version && k.name == kind) return k;
        custom_kind& made = kinds_.emplace_back();
        made.group = group, made.version = version, made.name = kind;
        made.row.group = made.group, made.row.version = made.version, made.row.kind = made.name;
        made.row.namespaced = false;  // until one of its objects says a namespace
        return made;
    }
    const std::deque<custom_kind>& all() const { return kinds_; }

private:
    std::deque<custom_kind> kinds_;
    schema_tables tables_;
};

/// `v` without members that are null: they mean the same as if they were left out.
inline json::value without_nulls(json::value v) {
    if (v.is_object())
        for (auto i = v.begin(); i != v.end();) {
            if (i->is_null()) i = v.erase(i);
            else ++i;
        }
    if (v.is_structured())
        for (json::value& item : v) item = without_nulls(std::move(item));
    return v;
}

}  // namespace slipway::cli::detail
