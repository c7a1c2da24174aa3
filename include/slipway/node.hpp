// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/node/agent.hpp>
#include <slipway/node/environment.hpp>
#include <slipway/node/pod_record.hpp>
#include <slipway/node/pod_status.hpp>
#include <slipway/node/probe_progress.hpp>
#include <slipway/node/service_proxy.hpp>
