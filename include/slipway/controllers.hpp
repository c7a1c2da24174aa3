// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/controllers/autoscaler.hpp>
#include <slipway/controllers/autoscaler_options.hpp>
#include <slipway/controllers/deployment.hpp>
#include <slipway/controllers/endpoint_slice.hpp>
#include <slipway/controllers/endpoints.hpp>
#include <slipway/controllers/event_expiry.hpp>
#include <slipway/controllers/garbage_collector.hpp>
#include <slipway/controllers/load_balancers.hpp>
#include <slipway/controllers/namespace.hpp>
#include <slipway/controllers/node_lifecycle.hpp>
#include <slipway/controllers/node_patience.hpp>
#include <slipway/controllers/replica_set.hpp>
#include <slipway/controllers/scheduler.hpp>
#include <slipway/controllers/service.hpp>
