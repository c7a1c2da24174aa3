// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/kinds.hpp>
#include <slipway/dsl/object.hpp>
#include <slipway/dsl/release.hpp>

namespace slipway::dsl {

struct examined;

/// A rule of one's own, which looks at one object after the other: see `slipway/dsl/policy.hpp`.
using policy = void (*)(const examined&);

/// A whole cluster. Objects that name no namespace stand in the one of the cluster's name, which is
/// made too.
struct Cluster {
    short_name name{};
    /// the release that it is for, such as "1.31"; the newest known where it is left out
    dsl::release kubernetes{};
    core::list<object> resources{};
    /// what is there without being part of this definition, and may be referred to
    core::list<object> elsewhere{};
    core::list<NodePool> nodePools{};
    core::list<Image> images{};  ///< those that `up` makes; all others come from registries
    core::list<policy> policies{};
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

}  // namespace slipway::dsl

#ifdef SLIPWAY_COMPILED
#include <slipway/dsl/detail/compiled_kinds.hpp>
#endif
