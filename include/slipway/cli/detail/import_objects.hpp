// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/import_canonical.hpp>
#include <slipway/cli/detail/import_defaults.hpp>
#include <slipway/core/status.hpp>
#include <slipway/dsl/check.hpp>
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

    std::string text(const char* member) const {
        const auto found = object["metadata"].find(member);
        return found == object["metadata"].end() ? "" : found->get<std::string>();
    }
    std::string name() const { return text("name"); }
    std::string space() const { return kind->namespaced ? text("namespace") : ""; }
};

inline std::string text_of(const json::value& v, const char* member) {
    if (!v.is_object()) return "";
    const auto found = v.find(member);
    return found != v.end() && found->is_string() ? found->get<std::string>() : "";
}

class object_reader {
public:
    explicit object_reader(const std::string& file) : file_(file) {}

    /// Throws `status_error` with a line for each object that cannot be imported.
    void read(const std::string& content, std::vector<imported>& to) const {
        std::vector<json::value> documents;
        try {
            documents = json::read_yaml(content);
        } catch (const core::status_error& e) {
            refuse(e.what());
        }
        std::string refused;
        for (const json::value& d : documents) take(d, to, refused);
        if (!refused.empty()) throw core::status_error(core::reason::bad_request, refused);
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
        const std::size_t slash = version.find('/');
        const std::string group = slash == version.npos ? "" : version.substr(0, slash);
        const api::resource* known = api::find_kind(
            group, slash == version.npos ? version : version.substr(slash + 1), kind);
        if (!known || !known->type) refuse(title + ": " + unknown_kind(group, version, kind));
        if (name.empty())
            refuse(title + ": it has no name" +
                   (d.contains("metadata") && d["metadata"].is_object() &&
                            d["metadata"].contains("generateName")
                        ? ", and one that a server makes up cannot stand in a definition"
                        : ""));
        try {
            to.push_back({known, canonical_form::of(*known->type, without_defaults(d)), file_});
        } catch (const core::status_error& e) {
            refuse(title + ": " + e.what());
        }
    }

    static std::string unknown_kind(const std::string& group, const std::string& version,
                                    const std::string& kind) {
        for (const dsl::detail::served& s : dsl::detail::served_versions) {
            if (s.api_version != version || (!s.kind.empty() && s.kind != kind) || !s.removed)
                continue;
            const std::string instead =
                api::find_kind(group_of(s.instead), version_of(s.instead), kind)
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
        if (group.find('.') == group.npos || group.ends_with(".k8s.io"))
            return clean_text(version) + " has no such kind" +
                   (near.is_close() ? "; " + std::string(near.hint().view()) : "");
        return clean_text(version) +
               " is a custom resource, which has no struct; make one from its CustomResourceDefinition with import --crd, and "
               "write the object with it";
    }
    /// Of several groups the one that has the kind.
    static std::string replacement(const std::string& kind, std::string_view listed) {
        for (const api::resource* r : api::resources())
            if (r->kind == kind)
                return (r->group.empty() ? "" : std::string(r->group) + "/") +
                       std::string(r->version);
        return std::string(listed);
    }
    static std::string_view group_of(std::string_view version) {
        return version.substr(0, version.find('/'));
    }
    static std::string_view version_of(std::string_view version) {
        return version.find('/') == version.npos ? std::string_view()
                                                 : version.substr(version.find('/') + 1);
    }

    const std::string& file_;
};

/// All objects of some files, in their order.
inline std::vector<imported> read_objects(const std::vector<import_source>& sources) {
    std::vector<imported> made;
    for (const import_source& s : sources) object_reader(s.file).read(s.content, made);
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
