// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>

#include <slipway/core/detail/refcount.hpp>

namespace slipway::core {

namespace detail {
/// What lists share, as far as those need to know it who do not know the type of the elements.
struct list_block : counted {
    unsigned size;
    unsigned capacity;

    constexpr bool is_short_and_full() const {
        return size == capacity && (size == 1 || size == 2);
    }
};

/// Takes all elements from the list or map at `any`, whose elements are of any type and its own: it
/// is empty then, and said to be.
inline void say_empty(void* any) {
    // A list has no other member than its block, so that the one's address is the other's.
    (*static_cast<list_block**>(any))->size = 0;
}
}  // namespace detail

/// A sequence whose copies share their elements until one of them is written to. Works in constant
/// evaluation. `T` may be incomplete where the list is declared; it is default constructible and
/// copyable.
///
/// Distinct lists may be used from several threads at once, also when they share elements.
template <class T>
class list {
public:
    using value_type = T;

    constexpr list() = default;
    // GCC 12 refuses a constructor body that writes to a member of an element of a nested list.
    constexpr list(std::initializer_list<T> items) : block_(copy(items)) {}
    // Written as expressions here and below, since compilers count statements in constant
    // evaluation and allow only so many; most lists are empty.
    constexpr list(const list& other)
        : block_(other.block_ ? (detail::acquire(other.block_->references), other.block_)
                              : nullptr) {}
    constexpr list(list&& other) noexcept : block_(other.block_) { other.block_ = nullptr; }
    constexpr list& operator=(const list& other) {
        return block_ == other.block_ ? *this : *this = list(other);
    }
    constexpr list& operator=(list&& other) noexcept {
        return block_ == other.block_ ? *this : (detail::exchange(block_, other.block_), *this);
    }
    constexpr ~list() {
        block_&& detail::release(block_->references) ? block_->free(block_) : void();
    }

    constexpr std::size_t size() const { return block_ ? block_->size : 0; }
    constexpr bool empty() const { return !block_ || block_->size == 0; }
    /// Whether there are elements, or it is said that there are none, as by `[]` in a document that
    /// was read. A list that becomes empty by `clear` or `remove_if` is not said to be.
    constexpr bool said() const { return block_ != nullptr; }

    constexpr const T* begin() const {
        return block_ ? static_cast<elements*>(block_)->items : nullptr;
    }
    constexpr const T* end() const {
        return block_ ? static_cast<elements*>(block_)->items + block_->size : nullptr;
    }
    constexpr const T& operator[](std::size_t i) const {
        return static_cast<elements*>(block_)->items[i];
    }
    constexpr const T& front() const { return static_cast<elements*>(block_)->items[0]; }
    constexpr const T& back() const {
        return static_cast<elements*>(block_)->items[block_->size - 1];
    }

    // The forms that allow writing give this list elements of its own first.
    constexpr T* begin() {
        own(0);
        return block_ ? static_cast<elements*>(block_)->items : nullptr;
    }
    constexpr T* end() {
        own(0);
        return block_ ? static_cast<elements*>(block_)->items + block_->size : nullptr;
    }
    constexpr T& operator[](std::size_t i) {
        own(0);
        return static_cast<elements*>(block_)->items[i];
    }

    constexpr T& push_back(const T& item) {
        return push_back(T(item));
    }  // it may be an element of this list
    constexpr T& push_back(T&& item) {
        return !block_ ? *static_cast<elements*>(block_ = of(static_cast<T&&>(item)))->items
               : block_->is_short_and_full() ? add_to_short(static_cast<T&&>(item))
                                             : append() = static_cast<T&&>(item);
    }
    /// Makes room for `more` elements, so that they are appended without another copy of all.
    constexpr void reserve(std::size_t more) { own(static_cast<unsigned>(more), size() + more); }
    /// Adds an empty element.
    constexpr T& append() {
        return has_room() ? void() : own(1), static_cast<elements*>(block_)->items[block_->size++];
    }

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
    struct elements : detail::list_block {
        T* items;
    };

    static constexpr void free(detail::counted* b) {
        delete[] static_cast<elements*>(b)->items, delete static_cast<elements*>(b);
    }
    static constexpr elements* make(unsigned capacity) {
        return new elements{{{1, &free}, 0, capacity}, new T[capacity]{}};
    }
    static constexpr elements* of(T&& item) {
        return new elements{{{1, &free}, 1, 1}, new T[1]{static_cast<T&&>(item)}};
    }
    /// Each element is made in its place: what is made empty first costs twice.
    constexpr T& add_to_short(T&& item) {
        const bool alone = !detail::shared(block_->references);
        T* const i = static_cast<elements*>(block_)->items;
        list fresh;
        if (alone)
            fresh.block_ =
                block_->size == 1
                    ? new elements{{{1, &free}, 2, 2},
                                   new T[2]{static_cast<T&&>(i[0]), static_cast<T&&>(item)}}
                    : new elements{{{1, &free}, 3, 3},
                                   new T[3]{static_cast<T&&>(i[0]), static_cast<T&&>(i[1]),
                                            static_cast<T&&>(item)}};
        else
            fresh.block_ =
                block_->size == 1
                    ? new elements{{{1, &free}, 2, 2}, new T[2]{i[0], static_cast<T&&>(item)}}
                    : new elements{{{1, &free}, 3, 3},
                                   new T[3]{i[0], i[1], static_cast<T&&>(item)}};
        detail::exchange(block_, fresh.block_);
        return static_cast<elements*>(block_)->items[block_->size - 1];
    }
    static constexpr elements* copy(std::initializer_list<T> items) {
        const T* const i = items.begin();
        switch (
            items.size()) {  // short ones are copied at once: what is made empty first costs twice
            case 0: return nullptr;
            case 1: return new elements{{{1, &free}, 1, 1}, new T[1]{i[0]}};
            case 2: return new elements{{{1, &free}, 2, 2}, new T[2]{i[0], i[1]}};
            case 3: return new elements{{{1, &free}, 3, 3}, new T[3]{i[0], i[1], i[2]}};
            default: break;
        }
        elements* made = make(static_cast<unsigned>(items.size()));
        for (const T& item : items) made->items[made->size++] = item;
        return made;
    }
    constexpr bool has_room() const {
        return block_ && block_->size < block_->capacity && !detail::shared(block_->references);
    }
    /// Makes the elements this list's own, with room for `more`; for `wanted` in all where it has
    /// to be made.
    constexpr void own(unsigned more, std::size_t wanted = 0) {
        if (!block_) {
            if (more) block_ = make(more);
            return;
        }
        const bool alone = !detail::shared(block_->references);
        if (alone && block_->size + more <= block_->capacity) return;
        unsigned capacity = block_->capacity;
        if (block_->size + more > capacity)
            capacity = wanted ? static_cast<unsigned>(wanted) : (block_->size + more) * 2;
        list fresh;
        elements* const made = make(capacity);
        fresh.block_ = made;
        for (unsigned i = 0; i < block_->size; ++i) {
            if (alone) made->items[i] = static_cast<T&&>(static_cast<elements*>(block_)->items[i]);
            else made->items[i] = static_cast<elements*>(block_)->items[i];
        }
        made->size = block_->size;
        detail::exchange(block_, fresh.block_);
    }

    detail::list_block* block_ = nullptr;
};

}  // namespace slipway::core

namespace slipway {
using core::list;
}  // namespace slipway
