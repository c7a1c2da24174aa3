// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/base64.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/yaml.hpp>
#include <slipway/net/small_file.hpp>

namespace slipway::client::detail {

/// One cluster, user or context, and the file that it is from.
class config_entry {
public:
    config_entry(std::string what, std::string name, json::value body, std::filesystem::path file)
        : what_(std::move(what)),
          name_(std::move(name)),
          body_(std::move(body)),
          file_(std::move(file)) {}

    const std::string& name() const { return name_; }
    const std::filesystem::path& file() const { return file_; }
    std::string str() const { return what_ + " '" + name_ + "' in " + file_.string(); }

    [[noreturn]] void fail(const std::string& why) const {
        throw core::status_error(core::reason::bad_request, str() + ": " + why);
    }

    /// Null where it is not set.
    const json::value* find(const char* field) const {
        const auto found = body_.find(field);
        return found == body_.end() || found->is_null() ? nullptr : &*found;
    }
    /// Empty where it is not set.
    std::string text(const char* field) const { return text(find(field), field); }
    bool flag(const char* field) const {
        const json::value* v = find(field);
        if (v && !v->is_boolean()) fail(std::string(field) + " is neither true nor false");
        return v && v->get<bool>();
    }
    /// Relative to the directory of the file; empty where it is not set.
    std::filesystem::path path(const char* field) const {
        const std::filesystem::path given = text(field);
        return given.empty() ? given : file_.parent_path() / given;
    }
    /// Of `FIELD-data`, or else of the file that `FIELD` names; empty where neither is set.
    std::string content(const char* field, const std::string& what) const;

    std::string text(const json::value* v, const std::string& field) const {
        if (!v) return {};
        if (!v->is_string()) fail(field + " is not a text (are quotes missing?)");
        return v->get<std::string>();
    }

private:
    std::string what_, name_;
    json::value body_;  ///< an object
    std::filesystem::path file_;
};

inline std::string config_entry::content(const char* field, const std::string& what) const {
    const std::string data_field = std::string(field) + "-data";
    const std::string data = text(data_field.c_str());
    if (!data.empty()) {
        const auto decoded = core::decode_base64(data);
        if (!decoded) fail(data_field + " is not base64");
        return *decoded;
    }
    const std::filesystem::path from = path(field);
    if (from.empty()) return {};
    try {
        return net::read_pem_file(from, what);
    } catch (const core::status_error& e) {
        fail(e.message());
    }
}

/// The entries of all files, in their order; of those with one name the first.
class config_entries {
public:
    explicit config_entries(std::string what) : what_(std::move(what)) {}

    /// Adds those of a file's list, whose elements are `{name: ..., WHAT: {...}}`.
    void add(const json::value& config, const char* list, const std::filesystem::path& file);

    const config_entry* find(std::string_view name) const {
        const auto found = std::find_if(all_.begin(), all_.end(),
                                        [&](const config_entry& e) { return e.name() == name; });
        return found == all_.end() ? nullptr : &*found;
    }
    /// Throws where there is none, with the names that there are. `by` says who asks for it.
    const config_entry& get(const std::string& name, const std::string& by) const {
        if (const config_entry* found = find(name)) return *found;
        throw core::status_error(core::reason::bad_request, by + ": no " + what_ + " named '" +
                                                                name + "'; there " + names_text());
    }
    std::vector<std::string> names() const {
        std::vector<std::string> made;
        for (const config_entry& e : all_) made.push_back(e.name());
        return made;
    }
    /// `are: a, b`
    std::string names_text() const {
        if (all_.empty()) return "is none";
        std::string made = "are: ";
        for (const config_entry& e : all_) made += (&e == &all_.front() ? "" : ", ") + e.name();
        return made;
    }

private:
    std::string what_;
    std::vector<config_entry> all_;
};

inline void config_entries::add(const json::value& config, const char* list,
                                const std::filesystem::path& file) {
    auto fail = [&](const std::string& why) {
        throw core::status_error(core::reason::bad_request, file.string() + ": " + why);
    };
    const auto found = config.find(list);
    if (found == config.end() || found->is_null()) return;
    if (!found->is_array()) fail(std::string(list) + " is not a list");
    for (const json::value& each : *found) {
        const auto name = each.is_object() ? each.find("name") : each.end();
        if (!each.is_object() || name == each.end() || !name->is_string())
            fail("an element of " + std::string(list) + " has no name that is a text");
        const auto body = each.find(what_);
        const bool empty = body == each.end() || body->is_null();
        if (!empty && !body->is_object())
            fail(what_ + " '" + name->get<std::string>() + "' is not a map");
        if (const config_entry* before = find(name->get<std::string>())) {
            if (before->file() == file)
                fail("there are two with the name '" + before->name() + "' in " + list);
            continue;
        }
        all_.emplace_back(what_, name->get<std::string>(), empty ? json::value::object() : *body,
                          file);
    }
}

/// All files together.
struct config_files {
    config_entries clusters{"cluster"}, users{"user"}, contexts{"context"};
    std::string current{};  ///< name of a context
    std::string said_by{};  ///< the files, for messages

    void add(const std::filesystem::path& file);
};

inline void config_files::add(const std::filesystem::path& file) {
    auto fail = [&](core::reason why, const std::string& words) {
        throw core::status_error(why, words);
    };
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        fail(core::reason::not_found, "the kubeconfig '" + file.string() + "' does not exist");
    const auto text = net::read_small_file(file);
    if (!text)
        fail(core::reason::bad_request, "the kubeconfig '" + file.string() + "' cannot be read");
    said_by += (said_by.empty() ? "" : ", ") + file.string();
    std::vector<json::value> documents;
    try {
        documents = json::read_yaml(*text);
    } catch (const core::status_error& e) {
        fail(core::reason::bad_request, file.string() + ": " + e.message());
    }
    if (documents.empty()) return;
    const json::value& config = documents.front();
    if (documents.size() > 1 || !config.is_object())
        fail(core::reason::bad_request, file.string() + ": a kubeconfig is one map");
    const auto kind = config.find("kind"), version = config.find("apiVersion");
    if ((kind != config.end() && !kind->is_null() && *kind != "Config") ||
        (version != config.end() && !version->is_null() && *version != "v1"))
        fail(core::reason::bad_request,
             file.string() + ": this is not a kubeconfig (apiVersion v1, kind Config)");
    clusters.add(config, "clusters", file);
    users.add(config, "users", file);
    contexts.add(config, "contexts", file);
    const auto chosen = config.find("current-context");
    if (chosen == config.end() || chosen->is_null() || !current.empty()) return;
    if (!chosen->is_string())
        fail(core::reason::bad_request, file.string() + ": current-context is not a text");
    current = chosen->get<std::string>();
}

}  // namespace slipway::client::detail
