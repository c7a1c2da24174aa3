// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/node/detail/agent.hpp>
#include <slipway/node/detail/environment.hpp>
#include <slipway/node/detail/pod_status.hpp>
#include <slipway/node/detail/service_proxy.hpp>
