// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// The kinds as people write them. Members stand in the order of YAML files, which designated
/// initializers need. `line` and `file` are where the object stands; they are not written by hand.
#include <slipway/dsl/access.hpp>
#include <slipway/dsl/config.hpp>
#include <slipway/dsl/container.hpp>
#include <slipway/dsl/custom_resource_definition.hpp>
#include <slipway/dsl/ingress.hpp>
#include <slipway/dsl/job.hpp>
#include <slipway/dsl/limits.hpp>
#include <slipway/dsl/machine.hpp>
#include <slipway/dsl/metadata.hpp>
#include <slipway/dsl/namespace.hpp>
#include <slipway/dsl/network_policy.hpp>
#include <slipway/dsl/scaling.hpp>
#include <slipway/dsl/service.hpp>
#include <slipway/dsl/volume.hpp>
#include <slipway/dsl/workload.hpp>
