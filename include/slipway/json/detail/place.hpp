// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <slipway/core/type_info.hpp>
#include <slipway/json/detail/field_set.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json::detail {

/// How server-side apply treats the value at a place of a document.
struct place {
    enum class way : unsigned char {
        leaf,     ///< as one value
        fields,   ///< an object whose members are fields of `type`
        members,  ///< an object with any members, each as `element` says
        set,      ///< a list of different values
        keyed,    ///< a list whose elements are told apart by keys
        deduced,  ///< objects as `members`, all else as `leaf`
    };
    way how = way::deduced;
    const core::type_info* type = nullptr;  ///< of fields
    const core::field* field = nullptr;     ///< of members and keyed

    static place of_type(const core::type_info* type) {
        if (!type) return {};
        if (type->mapping == core::map_type::atomic) return {way::leaf};
        return {way::fields, type};
    }
    static place of_field(const core::field& f) {
        using core::value_kind;
        switch (f.kind) {
            case value_kind::object:
            case value_kind::boxed:
                if (f.mapping == core::map_type::unsaid) return of_type(f.type);
                return f.mapping == core::map_type::atomic ? place{way::leaf}
                                                           : place{way::fields, f.type};
            case value_kind::list:
                if (f.topology == core::list_type::atomic) return {way::leaf};
                return f.topology == core::list_type::set ? place{way::set}
                                                          : place{way::keyed, nullptr, &f};
            case value_kind::map:
                return f.mapping == core::map_type::atomic ? place{way::leaf}
                                                           : place{way::members, nullptr, &f};
            default: return {way::leaf};
        }
    }
    place element() const {
        if (!field) return how == way::set ? place{way::leaf} : place{};
        return field->element == core::value_kind::object ? of_type(field->type) : place{way::leaf};
    }
    const core::field* member(std::string_view name) const {
        return how == way::fields ? type->find(name) : nullptr;
    }
    place below(std::string_view name) const {
        if (how != way::fields) return element();
        const core::field* f = type->find(name);
        return f ? of_field(*f) : place{};
    }
    /// Whether a value here is an object, or a list, that is merged part by part.
    bool is_object(const value& v) const {
        return v.is_object() && (how == way::fields || how == way::members || how == way::deduced);
    }
    bool is_list(const value& v) const {
        return v.is_array() && (how == way::set || how == way::keyed);
    }
};

/// The default of a key that an element may leave out: the only one in the API is the protocol of a
/// port.
inline const value* default_of_key(std::string_view key) {
    static const value tcp = "TCP";
    return key == "protocol" ? &tcp : nullptr;
}

/// The step to an element of a list. Nothing where it has no key at all, or is no object.
inline std::optional<std::string> step_to(const place& list, const value& element) {
    if (list.how == place::way::set) {
        std::string made = "v:";
        append_written(made, element);
        return made;
    }
    if (!element.is_object()) return std::nullopt;
    std::vector<std::pair<std::string_view, const value*>> keys;
    bool any = false;
    for (std::string_view left = list.field->map_keys; !left.empty();) {
        const std::string_view key = left.substr(0, left.find(','));
        left.remove_prefix(std::min(left.size(), key.size() + 1));
        const auto found = element.find(std::string(key));
        const bool there = found != element.end() && !found->is_null();
        any = any || there;
        if (const value* v = there ? &*found : default_of_key(key)) keys.emplace_back(key, v);
    }
    if (!any) return std::nullopt;
    return keys_step(std::move(keys));
}

/// The elements of a list under their steps, in their order. One that cannot be told from others is
/// left out: of those with the same step the first counts.
class element_list {
public:
    struct entry {
        std::string step;
        const value* element;
    };

    element_list(const place& list, const value* v) {
        if (!v || !v->is_array()) return;
        all_.reserve(v->size());  // the index refers to the texts
        const bool many = v->size() > 16;
        for (const value& element : *v) {
            auto step = step_to(list, element);
            if (!step || find(*step, all_.size())) continue;
            all_.push_back({std::move(*step), &element});
            if (many) by_step_.emplace(all_.back().step, &element);
        }
    }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }
    std::size_t size() const { return all_.size(); }
    const entry& operator[](std::size_t i) const { return all_[i]; }

    /// Null where there is none. `likely` is where to look first: mostly two lists are in the same
    /// order.
    const value* find(const std::string& step, std::size_t likely) const {
        if (likely < all_.size() && all_[likely].step == step) return all_[likely].element;
        if (!by_step_.empty()) {
            const auto found = by_step_.find(step);
            return found != by_step_.end() ? found->second : nullptr;
        }
        for (const entry& e : all_)
            if (e.step == step) return e.element;
        return nullptr;
    }

private:
    std::vector<entry> all_;
    std::unordered_map<std::string_view, const value*> by_step_;
};

inline const value* member_of(const value& object, const std::string& name) {
    const auto found = object.find(name);
    return found != object.end() ? &*found : nullptr;
}

}  // namespace slipway::json::detail
