// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// The door for those who define clusters: `slipway::dsl`, and `slipway::run`.
#include <slipway/cli/run.hpp>
#include <slipway/dsl/access.hpp>
#include <slipway/dsl/check.hpp>
#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/config.hpp>
#include <slipway/dsl/container.hpp>
#include <slipway/dsl/custom_resource_definition.hpp>
#include <slipway/dsl/finding.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/hardened.hpp>
#include <slipway/dsl/ingress.hpp>
#include <slipway/dsl/job.hpp>
#include <slipway/dsl/kinds.hpp>
#include <slipway/dsl/limits.hpp>
#include <slipway/dsl/literals.hpp>
#include <slipway/dsl/machine.hpp>
#include <slipway/dsl/metadata.hpp>
#include <slipway/dsl/mistake.hpp>
#include <slipway/dsl/namespace.hpp>
#include <slipway/dsl/network_policy.hpp>
#include <slipway/dsl/object.hpp>
#include <slipway/dsl/output.hpp>
#include <slipway/dsl/parameters.hpp>
#include <slipway/dsl/patched.hpp>
#include <slipway/dsl/policy.hpp>
#include <slipway/dsl/prefixed.hpp>
#include <slipway/dsl/quoted.hpp>
#include <slipway/dsl/recorded.hpp>
#include <slipway/dsl/release.hpp>
#include <slipway/dsl/render.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/dsl/rule.hpp>
#include <slipway/dsl/scaling.hpp>
#include <slipway/dsl/service.hpp>
#include <slipway/dsl/sound.hpp>
#include <slipway/dsl/variation.hpp>
#include <slipway/dsl/volume.hpp>
#include <slipway/dsl/workload.hpp>
