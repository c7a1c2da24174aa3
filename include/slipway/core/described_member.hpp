// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <concepts>
#include <type_traits>

#include <slipway/core/described.hpp>
#include <slipway/core/int_or_string.hpp>
#include <slipway/core/list.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/raw.hpp>
#include <slipway/core/text.hpp>

namespace slipway::core {

namespace detail {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<list<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<map<T>> = true;
template <class T>
inline constexpr bool is_box = false;
template <class T>
inline constexpr bool is_box<optional<T>> = true;

/// A struct with a table: a described one, or one of the API, which keeps what it does not know.
template <class T>
concept tabled = described<T> || requires { requires std::same_as<decltype(T::unknown), raw>; };

template <class T>
concept plain_value = std::derived_from<T, text> || std::is_arithmetic_v<T> ||
                      std::same_as<T, int_or_string> || std::same_as<T, raw> || tabled<T>;

template <class T>
constexpr bool optional_number() {
    if constexpr (is_box<T>) return std::is_arithmetic_v<typename T::value_type>;
    else return false;
}

}  // namespace detail

/// What may be an element of a list or a map in a described struct.
template <class T>
concept describable_value = detail::plain_value<T> || detail::optional_number<T>();

namespace detail {

template <class T>
constexpr bool describable() {
    if constexpr (is_list<T>) return describable_value<typename T::value_type>;
    else if constexpr (is_map<T>) return describable_value<decltype(T::value_type::value)>;
    else if constexpr (is_box<T>)
        return std::is_arithmetic_v<typename T::value_type> || tabled<typename T::value_type>;
    else return plain_value<T>;
}

}  // namespace detail

/// What may be a member of a described struct.
template <class T>
concept describable_member = detail::describable<T>();

/// An error of the compiler, which names the type, where a described struct has a member of another
/// one.
template <class Member>
constexpr void check_described_member() {
    static_assert(describable_member<Member>,
                  "a member of a described struct is slipway::text (not std::string), a number, a "
                  "bool, core::int_or_string, core::raw, a described struct, a core::list or "
                  "core::map of these, or a core::optional number, bool or struct");
}

}  // namespace slipway::core
