// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

/// The kinds in sentences, for those who prefer them to members in their order:
///
///     build::deployment("web").label("app", "web").replicas(3)
///         .runs(build::container("app").image("...").port("http", 8080))
///
/// is the same `Deployment`, and stands wherever one does. A field is said by its name, an element
/// of a list by the singular. Lists grow; of a single value what was said last counts. What a kind
/// cannot do without, and was not said, is an error of the compiler. A sentence is one expression;
/// to go on from what was made before, begin with it: `build::deployment(web).replicas(5)`.
#include <slipway/dsl/build/access.hpp>
#include <slipway/dsl/build/builder.hpp>
#include <slipway/dsl/build/config.hpp>
#include <slipway/dsl/build/container.hpp>
#include <slipway/dsl/build/custom_resource_definition.hpp>
#include <slipway/dsl/build/ingress.hpp>
#include <slipway/dsl/build/job.hpp>
#include <slipway/dsl/build/limits.hpp>
#include <slipway/dsl/build/machine.hpp>
#include <slipway/dsl/build/namespace.hpp>
#include <slipway/dsl/build/network_policy.hpp>
#include <slipway/dsl/build/pods.hpp>
#include <slipway/dsl/build/scaling.hpp>
#include <slipway/dsl/build/service.hpp>
#include <slipway/dsl/build/volume.hpp>
#include <slipway/dsl/build/workload.hpp>
