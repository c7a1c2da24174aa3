// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/node/environment.hpp>
#include <slipway/node/pod_record.hpp>
#include <slipway/node/pod_status.hpp>
#include <slipway/node/probe_progress.hpp>
