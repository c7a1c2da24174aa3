// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <slipway/config.hpp>
#include <slipway/dsl/check.hpp>
#include <slipway/dsl/detail/object_count.hpp>
#include <slipway/dsl/detail/say.hpp>

namespace slipway::dsl {

namespace detail {

/// Whether the compilers' default limits are wide enough to check a definition.
template <Cluster (*Definition)()>
inline constexpr bool fits_compilers = object_count<Definition> <= SLIPWAY_MOST_CONSTANT_OBJECTS;

/// What the compiler finds in a definition: in one constant evaluation, or in one for each part and two for what concerns all.
template <Cluster (*Definition)()>
struct checked {
    static constexpr std::size_t part_size = SLIPWAY_OBJECTS_PER_EVALUATION;
    static constexpr std::size_t parts = (object_count<Definition> + part_size - 1) / part_size;

    template <std::size_t I>
    static constexpr checked_part part = check_part(Definition(), I * part_size, (I + 1) * part_size);

    template <std::size_t... I>
    static constexpr checked_part together(std::index_sequence<I...>) {
        checked_part all;
        (all.found.add_all(part<I>.found), ...);
        (all.asked.add_all(part<I>.asked), ...);
        return all;
    }
    // Of the class, not of a function, which would evaluate them once more.
    template <std::size_t N>
    static constexpr checked_part all = together(std::make_index_sequence<N>());
    template <std::size_t N>
    static constexpr findings with_names = check_names(Definition(), all<N>.found);

    static constexpr findings find() {
        if constexpr (parts <= 1) return check(Definition());
        else return check_rest(Definition(), all<parts>.asked, with_names<parts>);
    }
    static constexpr findings found = find();
};

template <const findings& Found, severity Weight, std::size_t... I>
constexpr bool say_all(std::index_sequence<I...>) {
    (say<Found, I, Weight>(), ...);
    return true;
}

/// Not where a wrong literal has stopped the evaluation, which the compiler has said then.
template <Cluster (*Definition)()>
concept evaluated = requires { typename std::integral_constant<unsigned, checked<Definition>::found.size()>; };

/// Always true: what is wrong has been said, and a second error would only hide it.
template <Cluster (*Definition)()>
constexpr bool say_findings() {
    static_assert(fits_compilers<Definition>, "this cluster has more objects than compilers check within their default limits: run<...> checks it when its program starts");
    if constexpr (!fits_compilers<Definition>) return true;
    else if constexpr (evaluated<Definition>) return say_all<checked<Definition>::found, severity::error>(std::make_index_sequence<checked<Definition>::found.size()>());
    else return true;
}

template <Cluster (*Definition)()>
constexpr bool say_all_findings() {
    if constexpr (evaluated<Definition>) {
        return say_findings<Definition>() &&
               say_all<checked<Definition>::found, severity::warning>(std::make_index_sequence<checked<Definition>::found.warned_size()>());
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
