// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::api {

/// What a struct says of itself when it is an object of the API. Kinds are told apart by the address.
struct kind_facts {
    std::string_view api_version;
    std::string_view kind;
    std::string_view plural;  ///< the name in paths
    bool namespaced = true;
};

/// The facts of a struct: specialized for kinds in `api/members/GROUP_VERSION.hpp`; no kind has no name.
template <class T>
inline constexpr kind_facts kind_of{};

/// Structs that are objects of the API by themselves.
template <class T>
concept kind = !kind_of<T>.kind.empty();

/// What `each_member` tells a visitor of a field that an object cannot do without.
inline constexpr bool required = true;

}  // namespace slipway::api
