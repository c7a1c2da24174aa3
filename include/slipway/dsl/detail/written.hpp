// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/dsl/detail/render.hpp>

namespace slipway::dsl::detail {

/// A tape as a value of constant evaluation, which can keep nothing of what it allocates.
template <std::size_t Marks, std::size_t Characters = 4 * Marks>
struct written {
    static constexpr std::size_t room = Marks, characters_room = Characters;
    mark marks[Marks]{};
    char characters[Characters]{};
    std::size_t size = 0, characters_size = 0;  ///< also of what did not fit

    constexpr bool fitted() const { return size <= Marks && characters_size <= Characters; }
};

/// Records objects from `first` to before `last`, and of the cluster itself before the first.
template <std::size_t Marks, std::size_t Characters>
constexpr void record(const Cluster& cluster, std::size_t first, std::size_t last, written<Marks, Characters>& made) {
    tape to(made.marks, Marks, made.characters, Characters);
    record(cluster, first, last, to);
    made.size = to.size();
    made.characters_size = to.characters().size();
}

}  // namespace slipway::dsl::detail
