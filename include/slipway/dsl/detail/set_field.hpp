// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>

#include <slipway/core/int_or_string.hpp>
#include <slipway/core/map.hpp>
#include <slipway/core/optional.hpp>
#include <slipway/core/raw.hpp>
#include <slipway/dsl/mistake.hpp>

namespace slipway::dsl {

namespace error {
inline void no_field_of_the_object_has_this_path(std::string_view s) {
    throw mistake(
        "a path names fields of the object, list elements as [name] and map entries as [key]", s);
}
inline void the_field_at_this_path_takes_a_value_of_another_type(std::string_view s) {
    throw mistake("the value has the type of the field that it is for", s);
}
}  // namespace error

/// What a field is set to: text, a number or a truth value.
struct field_value {
    enum class holds : unsigned char { text, number, boolean };
    holds kind = holds::text;
    text string{};
    long number = 0;

    template <class Text>
        requires std::constructible_from<text, const Text&> && (!std::integral<Text>)
    constexpr field_value(const Text& s) : string(s) {}
    template <class Integer>
        requires std::integral<Integer> && (!std::same_as<Integer, bool>)
    constexpr field_value(Integer n) : kind(holds::number), number(static_cast<long>(n)) {}
    constexpr field_value(bool b) : kind(holds::boolean), number(b) {}
};

namespace detail {

template <class T>
constexpr T& writable(const T& member) {
    return const_cast<T&>(member);
}

/// Sets the field at a path: it is the visitor of `each_member`, which shows members for reading
/// only; the objects that this one walks through are not constant.
class field_setter {
public:
    constexpr field_setter(std::string_view path, const field_value& value)
        : all_(path), rest_(path), value_(value) {}

    template <class Struct>
    constexpr void document(Struct& o) {
        enter(o);
    }

    static constexpr bool visits_status = false;

    constexpr void text(std::string_view key, const core::text& t, bool = false) {
        if (takes(key, field_value::holds::text)) writable(t) = value_.string;
    }
    constexpr void raw(std::string_view key, const core::raw& r, bool = false) {
        if (takes(key, field_value::holds::text)) writable(r).json = value_.string;
    }
    constexpr void int_or_string(std::string_view key, const core::int_or_string& either,
                                 bool = false) {
        if (!is_here(key)) return;
        last();
        if (value_.kind == field_value::holds::number) writable(either) = value_.number;
        else if (value_.kind == field_value::holds::text) writable(either) = value_.string;
        else error::the_field_at_this_path_takes_a_value_of_another_type(all_);
    }
    constexpr void boolean(std::string_view key, const core::optional<bool>& b, bool = false) {
        if (takes(key, field_value::holds::boolean)) writable(b) = value_.number != 0;
    }
    constexpr void integer(std::string_view key, const core::optional<long>& n, bool = false) {
        if (takes(key, field_value::holds::number)) writable(n) = value_.number;
    }
    constexpr void number(std::string_view key, const core::optional<double>& n, bool = false) {
        if (takes(key, field_value::holds::number))
            writable(n) = static_cast<double>(value_.number);
    }
    template <class Struct>
    constexpr void boxed(std::string_view key, const core::optional<Struct>& o, bool = false) {
        if (is_here(key)) enter(writable(o).emplace());
    }
    template <class Struct>
    constexpr void object(std::string_view key, const Struct& o, bool = false) {
        if (is_here(key)) enter(writable(o));
    }
    template <class T>
    constexpr void list(std::string_view key, const core::list<T>& items, bool = false) {
        if (!is_here(key)) return;
        const std::string_view wanted = bracket();
        core::list<T>& to = writable(items);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if constexpr (requires { items[i].name; }) {
                if (items[i].name == wanted) return enter(to[i]);
            } else if constexpr (std::same_as<T, core::text>) {
                if (items[i] == wanted) return set_element(to[i]);
            }
        }
        wrong_path();
    }
    template <class T>
    constexpr void map(std::string_view key, const core::map<T>& entries, bool = false) {
        if (!is_here(key)) return;
        T& to = writable(entries)[bracket()];
        if constexpr (std::same_as<T, core::text>) set_element(to);
        else if constexpr (requires(field_setter& v) { each_member(to, v); }) enter(to);
        else wrong_path();
    }

private:
    /// Whether the member is the next step of the path, which is taken then.
    constexpr bool is_here(std::string_view key) {
        if (done_ || step_taken_ || !rest_.starts_with(key)) return false;
        const std::string_view behind = rest_.substr(key.size());
        if (!behind.empty() && behind.front() != '.' && behind.front() != '[') return false;
        rest_ = behind.starts_with('.') ? behind.substr(1) : behind;
        step_taken_ = true;
        return true;
    }
    constexpr bool takes(std::string_view key, field_value::holds kind) {
        if (!is_here(key)) return false;
        last();
        if (value_.kind != kind) error::the_field_at_this_path_takes_a_value_of_another_type(all_);
        return true;
    }
    constexpr void last() {
        if (!rest_.empty()) wrong_path();
        done_ = true;
    }
    constexpr void set_element(core::text& to) {
        last();
        if (value_.kind != field_value::holds::text)
            error::the_field_at_this_path_takes_a_value_of_another_type(all_);
        to = value_.string;
    }
    /// What stands in the brackets that the rest begins with.
    constexpr std::string_view bracket() {
        const std::size_t end = rest_.find(']');
        if (!rest_.starts_with('[') || end == rest_.npos) {
            wrong_path();
            return {};
        }
        const std::string_view inside = rest_.substr(1, end - 1);
        rest_ = rest_.substr(end + 1);
        if (rest_.starts_with('.')) rest_ = rest_.substr(1);
        return inside;
    }
    template <class Struct>
    constexpr void enter(Struct& o) {
        step_taken_ = false;
        each_member(o, *this);
        if (!done_) wrong_path();
    }
    // With a condition, since GCC refuses what can only fail.
    constexpr void wrong_path() {
        if (!wrong_) error::no_field_of_the_object_has_this_path(all_);
        wrong_ = done_ = true;
    }

    std::string_view all_, rest_;
    const field_value& value_;
    bool step_taken_ = false;
    bool done_ = false;
    bool wrong_ = false;
};

}  // namespace detail

}  // namespace slipway::dsl
