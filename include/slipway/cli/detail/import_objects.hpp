// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/import_canonical.hpp>
#include <slipway/cli/detail/import_custom.hpp>
#include <slipway/cli/detail/import_defaults.hpp>
#include <slipway/cli/detail/text_of.hpp>
#include <slipway/core/status.hpp>
#include <slipway/dsl/check.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/yaml.hpp>

namespace slipway::cli {

/// A file of YAML documents.
struct import_source {
    std::string file;
    std::string content;
};

namespace detail {

/// An object on its way into a definition.
struct imported {
    const api::resource* kind = nullptr;
    json::value object{};  ///< in canonical form
    std::string file{};
    custom_kind* custom = nullptr;  ///< of a kind that the API does not have
    bool is_untyped = false;        ///< no struct can say it: in no canonical form but its metadata

    /// Whether it is of a kind of the API.
    bool is(std::string_view name) const { return !custom && kind->kind == name; }
    std::string text(const char* member) const {
        const auto found = object["metadata"].find(member);
        return found == object["metadata"].end() ? "" : found->get<std::string>();
    }
    std::string name() const { return text("name"); }
    std::string space() const { return kind->namespaced ? text("namespace") : ""; }
};

/// Reads the objects of a file.
class object_reader {
public:
    object_reader(const std::string& file, custom_kinds& custom) : file_(file), custom_(custom) {}

    /// Throws `status_error` with a line for each object that cannot be imported.
    void read(const std::vector<json::value>& documents, std::vector<imported>& to) const {
        std::string refused;
        for (const json::value& d : documents) take(d, to, refused);
        if (!refused.empty()) throw core::status_error(core::reason::bad_request, refused);
    }
    /// What has to be known before objects are read: CustomResourceDefinitions, wherever they
    /// stand.
    void learn(const json::value& d) const {
        if (text_of(d, "kind") == "CustomResourceDefinition" &&
            text_of(d, "apiVersion") == "apiextensions.k8s.io/v1")
            custom_.learn(d, file_);
        if (text_of(d, "kind").ends_with("List") && d.contains("items") && d["items"].is_array())
            for (const json::value& item : d["items"]) learn(item);
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw core::status_error(core::reason::bad_request, file_ + ": " + why);
    }

    void take(const json::value& d, std::vector<imported>& to, std::string& refused) const {
        try {
            if (!d.is_object())
                refuse("a document is no object of Kubernetes, but " + std::string(d.type_name()));
            const std::string kind = text_of(d, "kind");
            if (kind.ends_with("List") && d.contains("items")) take_items(d, kind, to, refused);
            else take_one(d, kind, to);
        } catch (const core::status_error& e) {
            refused += (refused.empty() ? "" : "\n") + std::string(e.what());
        }
    }
    void take_items(const json::value& d, const std::string& kind, std::vector<imported>& to,
                    std::string& refused) const {
        if (!d["items"].is_array()) refuse("the items of a " + clean_text(kind) + " are no list");
        for (json::value item : d["items"]) {
            if (!item.is_object()) refuse("an item of a " + clean_text(kind) + " is no object");
            if (kind != "List") {  // those of `PodList` need not say what they are
                if (!item.contains("kind")) item["kind"] = kind.substr(0, kind.size() - 4);
                if (!item.contains("apiVersion")) item["apiVersion"] = text_of(d, "apiVersion");
            }
            take(item, to, refused);
        }
    }
    void take_one(const json::value& d, const std::string& kind, std::vector<imported>& to) const {
        const std::string version = text_of(d, "apiVersion");
        const std::string name = d.contains("metadata") ? text_of(d["metadata"], "name") : "";
        const std::string title = clean_text(kind.empty() ? "an object without a kind" : kind) +
                                  (name.empty() ? "" : " " + clean_text(name));
        if (kind.empty() || version.empty())
            refuse(title + ": it says no " + (kind.empty() ? "kind" : "apiVersion"));
        const std::string group(api::group_of(version));
        const api::resource* known = api::find_kind(group, version_of(version), kind);
        const bool is_custom = !known && is_custom_group(group);
        if (!is_custom && (!known || !known->type))
            refuse(title + ": " + unknown_kind(version, kind));
        if (name.empty())
            refuse(title + ": it has no name" +
                   (d.contains("metadata") && d["metadata"].is_object() &&
                            d["metadata"].contains("generateName")
                        ? ", and one that a server makes up cannot stand in a definition"
                        : ""));
        try {
            if (is_custom)
                to.push_back(
                    custom_object(custom_.at(group, std::string(version_of(version)), kind), d));
            else
                to.push_back({known, canonical_form::of(*known->type, without_defaults(d)), file_});
        } catch (const core::status_error& e) {
            refuse(title + ": " + e.what());
        }
    }

    /// With the struct of its kind, if there is one and it says all that the object does.
    imported custom_object(custom_kind& kind, const json::value& d) const {
        const json::value all = without_nulls(without_traces(d));
        imported made{&kind.row, all, file_, &kind, true};
        if (kind.row.type) try {
                made.object = canonical_form::of(*kind.row.type, all);
                made.is_untyped = !json::same(made.object, all);
            } catch (const core::status_error&) {
                if (!kind.takes_unknown_fields) throw;
            }
        if (made.is_untyped) {
            made.object = all;
            made.object["metadata"] = canonical_form::of(
                core::type_info_of<api::meta_v1::ObjectMeta>, all["metadata"], "metadata");
            if (made.object["metadata"].contains("namespace")) kind.row.namespaced = true;
        }
        kind.is_used = kind.is_used || !made.is_untyped;
        return made;
    }
    /// Whether a group is none of the API's, nor was in former releases.
    static bool is_custom_group(const std::string& group) {
        if (group.find('.') == group.npos) return false;
        for (const api::resource* r : api::resources())
            if (r->group == group) return false;
        for (const dsl::detail::served& s : dsl::detail::served_versions)
            if (api::group_of(s.api_version) == group) return false;
        return true;
    }

    static std::string unknown_kind(const std::string& version, const std::string& kind) {
        for (const dsl::detail::served& s : dsl::detail::served_versions) {
            if (s.api_version != version || (!s.kind.empty() && s.kind != kind) || !s.removed)
                continue;
            const std::string instead =
                api::find_kind(api::group_of(s.instead), version_of(s.instead), kind)
                    ? std::string(s.instead)
                    : replacement(kind, s.instead);
            return clean_text(version) + " is served no longer since Kubernetes 1." +
                   std::to_string(s.removed) + "; use " + instead;
        }
        std::string others;
        for (const api::resource* r : api::resources())
            if (r->kind == kind)
                others += (others.empty() ? "" : ", ") +
                          (r->group.empty() ? "" : std::string(r->group) + "/") +
                          std::string(r->version);
        if (!others.empty()) return "it is not in " + clean_text(version) + "; use " + others;
        dsl::nearest near(kind);
        for (const api::resource* r : api::resources()) near.offer(r->kind);
        return clean_text(version) + " has no such kind" +
               (near.is_close() ? "; " + std::string(near.hint().view()) : "");
    }
    /// Of several groups the one that has the kind.
    static std::string replacement(const std::string& kind, std::string_view listed) {
        for (const api::resource* r : api::resources())
            if (r->kind == kind)
                return (r->group.empty() ? "" : std::string(r->group) + "/") +
                       std::string(r->version);
        return std::string(listed);
    }
    static std::string_view version_of(std::string_view version) {
        return version.substr(version.find('/') + 1);  // all of it in the core group
    }

    const std::string& file_;
    custom_kinds& custom_;
};

inline std::vector<json::value> documents_of(const import_source& source) {
    try {
        return json::read_yaml(source.content);
    } catch (const core::status_error& e) {
        throw core::status_error(core::reason::bad_request, source.file + ": " + e.what());
    }
}

/// All objects of some files, in their order. They refer to `custom`.
inline std::vector<imported> read_objects(const std::vector<import_source>& sources,
                                          custom_kinds& custom) {
    std::vector<std::vector<json::value>> documents;
    for (const import_source& s : sources) {
        documents.push_back(documents_of(s));
        for (const json::value& d : documents.back()) object_reader(s.file, custom).learn(d);
    }
    std::vector<imported> made;
    for (std::size_t i = 0; i < sources.size(); ++i)
        object_reader(sources[i].file, custom).read(documents[i], made);
    for (std::size_t i = 0; i < made.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (made[i].kind == made[k].kind && made[i].name() == made[k].name() &&
                made[i].space() == made[k].space())
                throw core::status_error(core::reason::bad_request,
                                         made[i].file + ": " + std::string(made[i].kind->kind) +
                                             " " + clean_text(made[i].name()) +
                                             ": it stands twice; the other is in " + made[k].file);
    return made;
}

}  // namespace detail

}  // namespace slipway::cli
