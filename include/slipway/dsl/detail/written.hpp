// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <slipway/config.hpp>
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

/// Whether compilers record a definition in less time than they make code for it. Code is what
/// stands in the source: objects that a loop or a function makes again and again have their lines
/// in common, and little code.
constexpr bool worth_recording(const Cluster& cluster) {
    const std::size_t count = cluster.resources.size(), most = SLIPWAY_MOST_RECORDED_OBJECTS;
    if (count > most) return false;
    constexpr std::size_t room = 1024;
    bool seen[room]{};
    std::size_t lines = 0;
    for (const object& o : cluster.resources) {
        bool& there = seen[static_cast<std::size_t>(o.line()) % room];
        if (!there) there = true, ++lines;
    }
    return 4 * lines > count;
}

/// Records objects from `first` to before `last`, and of the cluster itself before the first.
template <std::size_t Marks, std::size_t Characters>
constexpr void record(const Cluster& cluster, std::size_t first, std::size_t last,
                      written<Marks, Characters>& made) {
    tape to(made.marks, Marks, made.characters, Characters);
    record(cluster, first, last, to);
    made.size = to.size();
    made.characters_size = to.characters().size();
}

}  // namespace slipway::dsl::detail
