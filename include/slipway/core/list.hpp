// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>

#include <slipway/core/detail/refcount.hpp>

namespace slipway::core {

/// A sequence whose copies share their elements until one of them is written to. Works in constant
/// evaluation. `T` may be incomplete where the list is declared; it is default constructible and copyable.
///
/// Distinct lists may be used from several threads at once, also when they share elements.
template <class T>
class list {
public:
    using value_type = T;

    constexpr list() = default;
    // GCC 12 refuses a constructor body that writes to a member of an element of a nested list.
    constexpr list(std::initializer_list<T> items) : block_(copy(items)) {}
    // Written as expressions here and below, since compilers count statements in constant evaluation and allow only so many;
    // most lists are empty.
    constexpr list(const list& other) : block_(other.block_ ? (detail::acquire(other.block_->references), other.block_) : nullptr) {}
    constexpr list(list&& other) noexcept : block_(other.block_) { other.block_ = nullptr; }
    constexpr list& operator=(const list& other) { return block_ == other.block_ ? *this : *this = list(other); }
    constexpr list& operator=(list&& other) noexcept { return block_ == other.block_ ? *this : (detail::exchange(block_, other.block_), *this); }
    constexpr ~list() {
        if (block_ && detail::release(block_->references)) {
            delete[] block_->items;
            delete block_;
        }
    }

    constexpr std::size_t size() const { return block_ ? block_->size : 0; }
    constexpr bool empty() const { return !block_ || block_->size == 0; }

    constexpr const T* begin() const { return block_ ? block_->items : nullptr; }
    constexpr const T* end() const { return block_ ? block_->items + block_->size : nullptr; }
    constexpr const T& operator[](std::size_t i) const { return block_->items[i]; }
    constexpr const T& front() const { return block_->items[0]; }
    constexpr const T& back() const { return block_->items[block_->size - 1]; }

    // The forms that allow writing give this list elements of its own first.
    constexpr T* begin() {
        own(0);
        return block_ ? block_->items : nullptr;
    }
    constexpr T* end() {
        own(0);
        return block_ ? block_->items + block_->size : nullptr;
    }
    constexpr T& operator[](std::size_t i) {
        own(0);
        return block_->items[i];
    }

    constexpr T& push_back(const T& item) { return push_back(T(item)); }  // it may be an element of this list
    constexpr T& push_back(T&& item) {
        return !block_                      ? *(block_ = of(static_cast<T&&>(item)))->items
               : is_short_and_full(*block_) ? add_to_short(static_cast<T&&>(item))
                                            : append() = static_cast<T&&>(item);
    }
    /// Makes room for `more` elements, so that they are appended without another copy of all.
    constexpr void reserve(std::size_t more) { own(static_cast<unsigned>(more), size() + more); }
    /// Adds an empty element.
    constexpr T& append() { return has_room() ? void() : own(1), block_->items[block_->size++]; }

    /// Removes the elements for which `condition` holds; the others keep their order.
    template <class Condition>
    constexpr void remove_if(Condition condition) {
        list kept;
        for (const T& item : static_cast<const list&>(*this))
            if (!condition(item)) kept.push_back(item);
        detail::exchange(block_, kept.block_);
    }
    constexpr void clear() { *this = list(); }

    friend constexpr bool operator==(const list& a, const list& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!(a[i] == b[i])) return false;
        return true;
    }

private:
    struct block {
        unsigned references;
        unsigned size;
        unsigned capacity;
        T* items;
    };

    static constexpr block* make(unsigned capacity) { return new block{1, 0, capacity, new T[capacity]{}}; }
    static constexpr block* of(T&& item) { return new block{1, 1, 1, new T[1]{static_cast<T&&>(item)}}; }
    static constexpr bool is_short_and_full(const block& b) { return b.size == b.capacity && (b.size == 1 || b.size == 2); }
    /// Each element is made in its place: what is made empty first costs twice.
    constexpr T& add_to_short(T&& item) {
        const bool alone = !detail::shared(block_->references);
        T* const i = block_->items;
        list fresh;
        fresh.block_ = alone ? block_->size == 1 ? new block{1, 2, 2, new T[2]{static_cast<T&&>(i[0]), static_cast<T&&>(item)}}
                                                 : new block{1, 3, 3, new T[3]{static_cast<T&&>(i[0]), static_cast<T&&>(i[1]), static_cast<T&&>(item)}}
                             : block_->size == 1 ? new block{1, 2, 2, new T[2]{i[0], static_cast<T&&>(item)}}
                                                 : new block{1, 3, 3, new T[3]{i[0], i[1], static_cast<T&&>(item)}};
        detail::exchange(block_, fresh.block_);
        return block_->items[block_->size - 1];
    }
    static constexpr block* copy(std::initializer_list<T> items) {
        const T* const i = items.begin();
        switch (items.size()) {  // short ones are copied at once: what is made empty first costs twice
            case 0: return nullptr;
            case 1: return new block{1, 1, 1, new T[1]{i[0]}};
            case 2: return new block{1, 2, 2, new T[2]{i[0], i[1]}};
            case 3: return new block{1, 3, 3, new T[3]{i[0], i[1], i[2]}};
            default: break;
        }
        block* made = make(static_cast<unsigned>(items.size()));
        for (const T& item : items) made->items[made->size++] = item;
        return made;
    }
    constexpr bool has_room() const { return block_ && block_->size < block_->capacity && !detail::shared(block_->references); }
    /// Makes the elements this list's own, with room for `more`; for `wanted` in all where it has to be made.
    constexpr void own(unsigned more, std::size_t wanted = 0) {
        if (!block_) {
            if (more) block_ = make(more);
            return;
        }
        const bool alone = !detail::shared(block_->references);
        if (alone && block_->size + more <= block_->capacity) return;
        unsigned capacity = block_->capacity;
        if (block_->size + more > capacity) capacity = wanted ? static_cast<unsigned>(wanted) : (block_->size + more) * 2;
        list fresh;
        fresh.block_ = make(capacity);
        for (unsigned i = 0; i < block_->size; ++i) {
            if (alone) fresh.block_->items[i] = static_cast<T&&>(block_->items[i]);
            else fresh.block_->items[i] = block_->items[i];
        }
        fresh.block_->size = block_->size;
        detail::exchange(block_, fresh.block_);
    }

    block* block_ = nullptr;
};

}  // namespace slipway::core

namespace slipway {
using core::list;
}  // namespace slipway
