// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/core/fnv_hash.hpp>

namespace slipway::api {

/// What a struct says of itself when it is an object of the API.
struct kind_facts {
    std::string_view api_version{};
    std::string_view kind{};
    std::string_view plural{};  ///< the name in paths
    bool namespaced = true;
    unsigned long long id = 0;  ///< tells kinds apart

    constexpr kind_facts() = default;
    constexpr kind_facts(std::string_view version, std::string_view name, std::string_view in_paths,
                         bool in_namespace = true)
        : api_version(version),
          kind(name),
          plural(in_paths),
          namespaced(in_namespace),
          id(core::fnv_hash(version, core::fnv_hash(name))) {}

    /// By a number: GCC takes addresses for no constants when it looks for undefined behaviour.
    friend constexpr bool operator==(const kind_facts& a, const kind_facts& b) {
        return a.id == b.id;
    }
};

/// The facts of a struct: specialized for kinds in `api/members/GROUP_VERSION.hpp`; no kind has no
/// name.
template <class T>
inline constexpr kind_facts kind_of{};

/// Structs that are objects of the API by themselves.
template <class T>
concept kind = !kind_of<T>.kind.empty();

/// What `each_member` tells a visitor of a field that an object cannot do without.
inline constexpr bool required = true;

}  // namespace slipway::api
