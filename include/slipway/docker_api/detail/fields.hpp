// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::docker_api::detail {

/// The members of a document that somebody sent. One that is not there, or null, is what is empty;
/// one of another type is refused by a sentence with its name (bad_request).
class fields {
public:
    explicit fields(const json::value& of, std::string name = {})
        : of_(of), name_(std::move(name)) {
        if (!of.is_object() && !of.is_null())
            throw status_error(core::reason::bad_request, name_ + " is no object");
    }

    /// Whether it says anything: a list or object with members, a text with characters, a number
    /// that is not 0, true.
    bool says(const char* key) const {
        const json::value& v = at(key);
        if (v.is_boolean()) return v.get<bool>();
        if (v.is_number()) return v != 0;
        if (v.is_string()) return !v.get_ref<const std::string&>().empty();
        return !v.is_null() && !v.empty();
    }
    bool has(const char* key) const { return !at(key).is_null(); }
    const json::value& at(const char* key) const {
        static const json::value none;
        if (!of_.is_object()) return none;
        const auto found = of_.find(key);
        return found == of_.end() ? none : *found;
    }
    std::string text(const char* key) const {
        const json::value& v = at(key);
        if (v.is_null()) return {};
        if (!v.is_string()) throw refused(key, "text");
        return v.get<std::string>();
    }
    bool flag(const char* key) const {
        const json::value& v = at(key);
        if (v.is_null()) return false;
        if (!v.is_boolean()) throw refused(key, "true or false");
        return v.get<bool>();
    }
    std::int64_t number(const char* key) const {
        const json::value& v = at(key);
        if (v.is_null()) return 0;
        if (!v.is_number_integer()) throw refused(key, "a number");
        return v.get<std::int64_t>();
    }
    /// A text alone stands for a list of it, as in Docker's `Cmd` and `Entrypoint`.
    std::vector<std::string> texts(const char* key) const {
        const json::value& v = at(key);
        if (v.is_null()) return {};
        if (v.is_string()) return {v.get<std::string>()};
        if (!v.is_array()) throw refused(key, "a list of texts");
        std::vector<std::string> made;
        for (const json::value& each : v) {
            if (!each.is_string()) throw refused(key, "a list of texts");
            made.push_back(each.get<std::string>());
        }
        return made;
    }
    std::map<std::string, std::string> map(const char* key) const {
        std::map<std::string, std::string> made;
        const json::value& v = at(key);
        if (v.is_null()) return made;
        if (!v.is_object()) throw refused(key, "an object of texts");
        for (const auto& [name, each] : v.items()) {
            if (!each.is_string()) throw refused(key, "an object of texts");
            made[name] = each.template get<std::string>();
        }
        return made;
    }
    fields object(const char* key) const { return fields(at(key), named(key)); }
    /// The members of an object, or of a list, with their names.
    std::string named(const char* key) const { return name_.empty() ? key : name_ + '.' + key; }

private:
    status_error refused(const char* key, const char* what) const {
        return {core::reason::bad_request, named(key) + " must be " + what};
    }

    const json::value& of_;
    std::string name_;
};

}  // namespace slipway::docker_api::detail
