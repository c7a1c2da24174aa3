// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <slipway/api/verbs.hpp>
#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/core/selector.hpp>

namespace slipway::apiserver {

/// The label and field selectors of a list or watch.
class selection {
public:
    selection() = default;
    /// Throws `status_error` (bad_request) for selectors that cannot be parsed, and for fields that
    /// the kind does not let be selected.
    selection(const std::string& labels, const std::string& fields,
              std::span<const std::string_view> selectable)
        : labels_(core::selector::parse(labels)), fields_(core::selector::parse_fields(fields)) {
        for (const core::requirement& r : fields_.requirements()) {
            const bool known =
                r.key == "metadata.name" || r.key == "metadata.namespace" ||
                std::find(selectable.begin(), selectable.end(), r.key) != selectable.end();
            if (known) continue;
            throw core::status_error(
                core::reason::bad_request,
                selectable.empty()
                    ? "\"" + r.key +
                          "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                    : "field label not supported: " + r.key);
        }
    }

    bool everything() const { return labels_.empty() && fields_.empty(); }

    bool matches(const json::value& object) const {
        if (everything()) return true;
        std::string held;
        auto member_of = [&held](const json::value* map,
                                 const std::string& key) -> const std::string* {
            if (!map || !map->is_object()) return nullptr;
            const auto found = map->find(key);
            return found == map->end() ? nullptr : text_of(*found, held);
        };
        const json::value* labels = find(object, "metadata.labels");
        if (!labels_.matches([&](const std::string& key) { return member_of(labels, key); }))
            return false;
        // A field that is absent is empty.
        return fields_.matches([&](const std::string& key) -> const std::string* {
            held.clear();
            const json::value* found = find(object, key);
            return found ? text_of(*found, held) : &held;
        });
    }

private:
    static const std::string* text_of(const json::value& v, std::string& held) {
        if (v.is_string()) return &v.get_ref<const std::string&>();
        held = v.is_null() ? std::string() : v.dump();
        return &held;
    }

    core::selector labels_, fields_;
};

}  // namespace slipway::apiserver
