// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: Boost.Hana costs as much time as all of the definition language.

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <slipway/core/described.hpp>
#include <slipway/core/described_member.hpp>
#include <slipway/core/type_info.hpp>

/// The tables of described structs, so that they are read and written as those of the API.
namespace slipway::core {

namespace detail {

template <class N>
using wide = std::conditional_t<std::same_as<N, bool>, bool,
                                std::conditional_t<std::floating_point<N>, double, long>>;

template <class N>
void get_number(const void* from, void* out) {
    *static_cast<optional<wide<N>>*>(out) = static_cast<wide<N>>(*static_cast<const N*>(from));
}
template <class N>
bool set_number(const void* from, void* out) {
    const wide<N> read = *static_cast<const optional<wide<N>>*>(from);
    if constexpr (std::integral<N> && !std::same_as<N, bool>)
        if (!std::in_range<N>(read)) return false;
    *static_cast<N*>(out) = static_cast<N>(read);
    return true;
}
template <class N>
void get_optional(const void* from, void* out) {
    const auto& narrow = *static_cast<const optional<N>*>(from);
    const N value = narrow;
    if (narrow.has_value()) get_number<N>(&value, out);
}
template <class N>
bool set_optional(const void* from, void* out) {
    N read{};
    if (!set_number<N>(from, &read)) return false;
    *static_cast<optional<N>*>(out) = read;
    return true;
}

template <class N>
inline constexpr number_access plain_number{get_number<N>, set_number<N>};
template <class N>
inline constexpr number_access number_in_box{get_optional<N>, set_optional<N>};

template <class Value>
constexpr value_kind kind_of_value() {
    if constexpr (std::derived_from<Value, text>) return value_kind::text;
    else if constexpr (std::same_as<Value, raw>) return value_kind::raw;
    else if constexpr (std::same_as<Value, int_or_string>) return value_kind::int_or_string;
    else if constexpr (std::same_as<Value, bool>) return value_kind::boolean;
    else if constexpr (std::integral<Value>) return value_kind::integer;
    else if constexpr (std::floating_point<Value>) return value_kind::number;
    else return value_kind::object;
}

/// What the type of a value says, be it a member by itself or an element.
template <class Value>
value_kind add_value(field& made) {
    if constexpr (optional_number<Value>()) {
        made.number = &number_in_box<typename Value::value_type>;
        return kind_of_value<typename Value::value_type>();
    } else {
        constexpr value_kind kind = kind_of_value<Value>();
        if constexpr (std::is_arithmetic_v<Value>) made.number = &plain_number<Value>;
        if constexpr (kind == value_kind::object) made.type = &type_info_of<Value>;
        return kind;
    }
}

/// The row of a member. `place` is its offset in bytes.
template <class Member>
field field_of(std::string_view name, unsigned place) {
    check_described_member<Member>();
    field made{.name = name, .offset = place};
    if constexpr (!describable_member<Member>) {
        return made;  // it has been said what is wrong
    } else if constexpr (is_list<Member>) {
        made.kind = value_kind::list;
        made.element = add_value<typename Member::value_type>(made);
        made.access = &list_access<typename Member::value_type>;
    } else if constexpr (is_map<Member>) {
        using element = decltype(Member::value_type::value);
        made.kind = value_kind::map;
        made.element = add_value<element>(made);
        made.access = &map_access<element>;
    } else if constexpr (is_box<Member> && !optional_number<Member>()) {
        made.kind = value_kind::boxed;
        made.type = &type_info_of<typename Member::value_type>;
        made.access = &box_access<typename Member::value_type>;
    } else {
        made.kind = add_value<Member>(made);
        made.required = std::is_arithmetic_v<Member>;
    }
    return made;
}

template <class Struct, class Member>
unsigned offset_in(const Struct& whole, const Member& member) {
    return static_cast<unsigned>(static_cast<const char*>(static_cast<const void*>(&member)) -
                                 static_cast<const char*>(static_cast<const void*>(&whole)));
}

template <class T>
concept keeps_unknown = requires { requires std::same_as<decltype(T::unknown), raw>; };

/// Made when the program starts: of described members only pointers to them are known, from which
/// no constant expression makes offsets.
template <described T>
struct described_table {
    described_table() {
        const T whole{};
        each_described(whole, [&](std::string_view name, const auto& member) {
            fields.push_back(
                field_of<std::remove_cvref_t<decltype(member)>>(name, offset_in(whole, member)));
        });
        type.fields = fields.data();
        type.count = fields.size();
        if constexpr (keeps_unknown<T>) type.unknown_offset = offset_in(whole, whole.unknown);
        else type.unknown_offset = type_info::nothing_kept;
    }
    described_table(const described_table&) = delete;

    static const described_table made;

    std::vector<field> fields;
    type_info type;
};
template <described T>
inline const described_table<T> described_table<T>::made;

}  // namespace detail

/// A described struct's own table. What its objects have beyond it is forgotten when they are read,
/// unless the struct has a member `slipway::core::raw unknown`, which is not described.
template <described T>
inline constexpr const type_info& type_info_of<T> = detail::described_table<T>::made.type;

}  // namespace slipway::core
