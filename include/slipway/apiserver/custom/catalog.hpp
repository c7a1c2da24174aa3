// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <slipway/apiserver/custom/kind.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver::custom {

/// The kinds that the established CustomResourceDefinitions define: the rows that come and go while
/// a server runs. May be used from several threads.
///
/// Rows of the discovery documents stay as long as this does, so that whoever holds a pointer to
/// one may go on.
class catalog {
public:
    using kind_ptr = std::shared_ptr<const kind>;

    /// Null where nothing defines it. What is not served is found, too.
    kind_ptr find(std::string_view group, std::string_view version, std::string_view plural) const;
    kind_ptr find(const api::resource& r) const { return find(r.group, r.version, r.plural); }
    /// Whether a version of it is defined.
    bool defines(std::string_view group, std::string_view plural) const;

    /// What is served, by group; the versions of a group in the order in which clients shall prefer
    /// them.
    std::vector<kind_ptr> served() const;

    /// From now on, these are all definitions.
    void replace(const std::vector<json::document>& definitions);

private:
    struct known {
        json::document definition;
        std::vector<kind_ptr> versions;
    };
    using snapshot = std::map<std::string, known, std::less<>>;  ///< by `plural.group`

    std::shared_ptr<const snapshot> now() const {
        std::lock_guard lock(mutex_);
        return now_;
    }
    std::vector<kind_ptr> made_of(const json::value& definition);
    std::shared_ptr<const api::run_time_resource> row_of(api::resource_names names);

    mutable std::mutex mutex_;  ///< guards `now_`
    std::shared_ptr<const snapshot> now_ = std::make_shared<const snapshot>();
    std::mutex replacing_;  ///< guards `rows_`
    std::deque<std::shared_ptr<const api::run_time_resource>> rows_;
};

/// Whether clients shall prefer version `a` to `b`: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`,
/// others by name (Kubernetes, "Version priority").
bool preferred(std::string_view a, std::string_view b);

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_catalog.hpp>
#endif
