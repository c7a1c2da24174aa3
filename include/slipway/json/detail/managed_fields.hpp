// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <tuple>

#include <slipway/core/compiled.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/managed_fields.hpp>
#include <slipway/json/write.hpp>

namespace slipway::json {

namespace detail {

inline bool is_member(const value& below) { return below.empty() || below.contains("."); }

/// Whether a field of `fields` is in FieldsV1.
inline bool touches(const value& fields_v1, const field_set& fields) {
    for (const field_set::node& n : fields.nodes()) {
        const auto found = fields_v1.find(n.step);
        if (found != fields_v1.end() &&
            ((n.member && is_member(*found)) || touches(*found, n.below)))
            return true;
    }
    return false;
}

/// Whether all fields of `fields` are in FieldsV1.
inline bool covers(const value& fields_v1, const field_set& fields) {
    for (const field_set::node& n : fields.nodes()) {
        const auto found = fields_v1.find(n.step);
        if (found == fields_v1.end() || (n.member && !is_member(*found)) ||
            !covers(*found, n.below))
            return false;
    }
    return true;
}

inline void take_away(value& fields_v1, const field_set& fields) {
    if (touches(fields_v1, fields))
        fields_v1 = difference(field_set::read(fields_v1), fields).written();
}

inline std::string text_of(const value& entry, const char* member) {
    const auto found = entry.find(member);
    if (found == entry.end()) return {};
    if (!found->is_string())
        throw core::status_error(core::reason::bad_request,
                                 std::string("metadata.managedFields: '") + member + "' is a text");
    return found->get<std::string>();
}

/// What somebody would change that others own.
struct apply_conflicts {
    std::vector<core::status_cause> causes;
    std::vector<std::pair<std::string, std::string>> lines;  ///< of whom, which field

    void add(const field_manager& of, const field_set& fields) {
        fields.for_each([&](const field_set::path& p) {
            causes.push_back({"FieldManagerConflict", "conflict with " + of.text(), path_text(p)});
            lines.emplace_back(of.text(), path_text(p));
        });
    }
    /// In the words of kube-apiserver.
    core::status_error error() {
        std::string said;
        if (lines.size() == 1) {
            said = "Apply failed with 1 conflict: conflict with " + lines[0].first + ": " +
                   lines[0].second;
        } else {
            std::stable_sort(lines.begin(), lines.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            const std::string* last = nullptr;
            for (const auto& [of, field] : lines) {
                if (!last || *last != of)
                    said += (last ? "\nconflicts with " : "conflicts with ") + of + ":";
                said += "\n- " + field;
                last = &of;
            }
            said = "Apply failed with " + std::to_string(lines.size()) + " conflicts: " + said;
        }
        core::status_details details;
        details.causes = std::move(causes);
        return {core::reason::conflict, said, std::move(details)};
    }
};

}  // namespace detail

SLIPWAY_INLINE std::string field_manager::text() const {
    std::string made = write(value(name));
    if (!subresource.empty()) made += " with subresource " + write(value(subresource));
    return applies ? made : made + " using " + api_version;
}

SLIPWAY_INLINE managed_fields managed_fields::kept(value list) {
    managed_fields made;
    if (!list.is_array()) return made;
    made.entries_.reserve(list.size());
    for (value& e : list) {
        field_manager m{detail::text_of(e, "manager"), detail::text_of(e, "operation") == "Apply",
                        detail::text_of(e, "apiVersion"), detail::text_of(e, "subresource"),
                        detail::text_of(e, "time")};
        if (const auto fields = e.find("fieldsV1"); fields != e.end())
            m.fields = std::move(*fields);
        made.entries_.push_back(std::move(m));
    }
    return made;
}

SLIPWAY_INLINE managed_fields managed_fields::read(value list) {
    auto refuse = [](const std::string& what) {
        throw core::status_error(core::reason::bad_request, "metadata.managedFields: " + what);
    };
    if (!list.is_array()) refuse("expected an array");
    for (const value& e : list) {
        if (!e.is_object()) refuse("an entry is an object");
        const std::string operation = detail::text_of(e, "operation"),
                          type = detail::text_of(e, "fieldsType");
        if (operation != "Apply" && operation != "Update") refuse("'operation' is Apply or Update");
        if (type != "FieldsV1") refuse("'fieldsType' is FieldsV1");
    }
    managed_fields made = kept(std::move(list));
    for (auto e = made.entries_.begin(); e != made.entries_.end(); ++e) {
        e->fields = field_set::read(e->fields).written();
        if (std::any_of(made.entries_.begin(), e,
                        [&](const field_manager& other) { return other.is(*e); }))
            refuse("two entries are of " + e->text());
    }
    return made;
}

SLIPWAY_INLINE value managed_fields::written() && {
    std::vector<field_manager*> order;
    for (field_manager& e : entries_)
        if (!e.fields.empty()) order.push_back(&e);
    std::stable_sort(
        order.begin(), order.end(), [](const field_manager* a, const field_manager* b) {
            return std::tuple(!a->applies, std::string_view(a->time), std::string_view(a->name)) <
                   std::tuple(!b->applies, std::string_view(b->time), std::string_view(b->name));
        });
    value made = value::array();
    for (field_manager* e : order) {
        value entry = {{"manager", e->name},
                       {"operation", e->applies ? "Apply" : "Update"},
                       {"apiVersion", e->api_version}};
        if (!e->time.empty()) entry["time"] = e->time;
        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = std::move(e->fields);
        if (!e->subresource.empty()) entry["subresource"] = e->subresource;
        made.push_back(std::move(entry));
    }
    return made;
}

SLIPWAY_INLINE void managed_fields::add(const field_set& fields, field_manager who) {
    who.fields = without_identity(fields).written();
    if (!who.fields.empty()) entries_.push_back(std::move(who));
}

SLIPWAY_INLINE void managed_fields::update(const differences& made, const field_manager& who) {
    const field_set changed = without_identity(made.changed()),
                    gone = without_identity(made.removed);
    field_manager* mine = nullptr;
    for (field_manager& e : entries_) {
        if (e.is(who)) mine = &e;
        else detail::take_away(e.fields, changed);
        detail::take_away(e.fields, gone);
    }
    if (changed.empty()) return;
    if (!mine) {
        entries_.push_back(who);
        mine = &entries_.back();
        mine->fields = changed.written();
    } else if (!detail::covers(mine->fields, changed)) {
        mine->fields = united(field_set::read(mine->fields), changed).written();
    }
    mine->time = who.time;
    std::erase_if(entries_, [](const field_manager& e) { return e.fields.empty(); });
    merge_oldest();
}

/// Many who update, each under a new name, become one: `ancient-changes` (kube-apiserver,
/// capManagersManager).
SLIPWAY_INLINE void managed_fields::merge_oldest() {
    constexpr std::ptrdiff_t most = 10;
    auto updates = [](const field_manager& e) { return !e.applies; };
    auto surplus = std::count_if(entries_.begin(), entries_.end(), updates) - most;
    if (surplus <= 0) return;
    std::stable_sort(
        entries_.begin(), entries_.end(),
        [](const field_manager& a, const field_manager& b) { return a.time < b.time; });
    field_manager ancient{"ancient-changes"};
    field_set all;
    ++surplus;  // one of them takes the others in
    std::erase_if(entries_, [&](const field_manager& e) {
        if (!updates(e) || surplus-- <= 0) return false;
        all = united(all, field_set::read(e.fields));
        ancient.api_version = e.api_version;
        ancient.time = e.time;
        return true;
    });
    ancient.fields = all.written();
    entries_.insert(entries_.begin(), std::move(ancient));
}

SLIPWAY_INLINE value managed_fields::apply(const core::type_info* type, const value& live,
                                           const value& applied, const field_manager& who,
                                           bool force, const field_set& yielded) {
    const field_set wanted = applied_fields(type, applied);
    const auto mine = std::find_if(entries_.begin(), entries_.end(),
                                   [&](const field_manager& e) { return e.is(who); });
    value merged = merge_applied(type, live, applied);
    if (mine != entries_.end()) {
        field_set owned = wanted;
        for (const field_manager& e : entries_)
            if (!e.is(who)) owned = united(owned, field_set::read(e.fields));
        remove_unowned(type, merged, field_set::read(mine->fields), owned);
    }
    const differences made = compare(type, live, merged);
    const field_set changed = made.changed();
    if (!force) {
        detail::apply_conflicts conflicts;
        for (const field_manager& e : entries_)
            if (!e.is(who) && detail::touches(e.fields, changed))
                conflicts.add(
                    e, difference(intersection(field_set::read(e.fields), changed), yielded));
        if (!conflicts.causes.empty()) throw conflicts.error();
    }
    for (field_manager& e : entries_) {
        if (!e.is(who)) detail::take_away(e.fields, changed);
        detail::take_away(e.fields, made.removed);
    }
    field_manager now = who;
    now.fields = without_identity(wanted).written();
    const bool as_before = mine != entries_.end() && made.empty() && mine->fields == now.fields;
    if (mine == entries_.end()) entries_.push_back(std::move(now));
    else if (!as_before) *mine = std::move(now);
    std::erase_if(entries_, [](const field_manager& e) { return e.fields.empty(); });
    return merged;
}

SLIPWAY_INLINE field_set without_identity(field_set fields) {
    for (const char* step : {"f:apiVersion", "f:kind"}) fields.erase(step);
    if (!fields.find("f:metadata")) return fields;
    for (const char* step :
         {"f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:clusterName",
          "f:generation", "f:managedFields", "f:resourceVersion"})
        fields.erase_at({"f:metadata", step});
    return fields;
}

}  // namespace slipway::json
