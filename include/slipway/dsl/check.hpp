// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::dsl {

/// Everything that is wrong in a cluster and between its objects, by the same rules in constant
/// evaluation and at run time: the first few findings, and how many there are. The work grows
/// linearly with the number of objects.
constexpr findings check(const Cluster& cluster);

/// The same, with all findings.
constexpr core::list<finding> check_all(const Cluster& cluster);

}  // namespace slipway::dsl

#include <slipway/dsl/detail/check.hpp>
