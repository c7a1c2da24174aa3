// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <slipway/api/resource.hpp>

/// What a request says beside its object (Kubernetes API, `meta/v1` options). Empty means not
/// given.
namespace slipway::api {

/// What a request is about.
struct target {
    const resource* kind = nullptr;
    std::string namespace_{};  ///< empty: of no namespace; for list and watch, of all
    std::string name{};
    std::string subresource{};
};

struct write_options {
    std::string field_manager{};
    std::string field_validation{};  ///< `Ignore`, `Warn` or `Strict`
    bool dry_run = false;
    bool force = false;  ///< server-side apply takes over fields of others
};

struct delete_options {
    std::optional<long> grace_period_seconds{};
    std::string propagation_policy{};  ///< `Background`, `Foreground` or `Orphan`
    std::string uid{};                 ///< precondition
    std::string resource_version{};    ///< precondition
    bool dry_run = false;
};

struct list_options {
    std::string label_selector{};
    std::string field_selector{};
    std::string resource_version{};
    std::string resource_version_match{};
    std::string continue_{};
    long limit = 0;  ///< 0: all
};

struct watch_options {
    std::string label_selector{};
    std::string field_selector{};
    /// Changes after this revision; empty or `0`: what exists first, as added.
    std::string resource_version{};
    bool allow_bookmarks = false;
    bool send_initial_events = false;
    std::chrono::seconds timeout{0};  ///< 0: the server's choice
};

enum class patch_type {
    json,       ///< RFC 6902
    merge,      ///< RFC 7386
    strategic,  ///< Kubernetes' merge by keys
    apply,      ///< server-side apply
};

}  // namespace slipway::api
