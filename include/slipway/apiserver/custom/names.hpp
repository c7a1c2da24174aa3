// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <slipway/json/value.hpp>

namespace slipway::apiserver::custom {

/// The finalizer that keeps a CustomResourceDefinition until its objects are gone.
inline constexpr const char* cleanup_finalizer = "customresourcecleanup.apiextensions.k8s.io";

/// A CustomResourceDefinition with what the API has found out of it in its status: which of its
/// names are accepted, as no other definition of the group has them, and whether it is established
/// (Kubernetes, naming and establishing controllers). `all` are the definitions that there are,
/// this one among them; `now` is an RFC 3339 time stamp.
json::value with_accepted_names(const json::value& definition,
                                const std::vector<json::document>& all, const std::string& now);

/// With a condition as it is now; its time changes with its status.
void set_condition(json::value& definition, const std::string& type, bool holds,
                   const std::string& reason, const std::string& message, const std::string& now);
bool has_condition(const json::value& definition, const std::string& type);

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_names.hpp>
#endif
