// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/list.hpp>
#include <slipway/core/text.hpp>

namespace slipway::core {

template <class T>
struct entry {
    text key;
    T value{};

    friend constexpr bool operator==(const entry&, const entry&) = default;
};

/// Values by text key, in the order in which they were added. Small: look-up is linear.
template <class T>
class map : public list<entry<T>> {
public:
    constexpr map() = default;
    constexpr map(std::initializer_list<entry<T>> entries) : list<entry<T>>(entries) {}

    constexpr const T* find(std::string_view key) const {
        for (const entry<T>& e : *this)
            if (e.key == key) return &e.value;
        return nullptr;
    }
    constexpr bool contains(std::string_view key) const { return find(key) != nullptr; }

    using list<entry<T>>::operator[];
    /// The value to write to; added where the key was absent.
    constexpr T& operator[](std::string_view key) {
        for (entry<T>& e : *this)
            if (e.key.view() == key) return e.value;
        return this->push_back({text(key), T{}}).value;
    }
    constexpr void erase(std::string_view key) {
        this->remove_if([key](const entry<T>& e) { return e.key.view() == key; });
    }
};

}  // namespace slipway::core
