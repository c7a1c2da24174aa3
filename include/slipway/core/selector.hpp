// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/name.hpp>
#include <slipway/core/status.hpp>

namespace slipway::core {

/// One condition of a selector.
struct requirement {
    enum class op { in, not_in, exists, does_not_exist };

    std::string key;
    op operation = op::in;
    std::vector<std::string> values;

    /// `value` is what the object carries under `key`, or nothing.
    bool accepts(const std::string* value) const {
        const bool listed = value && [&] {
            for (const std::string& v : values)
                if (v == *value) return true;
            return false;
        }();
        switch (operation) {
            case op::in: return listed;
            case op::not_in: return !listed;
            case op::exists: return value != nullptr;
            case op::does_not_exist: return value == nullptr;
        }
        return false;
    }
};

/// Chooses objects by what they carry under keys: labels, or the fields that a kind lets be
/// selected. Empty selects everything.
class selector {
public:
    selector() = default;
    explicit selector(std::vector<requirement> all) : all_(std::move(all)) {}

    /// The query form: `a=b,c!=d,e in (f,g),h notin (i),j,!k` (Kubernetes API, "Label selectors").
    /// Throws `status_error` (bad_request) for anything else.
    static selector parse(std::string_view s);
    /// The query form of field selectors: `a=b,c!=d` only. Throws as `parse` does.
    static selector parse_fields(std::string_view s);

    const std::vector<requirement>& requirements() const { return all_; }
    bool empty() const { return all_.empty(); }
    void add(requirement r) { all_.push_back(std::move(r)); }

    /// `find(key)` gives a pointer to the value, or null.
    template <class Find>
    bool matches(Find find) const {
        for (const requirement& r : all_)
            if (!r.accepts(find(r.key))) return false;
        return true;
    }

    /// The query form.
    std::string str() const;

private:
    std::vector<requirement> all_;
};

}  // namespace slipway::core

#include <slipway/core/detail/selector_text.hpp>
