// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster.hpp>
#include <slipway/dsl.hpp>
#include <slipway/operator.hpp>
#include <slipway/version.hpp>

const char* version_seen_by_b();
const char* version_seen_by_b() { return slipway::version; }
