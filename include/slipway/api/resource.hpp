// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace slipway::core {
struct type_info;
}

namespace slipway::api {

/// A kind as the API serves it: one row of the discovery documents.
struct resource {
    std::string_view group;  ///< empty for the core group
    std::string_view version;
    std::string_view kind;
    std::string_view plural;  ///< the name in paths
    std::string_view singular;
    bool namespaced = true;
    std::span<const std::string_view> short_names;
    std::span<const std::string_view> categories;
    std::span<const std::string_view> subresources;  ///< `status`, `scale`, `log`, ...
    std::span<const std::string_view> verbs;
    /// Fields, with required ones and merge keys, by which servers check objects and merge
    /// strategic patches; null for kinds of one's own, of which they know the
    /// CustomResourceDefinition alone.
    const core::type_info* type = nullptr;

    constexpr bool has_subresource(std::string_view name) const {
        for (std::string_view s : subresources)
            if (s == name) return true;
        return false;
    }
};

namespace detail {

inline constexpr resource empty_row{};

template <class T>
constexpr const resource& no_row() {
    static_assert(
        sizeof(T) == 0,
        "this struct is not known as a kind of the API: include slipway/api/resources/GROUP_VERSION.hpp "
        "for one of Kubernetes' own, such as networking_v1; one of your own is an api::custom_resource");
    return empty_row;
}

}  // namespace detail

/// The row of a struct that is a kind: specialized in `api/resources/GROUP_VERSION.hpp`, and for
/// kinds of one's own in `api/custom_resource.hpp`.
template <class T>
inline constexpr const resource& resource_of = detail::no_row<T>();

}  // namespace slipway::api
