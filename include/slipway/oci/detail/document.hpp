// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>
#include <slipway/oci/digest.hpp>

namespace slipway::oci::detail {

/// More than any manifest in use; registries must take 4 MiB (distribution spec, "Pushing
/// Manifests").
inline constexpr std::size_t max_document_bytes = 16 * 1024 * 1024;
inline constexpr int max_document_depth = 64;

[[noreturn]] inline void refuse(const std::string& what, const std::string& why) {
    throw status_error(core::reason::invalid, what + ": " + why);
}

/// Parses hostile JSON: size and depth are limited, and no name may stand twice in an object, since
/// two readers could then see two different images under one digest.
json::value parse_document(std::string_view bytes, const std::string& what);

/// Written without spaces: the same value always gives the same bytes.
std::string write_document(const json::value& v, const std::string& what);

/// Reads members of an object, of which each may be absent (or null), but not of another type.
class reader {
public:
    reader(const json::value& v, std::string where) : v_(v), where_(std::move(where)) {
        if (!v.is_object()) refuse(where_, "it must be a JSON object");
    }

    const json::value* find(const char* name) const {
        const auto at = v_.find(name);
        return at == v_.end() || at->is_null() ? nullptr : &*at;
    }
    std::string text(const char* name) const {
        const auto* m = find(name);
        if (!m) return {};
        if (!m->is_string()) fail(name, "must be a string");
        return m->get<std::string>();
    }
    bool boolean(const char* name) const {
        const auto* m = find(name);
        if (m && !m->is_boolean()) fail(name, "must be true or false");
        return m && m->get<bool>();
    }
    std::string required_text(const char* name) const {
        std::string s = text(name);
        if (s.empty()) fail(name, "is required");
        return s;
    }
    std::uint64_t required_size(const char* name) const {
        const auto* m = find(name);
        if (!m || !m->is_number_integer()) fail(name, "must be a whole number");
        if (!m->is_number_unsigned()) fail(name, "must not be negative");
        const auto n = m->get<std::uint64_t>();
        if (n > INT64_MAX) fail(name, "is too large");
        return n;
    }
    digest required_digest(const char* name) const {
        const auto d = digest::try_parse(required_text(name));
        if (!d)
            fail(name, "\"" + text(name).substr(0, 200) + "\" is not a sha256 or sha512 digest");
        return *d;
    }
    std::vector<std::string> texts(const char* name) const {
        std::vector<std::string> made;
        for (const auto& v : array(name)) {
            if (!v.is_string()) fail(name, "must hold strings only");
            made.push_back(v.get<std::string>());
        }
        return made;
    }
    std::map<std::string, std::string> text_map(const char* name) const {
        std::map<std::string, std::string> made;
        const auto* m = find(name);
        if (!m) return made;
        if (!m->is_object()) fail(name, "must be an object");
        for (const auto& [key, v] : m->items()) {
            if (!v.is_string()) fail(name, "must hold strings only");
            made.emplace(key, v.get<std::string>());
        }
        return made;
    }
    /// The names in an object whose values mean nothing (`{"80/tcp": {}}`).
    std::set<std::string> name_set(const char* name) const {
        std::set<std::string> made;
        const auto* m = find(name);
        if (m && !m->is_object()) fail(name, "must be an object");
        if (m)
            for (const auto& item : m->items()) made.insert(item.key());
        return made;
    }
    const json::value& array(const char* name) const {
        static const json::value none = json::value::array();
        const auto* m = find(name);
        if (m && !m->is_array()) fail(name, "must be an array");
        return m ? *m : none;
    }
    [[noreturn]] void fail(const char* name, const std::string& why) const {
        refuse(where_ + "." + name, why);
    }

private:
    const json::value& v_;
    std::string where_;
};

}  // namespace slipway::oci::detail

#ifndef SLIPWAY_COMPILED
#include <slipway/oci/detail/read_document.hpp>
#endif
