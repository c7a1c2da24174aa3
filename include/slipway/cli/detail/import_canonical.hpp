// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <slipway/api/empty_text.hpp>
#include <slipway/api/text_form.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/fraction.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/dsl/finding.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::detail {

/// Brings an object into the form in which a definition renders it: members in the order of the
/// struct, without those that are null or empty and mean the same where they are left out. Throws
/// `status_error` (bad_request), with the path, for what the struct could not hold.
class canonical_form {
public:
    static json::value of(const core::type_info& type, const json::value& v,
                          const std::string& at = {}) {
        if (!v.is_object()) refuse(at, "an object is expected here");
        for (const auto& [name, member] : v.items())
            if (!type.find(name)) refuse_unknown(type, name, at);
        json::value made = json::value::object();
        for (const core::field& f : type) {
            const auto found = v.find(f.name);
            if (found == v.end() || found->is_null()) continue;
            const std::string place = (at.empty() ? "" : at + ".") + std::string(f.name);
            json::value member = api::form_of_text(type, f) == "Quantity"
                                     ? field(f, in_words(*found), place)
                                     : field(f, *found, place);
            if (!member.is_null()) made[std::string(f.name)] = std::move(member);
        }
        return made;
    }

private:
    [[noreturn]] static void refuse(const std::string& at, const std::string& why) {
        throw core::status_error(core::reason::bad_request, clean_text(at) + ": " + why);
    }
    [[noreturn]] static void refuse_unknown(const core::type_info& type, const std::string& name,
                                            const std::string& at) {
        dsl::nearest near(name);
        for (const core::field& f : type) near.offer(f.name);
        refuse((at.empty() ? "" : at + ".") + name,
               std::string(type.name) + " has no such field" +
                   (near.is_close() ? "; " + std::string(near.hint().view()) : ""));
    }

    /// Amounts may be numbers (`cpu: 1`), as API servers read them, alone or by resource.
    static json::value in_words(const json::value& v) {
        if (v.is_number()) return v.dump();
        if (!v.is_object()) return v;
        json::value made = v;
        for (json::value& amount : made)
            if (amount.is_number()) amount = amount.dump();
        return made;
    }

    static json::value field(const core::field& f, const json::value& v, const std::string& at) {
        switch (f.kind) {
            case core::value_kind::boxed: {
                json::value made = of(*f.type, v, at);
                return made.empty() && (f.name == "resources" || f.name == "securityContext")
                           ? json::value()
                           : made;
            }
            case core::value_kind::object: {
                json::value made = of(*f.type, v, at);
                return made.empty() ? json::value() : made;
            }
            case core::value_kind::list: {
                if (!v.is_array()) refuse(at, "a list is expected here");
                json::value made = json::value::array();
                for (const json::value& item : v)
                    made.push_back(element(f, item, at + "[" + std::to_string(made.size()) + "]"));
                return made.empty() ? json::value() : made;
            }
            case core::value_kind::map: {
                if (!v.is_object()) refuse(at, "keys with values are expected here");
                json::value made = json::value::object();
                for (const auto& [key, item] : v.items())
                    made[key] = element(f, item, at + "[" + key + "]");
                return made.empty() ? json::value() : made;
            }
            default: return scalar(f, v, at);
        }
    }
    static json::value element(const core::field& f, const json::value& v, const std::string& at) {
        // An entry without a value has an empty one, as in Go.
        if (f.element == core::value_kind::object)
            return of(*f.type, v.is_null() ? json::value::object() : v, at);
        if (f.element == core::value_kind::text && v.is_null()) return "";
        check(f.element, v, at);
        return v;
    }
    static json::value scalar(const core::field& f, const json::value& v, const std::string& at) {
        check(f.kind, v, at);
        if (f.kind != core::value_kind::text || !v.get_ref<const std::string&>().empty()) return v;
        return api::empty_text_means_none(f.name) ? v : json::value();
    }
    static void check(core::value_kind kind, const json::value& v, const std::string& at) {
        using core::value_kind;
        if (kind == value_kind::text && !v.is_string())
            refuse(at, "a string is expected here; quote it" + shown(v));
        if (kind == value_kind::boolean && !v.is_boolean())
            refuse(at, "true or false is expected here" + shown(v));
        if (kind == value_kind::integer && !is_whole(v))
            refuse(at, "a whole number is expected here" + shown(v));
        if (kind == value_kind::int_or_string && !is_whole(v) && !v.is_string())
            refuse(at, "a whole number or a string is expected here" + shown(v));
        if (kind != value_kind::number) return;
        if (!v.is_number()) refuse(at, "a number is expected here" + shown(v));
        if (core::fraction(v.get<double>()).empty())
            refuse(at, "a number of at most 15 digits is expected here" + shown(v));
    }
    static bool is_whole(const json::value& v) {
        return v.is_number_integer() &&
               !(v.is_number_unsigned() && v.get<std::uint64_t>() > INT64_MAX);
    }
    static std::string shown(const json::value& v) {
        return v.is_primitive()
                   ? ", not " +
                         clean_text(v.dump(-1, ' ', false, json::value::error_handler_t::replace))
                   : "";
    }
};

}  // namespace slipway::cli::detail
