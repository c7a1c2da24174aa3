// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// `api::resource_of<T>` for the kinds that the library's own controllers and node work with.
#include <slipway/api/resources/apps_v1.hpp>
#include <slipway/api/resources/coordination_v1.hpp>
#include <slipway/api/resources/core_v1.hpp>
#include <slipway/api/resources/discovery_v1.hpp>
