// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/defined_objects.hpp>
#include <slipway/client/client.hpp>
#include <slipway/core/status.hpp>

namespace slipway::cli::detail {

/// What a definition has put into a cluster: a ConfigMap of the definition's namespace, with a line
/// for each object. A namespace stands in it only if it was made by the definition. With them stand
/// their UIDs.
class inventory {
public:
    static constexpr std::string_view label = "app.kubernetes.io/managed-by",
                                      suffix = "-slipway-inventory";

    /// Of the definition of that name. Throws `status_error` for a ConfigMap that is no inventory,
    /// or is damaged.
    static inventory read(const client::client& c, const std::string& definition) {
        inventory made(definition);
        const json::document found = c.find(kind(), definition, made.name());
        if (!found) return made;
        made.stored_ = true;
        const std::string by = inside_text(*found, {"metadata", "labels", label});
        if (by != "slipway")
            made.fail("has no label " + std::string(label) +
                      "=slipway, so that it is somebody else's");
        made.each_line(*found, "objects",
                       [&](std::string_view line) { made.add(made.parsed(line)); });
        made.each_line(*found, "uids", [&](std::string_view line) {
            const std::size_t blank = line.rfind(' ');
            if (blank == line.npos)
                made.fail("has a line that is not GROUP/KIND/NAMESPACE/NAME UID: '" +
                          std::string(line) + "'");
            const object_key k = made.parsed(line.substr(0, blank));
            if (made.holds(k)) made.add(k, std::string(line.substr(blank + 1)));
        });
        return made;
    }

    /// What the inventories of other definitions hold. Who may not list all namespaces sees those
    /// of its own one.
    std::set<object_key> held_by_others(const client::client& c) const {
        const api::list_options labelled{.label_selector = std::string(label) + "=slipway"};
        json::list_result found;
        try {
            found = c.list(kind(), {}, labelled);
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::forbidden)) throw;
            found = c.list(kind(), definition_, labelled);
        }
        std::set<object_key> made;
        for (const json::document& d : found.items) {
            const std::string found_name = inside_text(*d, {"metadata", "name"});
            if (!found_name.ends_with(suffix) ||
                (found_name == name() && inside_text(*d, {"metadata", "namespace"}) == definition_))
                continue;
            each_line(*d, "objects", [&](std::string_view line) {
                if (const auto key = object_key::parse(line)) made.insert(*key);
            });
        }
        return made;
    }

    std::string name() const { return definition_ + std::string(suffix); }
    object_key key() const { return {"", "ConfigMap", definition_, name()}; }
    static const api::resource& kind() { return *api::find_kind("", "v1", "ConfigMap"); }

    bool stored() const { return stored_; }
    const std::vector<object_key>& keys() const { return keys_; }
    bool holds(const object_key& k) const {
        return std::find(keys_.begin(), keys_.end(), k) != keys_.end();
    }
    /// The UID tells an object from a later one of the same name; empty where it is not known yet.
    void add(const object_key& k, const std::string& uid = {}) {
        if (!holds(k)) keys_.push_back(k);
        if (!uid.empty()) uids_[k] = uid;
    }
    void remove(const object_key& k) {
        std::erase(keys_, k);
        uids_.erase(k);
    }
    /// Whether it is the one that was applied, and not one that somebody has made anew.
    bool is_same(const object_key& k, const json::value& live) const {
        const auto known = uids_.find(k);
        return known == uids_.end() || known->second == inside_text(live, {"metadata", "uid"});
    }

    /// As it is applied; the same objects give the same text.
    json::value document() const {
        std::vector<object_key> sorted = keys_;
        std::sort(sorted.begin(), sorted.end());
        std::string lines, uids;
        for (const object_key& k : sorted) lines += k.line() + '\n';
        for (const auto& [k, uid] : uids_) uids += k.line() + ' ' + uid + '\n';
        return {{"apiVersion", "v1"},
                {"kind", "ConfigMap"},
                {"metadata",
                 {{"name", name()},
                  {"namespace", definition_},
                  {"labels", {{std::string(label), "slipway"}}}}},
                {"data", {{"objects", lines}, {"uids", uids}}}};
    }
    void write(const client::client& c) {
        c.patch(kind(), definition_, name(), api::patch_type::apply, document(),
                {.field_manager = "slipway", .force = true});
        stored_ = true;
    }

private:
    explicit inventory(std::string definition) : definition_(std::move(definition)) {}
    template <class F>
    void each_line(const json::value& found, std::string_view member, F visit) const {
        const json::value* text = inside(found, {"data", member});
        if (!text) return;
        if (!text->is_string()) fail("has no text of " + std::string(member));
        const std::string& lines = text->get_ref<const std::string&>();
        for (std::size_t from = 0; from < lines.size();) {
            const std::size_t end = std::min(lines.find('\n', from), lines.size());
            if (end > from) visit(std::string_view(lines).substr(from, end - from));
            from = end + 1;
        }
    }
    object_key parsed(std::string_view line) const {
        const auto key = object_key::parse(line);
        if (!key)
            fail("has a line that is not GROUP/KIND/NAMESPACE/NAME: '" + std::string(line) + "'");
        return *key;
    }
    [[noreturn]] void fail(const std::string& what) const {
        throw core::status_error(core::reason::invalid, "the inventory, ConfigMap " + definition_ +
                                                            '/' + name() + ", " + what);
    }

    std::string definition_;
    std::vector<object_key> keys_;
    std::map<object_key, std::string> uids_;
    bool stored_ = false;
};

}  // namespace slipway::cli::detail
