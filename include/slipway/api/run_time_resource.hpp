// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/api/resource.hpp>

namespace slipway::api {

/// What a kind is called that is known only while the program runs: what a CustomResourceDefinition
/// says.
struct resource_names {
    std::string group{}, version{}, kind{}, plural{}, singular{};
    bool namespaced = true;
    std::vector<std::string> short_names{}, categories{}, subresources{};

    friend bool operator==(const resource_names&, const resource_names&) = default;
};

/// The row of such a kind, with the texts to which a row refers.
class run_time_resource {
public:
    explicit run_time_resource(resource_names names)
        : names_(std::move(names)),
          short_names_(views(names_.short_names)),
          categories_(views(names_.categories)),
          subresources_(views(names_.subresources)) {
        row_ = {names_.group,      names_.version, names_.kind, names_.plural, names_.singular,
                names_.namespaced, short_names_,   categories_, subresources_, verbs};
    }
    run_time_resource(const run_time_resource&) = delete;

    const resource& row() const { return row_; }
    const resource_names& names() const { return names_; }

    /// What can be done with objects of one's own.
    static constexpr std::string_view verbs[] = {"delete", "deletecollection", "get",    "list",
                                                 "patch",  "create",           "update", "watch"};

private:
    static std::vector<std::string_view> views(const std::vector<std::string>& texts) {
        return {texts.begin(), texts.end()};
    }

    resource_names names_;
    std::vector<std::string_view> short_names_, categories_, subresources_;
    resource row_;
};

}  // namespace slipway::api
