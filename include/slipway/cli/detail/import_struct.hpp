// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/cli/detail/import_code.hpp>
#include <slipway/core/fraction.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::detail {

/// An object as initializer of its API struct. The object is one that the struct's table describes.
class struct_writer {
public:
    /// The members of a struct, in braces.
    static code of(const core::type_info& type, const json::value& v, std::string before = {}) {
        code made = braces(std::move(before));
        for (const core::field& f : type)
            if (const auto found = v.find(f.name); found != v.end() && !found->is_null())
                made.member(member_name(f.name), field(f, *found));
        return made;
    }
    static code list(const core::field& f, const json::value& v) {
        code made = braces();
        for (const json::value& item : v) made.add(element(f, item));
        return made;
    }

    /// Structs of a CustomResourceDefinition say their namespace.
    static std::string qualified(const core::type_info& type) {
        const std::string name(type.name);
        return name.find("::") == name.npos ? "api::" + name : name;
    }

private:
    static code field(const core::field& f, const json::value& v) {
        switch (f.kind) {
            case core::value_kind::object: return of(*f.type, v);
            case core::value_kind::boxed: {
                // Empty braces would do for several constructors.
                if (v.empty()) return braces(qualified(*f.type));
                return braces({}, {of(*f.type, v)});
            }
            case core::value_kind::list: return list(f, v);
            case core::value_kind::map: {
                code made = braces();
                for (const auto& [key, item] : v.items())
                    made.add(braces({}, {literal(key), element(f, item)}));
                return made;
            }
            default: return v == "" ? word("slipway::text::said_empty()") : scalar(f.kind, v);
        }
    }
    static code element(const core::field& f, const json::value& v) {
        return f.element == core::value_kind::object ? of(*f.type, v) : scalar(f.element, v);
    }
    static code scalar(core::value_kind kind, const json::value& v) {
        if (kind == core::value_kind::raw) return braces({}, {literal(json::write(v))});
        if (v.is_string()) return literal(v.get_ref<const std::string&>());
        if (v.is_number_float()) return word(std::string(core::fraction(v.get<double>()).view()));
        return word(v.dump());
    }
};

}  // namespace slipway::cli::detail
