// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/controller/cache.hpp>
#include <slipway/controller/context.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/controller/dispatcher.hpp>
#include <slipway/controller/event_recorder.hpp>
#include <slipway/controller/indexes.hpp>
#include <slipway/controller/informer.hpp>
#include <slipway/controller/loop.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/controller/metrics.hpp>
#include <slipway/controller/outcome.hpp>
#include <slipway/controller/owner_reference.hpp>
#include <slipway/controller/subset.hpp>
#include <slipway/controller/work_queue.hpp>
#include <slipway/controller/writer.hpp>
