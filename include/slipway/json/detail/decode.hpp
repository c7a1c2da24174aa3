// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/compiled.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/detail/path.hpp>

namespace slipway::json {

namespace detail {

class decoder {
public:
    static void object(const core::type_info& type, const value& v, void* out, const path& at) {
        if (!v.is_object()) wrong_type(at, core::value_kind::object, v);
        value unknown;
        for (const auto& [name, member] : v.items()) {
            if (const core::field* f = type.find(name)) {
                if (!member.is_null()) field(*f, member, f->in(out), {&at, f->name});
            } else {
                unknown[name] = member;
            }
        }
        if (!unknown.is_null() && type.unknown_offset != core::type_info::nothing_kept)
            static_cast<core::raw*>(
                static_cast<void*>(static_cast<char*>(out) + type.unknown_offset))
                ->json = core::text(unknown.dump(-1, ' ', false, value::error_handler_t::replace));
    }

private:
    static void field(const core::field& f, const value& v, void* out, const path& at) {
        switch (f.kind) {
            case core::value_kind::object: return object(*f.type, v, out, at);
            case core::value_kind::boxed: return object(*f.type, v, f.access->add(out), at);
            case core::value_kind::list: return list(f, v, out, at);
            case core::value_kind::map: return map(f, v, out, at);
            case core::value_kind::text:
                if (v == "") {
                    *static_cast<core::text*>(out) = core::text::said_empty();
                    return;
                }
                [[fallthrough]];
            default: return scalar(f.kind, f.number, v, out, at);
        }
    }

    static void element(const core::field& f, const value& v, void* out, const path& at) {
        if (f.element == core::value_kind::object) object(*f.type, v, out, at);
        else scalar(f.element, f.number, v, out, at);
    }

    static void list(const core::field& f, const value& v, void* out, const path& at) {
        if (!v.is_array()) wrong_type(at, core::value_kind::list, v);
        std::size_t i = 0;
        for (const value& item : v) element(f, item, f.access->add(out), {&at, {}, i++});
        if (v.empty()) say_empty(f, out);
    }

    static void map(const core::field& f, const value& v, void* out, const path& at) {
        if (!v.is_object()) wrong_type(at, core::value_kind::map, v);
        for (const auto& [key, item] : v.items()) {
            char* place = static_cast<char*>(f.access->add(out));
            *static_cast<core::text*>(static_cast<void*>(place)) = core::text(key);
            // An entry without a value is one with an empty value, as in Go.
            if (!item.is_null()) element(f, item, place + f.access->value_offset, {&at, key});
        }
        if (v.empty()) say_empty(f, out);
    }

    static void say_empty(const core::field& f, void* out) {
        if (f.access->read(out).data) return;
        f.access->add(out);
        core::detail::say_empty(out);
    }

    template <class T>
    static void number(const core::number_access* access, const value& v, void* out,
                       const path& at) {
        const core::optional<T> read = v.get<T>();
        if (!access) *static_cast<core::optional<T>*>(out) = read;
        else if (!access->set(&read, out))
            throw core::status_error(
                core::reason::bad_request,
                at.str() + ": " + v.dump() + " does not fit into this number's type");
    }

    static void scalar(core::value_kind kind, const core::number_access* access, const value& v,
                       void* out, const path& at) {
        using core::value_kind;
        const bool whole = v.is_number_integer() &&
                           !(v.is_number_unsigned() && v.get<std::uint64_t>() > INT64_MAX);
        switch (kind) {
            case value_kind::text:
                if (!v.is_string()) wrong_type(at, kind, v);
                *static_cast<core::text*>(out) = core::text(v.get_ref<const std::string&>());
                return;
            case value_kind::integer:
                if (!whole) wrong_type(at, kind, v);
                return number<long>(access, v, out, at);
            case value_kind::boolean:
                if (!v.is_boolean()) wrong_type(at, kind, v);
                return number<bool>(access, v, out, at);
            case value_kind::number:
                if (!v.is_number()) wrong_type(at, kind, v);
                return number<double>(access, v, out, at);
            case value_kind::int_or_string:
                if (v.is_string())
                    *static_cast<core::int_or_string*>(out) = v.get_ref<const std::string&>();
                else if (whole) *static_cast<core::int_or_string*>(out) = v.get<long>();
                else wrong_type(at, kind, v);
                return;
            default:
                static_cast<core::raw*>(out)->json =
                    core::text(v.dump(-1, ' ', false, value::error_handler_t::replace));
        }
    }
};

}  // namespace detail

SLIPWAY_INLINE void decode(const core::type_info& type, const value& read, void* object) {
    detail::decoder::object(type, read, object, {});
}

}  // namespace slipway::json
