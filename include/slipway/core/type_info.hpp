// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/core/int_or_string.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/raw.hpp>

/// What a struct of the API looks like from outside, as data: so that one function that is no
/// template can print, read, check or merge objects of every kind.
namespace slipway::core {

enum class value_kind : unsigned char {
    text,           ///< `text`
    integer,        ///< `optional<long>`
    boolean,        ///< `optional<bool>`
    number,         ///< `optional<double>`
    int_or_string,  ///< `int_or_string`
    raw,            ///< `raw`
    object,         ///< a struct, by value
    boxed,          ///< `optional<struct>`
    list,           ///< `list<element>`
    map,            ///< `map<element>`
};

/// The elements of a list or map, or the one of a box. Those of a map are `entry`s: the key first,
/// the value `value_offset` bytes behind it.
struct elements_view {
    const void* data = nullptr;
    std::size_t count = 0;
    std::size_t stride = 0;

    const void* operator[](std::size_t i) const {
        return static_cast<const char*>(data) + i * stride;
    }
};

/// How to get at the elements of one type of list, map or box.
struct element_access {
    elements_view (*read)(const void* container);
    /// Adds an empty element (an empty `entry` to a map; makes the one of a box) and gives its
    /// place.
    void* (*add)(void* container);
    std::size_t value_offset = 0;
};

/// How to get at a number or truth value that is not kept in `optional<long>`, `optional<double>`
/// or `optional<bool>`: by one of these.
struct number_access {
    void (*get)(const void* from, void* out);
    /// False where the number does not fit.
    bool (*set)(const void* from, void* out);
};

struct type_info;

/// How a strategic merge patch treats a field (`x-kubernetes-patch-strategy`).
enum class patch_strategy : unsigned char { none, merge, replace, retain_keys, merge_retain_keys };

/// How server-side apply treats a list (`x-kubernetes-list-type`).
enum class list_type : unsigned char { atomic, set, map };

/// How server-side apply treats a map or a struct (`x-kubernetes-map-type`): member by member, or
/// as one value.
enum class map_type : unsigned char {
    unsaid,  ///< as the struct says of itself; otherwise granular
    granular,
    atomic,
};

struct field {
    std::string_view name;  ///< the JSON name
    unsigned offset = 0;
    value_kind kind = value_kind::text;
    value_kind element = value_kind::text;  ///< of a list or map
    const type_info* type = nullptr;  ///< of the object, or of the elements where they are objects
    const element_access* access = nullptr;  ///< of a list, map or box
    bool required = false;
    patch_strategy strategy = patch_strategy::none;
    list_type topology = list_type::atomic;
    std::string_view merge_key{};  ///< of a strategic merge patch
    std::string_view map_keys{};   ///< of server-side apply, joined by commas
    map_type mapping = map_type::unsaid;
    const number_access* number = nullptr;  ///< of a number, or of the elements where they are some

    const void* in(const void* object) const { return static_cast<const char*>(object) + offset; }
    void* in(void* object) const { return static_cast<char*>(object) + offset; }
};

struct type_info {
    std::string_view name;
    const field* fields = nullptr;
    std::size_t count = 0;
    /// Of the `raw` that keeps members the struct does not have, or `nothing_kept`.
    unsigned unknown_offset = 0;
    map_type mapping = map_type::unsaid;

    static constexpr unsigned nothing_kept = ~0U;

    const field* begin() const { return fields; }
    const field* end() const { return fields + count; }
    const field* find(std::string_view name_of_field) const {
        for (const field& f : *this)
            if (f.name == name_of_field) return &f;
        return nullptr;
    }
};

namespace detail {

inline constexpr type_info empty_table{"", nullptr, 0, type_info::nothing_kept};

template <class T>
constexpr const type_info& no_table() {
    static_assert(sizeof(T) == 0,
                  "this struct is not known as one of the API: include "
                  "slipway/api/resources/GROUP_VERSION.hpp for Kubernetes' own, such as "
                  "networking_v1; describe one of your own by Boost.Hana, and include "
                  "slipway/api/custom_resource.hpp");
    return empty_table;
}

}  // namespace detail

/// The table of a struct. Specialized in `api/fields/GROUP_VERSION.hpp`, and for structs of one's
/// own (`described_type.hpp`).
template <class T>
inline constexpr const type_info& type_info_of = detail::no_table<T>();

namespace detail {

template <class T>
elements_view read_list(const void* container) {
    const auto& items = *static_cast<const list<T>*>(container);
    return {items.begin(), items.size(), sizeof(T)};
}
template <class T>
void* add_to_list(void* container) {
    return &static_cast<list<T>*>(container)->append();
}
template <class T>
elements_view read_box(const void* container) {
    const auto& box = *static_cast<const optional<T>*>(container);
    return {box.has_value() ? &*box : nullptr, box.has_value() ? 1U : 0U, sizeof(T)};
}
template <class T>
void* fill_box(void* container) {
    return &static_cast<optional<T>*>(container)->emplace();
}

}  // namespace detail

template <class T>
inline constexpr element_access list_access{detail::read_list<T>, detail::add_to_list<T>, 0};
template <class T>
inline constexpr element_access map_access{
    detail::read_list<entry<T>>, detail::add_to_list<entry<T>>, offsetof(entry<T>, value)};
template <class T>
inline constexpr element_access box_access{detail::read_box<T>, detail::fill_box<T>, 0};

}  // namespace slipway::core
