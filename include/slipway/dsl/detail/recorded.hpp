// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <slipway/dsl/detail/render.hpp>
#include <slipway/dsl/sound.hpp>

namespace slipway::dsl::detail {

/// A definition as it is recorded by the compiler: a program has no code for its own definition, which takes compilers much longer to
/// make than to evaluate it.
template <Cluster (*Definition)()>
struct recorded {
    using sizes = checked<Definition>;

    template <std::size_t I>
    struct part {
        // Most fit into what is written first, and are evaluated once.
        static constexpr std::size_t room = 80 * (object_count<Definition> < sizes::part_size ? object_count<Definition> + 1 : sizes::part_size + 1);
        template <std::size_t Marks, std::size_t Characters>
        struct written {
            mark marks[Marks]{};
            char characters[Characters]{};
            std::size_t size = 0, characters_size = 0;
        };
        template <std::size_t Marks, std::size_t Characters>
        static constexpr written<Marks, Characters> write() {
            written<Marks, Characters> made;
            tape to(made.marks, Marks, made.characters, Characters);
            const Cluster cluster = Definition();
            const std::size_t last = (I + 1) * sizes::part_size, count = cluster.resources.size();
            record(cluster, I * sizes::part_size, last < count ? last : count, to);
            made.size = to.size();
            made.characters_size = to.characters().size();
            return made;
        }
        static constexpr auto first = write<room, room * 4>();
        static constexpr std::size_t size = first.size, characters_size = first.characters_size;
        using exact = written<size, characters_size + 1>;
        static constexpr exact fit() {
            if constexpr (size > room || characters_size > room * 4) {
                return write<size, characters_size + 1>();
            } else {
                exact made;
                for (std::size_t i = 0; i < size; ++i) made.marks[i] = first.marks[i];
                for (std::size_t i = 0; i < characters_size; ++i) made.characters[i] = first.characters[i];
                return made;
            }
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
    static constexpr std::size_t count = sizes::parts ? sizes::parts : 1;
    static constexpr several<count> parts = together(std::make_index_sequence<count>());
    static constexpr reels all{parts.items, count};
};

}  // namespace slipway::dsl::detail
