// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/output.hpp>

namespace slipway::dsl {

/// All objects as YAML documents, in the order in which they can be created: namespaces first, then
/// as written. The same cluster gives the same bytes.
constexpr void render_yaml(const Cluster& cluster, output& out);

/// The same objects as one `v1` List in JSON, indented.
constexpr void render_json(const Cluster& cluster, output& out);

/// What of a cluster is no object of its API: node pools and images, as one JSON object.
constexpr void render_machine(const Cluster& cluster, output& out);

}  // namespace slipway::dsl

#include <slipway/dsl/detail/render.hpp>
