// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/compiled.hpp>
#include <slipway/json/codec.hpp>

namespace slipway::json {

namespace detail {

class encoder {
public:
    static value object(const core::type_info& type, const void* in) {
        value made = value::object();
        for (const core::field& f : type) {
            value v = field(f, f.in(in));
            if (!v.is_null()) made[std::string(f.name)] = std::move(v);
        }
        if (type.unknown_offset == core::type_info::nothing_kept) return made;
        const core::text& unknown =
            static_cast<const core::raw*>(
                static_cast<const void*>(static_cast<const char*>(in) + type.unknown_offset))
                ->json;
        if (!unknown.empty()) made.update(value::parse(unknown.view()));
        return made;
    }

private:
    /// Null when the field is not set.
    static value field(const core::field& f, const void* in) {
        switch (f.kind) {
            case core::value_kind::object: {
                value v = object(*f.type, in);
                return v.empty() && !f.required ? value() : v;
            }
            case core::value_kind::boxed: {
                const core::elements_view box = f.access->read(in);
                return box.count ? object(*f.type, box.data) : value();
            }
            case core::value_kind::list: return list(f, in);
            case core::value_kind::map: return map(f, in);
            default: return scalar(f.kind, f.number, in, false);
        }
    }

    static value element(const core::field& f, const void* in) {
        return f.element == core::value_kind::object ? object(*f.type, in)
                                                     : scalar(f.element, f.number, in, true);
    }

    static value list(const core::field& f, const void* in) {
        const core::elements_view items = f.access->read(in);
        if (!items.data) return {};
        value made = value::array();
        for (std::size_t i = 0; i < items.count; ++i) made.push_back(element(f, items[i]));
        return made;
    }

    static value map(const core::field& f, const void* in) {
        const core::elements_view items = f.access->read(in);
        if (!items.data) return {};
        value made = value::object();
        for (std::size_t i = 0; i < items.count; ++i) {
            const char* entry = static_cast<const char*>(items[i]);
            const auto& key = *static_cast<const core::text*>(static_cast<const void*>(entry));
            made[std::string(key.view())] = element(f, entry + f.access->value_offset);
        }
        return made;
    }

    /// An element of a list or map is written also when it is empty.
    static value scalar(core::value_kind kind, const core::number_access* access, const void* in,
                        bool always) {
        using core::value_kind;
        switch (kind) {
            case value_kind::text: {
                const auto& t = *static_cast<const core::text*>(in);
                return t.said() || always ? value(std::string(t.view())) : value();
            }
            case value_kind::integer: return number<long>(access, in, always);
            case value_kind::boolean: return number<bool>(access, in, always);
            case value_kind::number: return number<double>(access, in, always);
            case value_kind::int_or_string: {
                const auto& either = *static_cast<const core::int_or_string*>(in);
                if (either.is_number()) return either.number;
                return either.is_string() || always ? value(std::string(either.string.view()))
                                                    : value();
            }
            default: {
                const core::text& json = static_cast<const core::raw*>(in)->json;
                return json.empty() ? value() : value::parse(json.view());
            }
        }
    }

    template <class T>
    static value number(const core::number_access* access, const void* in, bool always) {
        core::optional<T> n;
        if (access) access->get(in, &n);
        else n = *static_cast<const core::optional<T>*>(in);
        return n.has_value() || always ? value(static_cast<T>(n)) : value();
    }
};

}  // namespace detail

SLIPWAY_INLINE value encode(const core::type_info& type, const void* object) {
    return detail::encoder::object(type, object);
}

}  // namespace slipway::json
