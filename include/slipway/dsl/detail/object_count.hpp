// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <slipway/config.hpp>
#include <slipway/dsl/cluster.hpp>

namespace slipway::dsl::detail {

// A function, since clang 14 keeps what stands in a template argument itself, and then finds it was
// not given back.
template <Cluster (*Definition)()>
constexpr std::size_t count_objects() {
    return Definition().resources.size();
}

// Counted once, whether that succeeds or not: a definition takes compilers time.
template <Cluster (*Definition)(), std::size_t Count = SLIPWAY_FOLDED(count_objects<Definition>())>
std::integral_constant<std::size_t, Count> counted(int);
template <Cluster (*Definition)()>
std::integral_constant<std::size_t, 0> counted(...);

/// How many objects a definition has; none where a wrong value stops the evaluation, which is said
/// where it is checked.
template <Cluster (*Definition)()>
inline constexpr std::size_t object_count = decltype(counted<Definition>(0))::value;

}  // namespace slipway::dsl::detail
