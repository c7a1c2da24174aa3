// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/dsl/check.hpp>
#include <slipway/dsl/detail/say.hpp>

namespace slipway::dsl {

namespace detail {

template <Cluster (*Definition)()>
struct checked {
    static constexpr findings found = check(Definition());
};

template <const findings& Found, std::size_t... I>
constexpr bool say_all(std::index_sequence<I...>) {
    (say<Found.kept[I]>(), ...);
    return true;
}

template <const findings& Found, std::size_t... I>
constexpr bool say_warnings(std::index_sequence<I...>) {
    (say<Found.warned[I]>(), ...);
    return true;
}

/// Not where a wrong literal has stopped the evaluation, which the compiler has said then.
template <Cluster (*Definition)()>
concept evaluated = requires { typename std::integral_constant<unsigned, checked<Definition>::found.size()>; };

/// Always true: what is wrong has been said, and a second error would only hide it.
template <Cluster (*Definition)()>
constexpr bool say_findings() {
    if constexpr (evaluated<Definition>) return say_all<checked<Definition>::found>(std::make_index_sequence<checked<Definition>::found.size()>());
    else return true;
}

template <Cluster (*Definition)()>
constexpr bool say_all_findings() {
    if constexpr (evaluated<Definition>) {
        constexpr unsigned warnings = checked<Definition>::found.warnings;
        return say_findings<Definition>() &&
               say_warnings<checked<Definition>::found>(std::make_index_sequence<(warnings < findings::most_warnings ? warnings : findings::most_warnings)>());
    } else {
        return true;
    }
}

}  // namespace detail

/// Whether nothing is wrong with a cluster. What is wrong is said by the compiler: a sentence, the names and the
/// line of the object for each of the first findings.
template <Cluster (*Definition)()>
inline constexpr bool sound = detail::say_findings<Definition>();

/// The same, with warnings as errors.
template <Cluster (*Definition)()>
inline constexpr bool spotless = detail::say_all_findings<Definition>();

}  // namespace slipway::dsl
