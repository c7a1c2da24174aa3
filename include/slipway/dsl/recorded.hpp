// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <slipway/dsl/detail/written.hpp>
#include <slipway/dsl/sound.hpp>

namespace slipway::dsl {

namespace detail {

/// A definition as it is recorded by the compiler: a program has no code for its own definition,
/// which takes compilers much longer to make than to evaluate it.
template <Cluster (*Definition)()>
struct recording {
    using found = checked<Definition, true>;
    static_assert(
        found::records,
        "this definition is not recorded: code that makes it takes compilers less time, or it has too many objects");

    template <std::size_t I>
    struct part {
        static constexpr const auto& first =
            found::template a_definition_is_constexpr_and_without_wrong_values<I>.recorded;
        static constexpr std::size_t size = first.size, characters_size = first.characters_size;
        using exact = written<size, characters_size + 1>;
        static constexpr exact fit() {
            exact made;
            if constexpr (first.fitted()) {
                for (std::size_t i = 0; i < size; ++i) made.marks[i] = first.marks[i];
                for (std::size_t i = 0; i < characters_size; ++i)
                    made.characters[i] = first.characters[i];
                made.size = size;
                made.characters_size = characters_size;
            } else {
                constexpr auto& of =
                    found::template a_definition_is_constexpr_and_without_wrong_values<I>;
                record(Definition(), of.first, of.last, made);
            }
            return made;
        }
        static constexpr exact kept = fit();
    };

    template <std::size_t N>
    struct several {
        reel items[N];
    };
    template <std::size_t... I>
    static constexpr several<sizeof...(I)> together(std::index_sequence<I...>) {
        return {{reel(part<I>::kept.marks, part<I>::size, part<I>::kept.characters)...}};
    }
    static constexpr several<found::parts> parts =
        together(std::make_index_sequence<found::parts>());
    static constexpr reels all{parts.items, found::parts};
};

}  // namespace detail

/// What is written of the objects of a definition, and has been recorded by the compiler, which has
/// found nothing wrong with it. Not every definition is: see `detail::worth_recording`.
template <Cluster (*Definition)()>
inline constexpr const detail::reels& recorded = detail::recording<Definition>::all;

}  // namespace slipway::dsl
