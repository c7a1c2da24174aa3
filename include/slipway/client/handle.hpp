// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/json/value.hpp>

namespace slipway::client {

/// The text of `v.metadata.MEMBER`; empty where there is none.
inline std::string metadata_text(const json::value& v, const char* member) {
    const auto metadata = v.find("metadata");
    if (metadata == v.end() || !metadata->is_object()) return {};
    const auto found = metadata->find(member);
    return found != metadata->end() && found->is_string() ? found->get<std::string>()
                                                          : std::string();
}

/// What every object is known by, the same for typed objects and documents.
template <class T>
struct handle {
    static std::string name(const T& o) { return std::string(o.metadata.name.view()); }
    static std::string namespace_(const T& o) { return std::string(o.metadata.namespace_.view()); }
    static std::string uid(const T& o) { return std::string(o.metadata.uid.view()); }
    static std::string resource_version(const T& o) {
        return std::string(o.metadata.resourceVersion.view());
    }
    static bool terminating(const T& o) { return !o.metadata.deletionTimestamp.empty(); }
};

template <>
struct handle<json::value> {
    static std::string name(const json::value& o) { return metadata_text(o, "name"); }
    static std::string namespace_(const json::value& o) { return metadata_text(o, "namespace"); }
    static std::string uid(const json::value& o) { return metadata_text(o, "uid"); }
    static std::string resource_version(const json::value& o) {
        return metadata_text(o, "resourceVersion");
    }
    static bool terminating(const json::value& o) {
        return !metadata_text(o, "deletionTimestamp").empty();
    }
};

/// `namespace/name`, or `name` for kinds outside of namespaces.
inline std::string key_of(std::string_view namespace_, std::string_view name) {
    std::string key(namespace_);
    if (!key.empty()) key += '/';
    return key.append(name);
}

template <class T>
std::string key_of(const T& object) {
    return key_of(handle<T>::namespace_(object), handle<T>::name(object));
}

/// The parts of such a key.
struct split_key {
    std::string namespace_;
    std::string name;

    explicit split_key(std::string_view key) {
        const std::size_t slash = key.find('/');
        if (slash != std::string_view::npos) namespace_ = key.substr(0, slash);
        name = slash == std::string_view::npos ? key : key.substr(slash + 1);
    }
};

}  // namespace slipway::client
