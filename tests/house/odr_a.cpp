// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver.hpp>
#include <slipway/controllers.hpp>
#include <slipway/oci.hpp>
#include <slipway/operator.hpp>
#include <slipway/registry.hpp>
#include <slipway/version.hpp>

const char* version_seen_by_b();

int main() { return version_seen_by_b()[0] == slipway::version[0] ? 0 : 1; }
