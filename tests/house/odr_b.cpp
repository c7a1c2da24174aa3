// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver.hpp>
#include <slipway/controllers.hpp>
#include <slipway/oci.hpp>
#include <slipway/operator.hpp>
#include <slipway/registry.hpp>
#include <slipway/version.hpp>

const char* version_seen_by_b();
const char* version_seen_by_b() { return slipway::version; }
