// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/characters.hpp>

namespace slipway::dsl::detail {

/// FNV-1a. Four characters to a statement, of which compilers allow only so many in constant
/// evaluation.
constexpr unsigned hash(std::string_view s, unsigned seed = 2166136261U) {
    constexpr unsigned prime = 16777619U;
    const char *c = s.data(), *const end = c + s.size();
    using byte = unsigned char;
    for (; end - c >= 4; c += 4)
        seed = ((((seed ^ byte(c[0])) * prime ^ byte(c[1])) * prime ^ byte(c[2])) * prime ^
                byte(c[3])) *
               prime;
    for (; c != end; ++c) seed = (seed ^ byte(*c)) * prime;
    return seed;
}
/// Tells most texts apart without a look at each character.
constexpr unsigned rough_hash(std::string_view s) {
    const std::size_t size = s.size();
    if (!size) return 0U;
    const char* const first = s.data();
    return static_cast<unsigned>(size) * 31U + static_cast<unsigned char>(*first) * 7U +
           static_cast<unsigned char>(first[size - 1]);
}

/// Numbers by hash, several under one: what keeps the rules linear. It has room for as many as were
/// announced.
class index {
public:
    constexpr explicit index(std::size_t room) {
        unsigned buckets = 16;
        while (buckets < room) buckets *= 2;
        mask_ = buckets - 1;
        heads_ = new unsigned[buckets]{};
        nodes_ = new node[room + 1]{};
        sizes_ = new unsigned[buckets]{};
    }
    index(const index&) = delete;
    constexpr ~index() {
        delete[] heads_;
        delete[] nodes_;
        delete[] sizes_;
    }
    constexpr void put(unsigned h, std::size_t number) {
        nodes_[++count_] = {number, heads_[h & mask_]};
        heads_[h & mask_] = count_;
        ++sizes_[h & mask_];
    }
    /// How many numbers a search under `h` looks at, at most.
    constexpr unsigned count(unsigned h) const { return sizes_[h & mask_]; }
    /// The first number under `h` for which `accept` holds; -1 where there is none.
    template <class Accept>
    constexpr long find(unsigned h, Accept accept) const {
        for (unsigned i = heads_[h & mask_]; i; i = nodes_[i].next)
            if (accept(nodes_[i].number)) return static_cast<long>(nodes_[i].number);
        return -1;
    }

private:
    struct node {
        std::size_t number = 0;
        unsigned next = 0;  ///< 0 at the end
    };
    unsigned* heads_ = nullptr;
    node* nodes_ = nullptr;
    unsigned* sizes_ = nullptr;
    unsigned mask_ = 0;
    unsigned count_ = 0;
};

/// Calls `twice` with each element whose name an earlier one has too. For the lists inside of an
/// object, which are short.
template <class List, class NameOf, class Twice>
constexpr void each_duplicate(const List& list, NameOf name_of, Twice twice) {
    for (std::size_t i = 1; i < list.size(); ++i) {
        const std::string_view name = name_of(list[i]);
        if (name.empty()) continue;
        for (std::size_t j = 0; j < i; ++j)
            if (core::same_characters(name_of(list[j]), name)) {
                twice(list[i]);
                break;
            }
    }
}

}  // namespace slipway::dsl::detail
