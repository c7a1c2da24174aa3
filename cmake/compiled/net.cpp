// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/net/detail/http_client.hpp>
#include <slipway/net/detail/http_server.hpp>
#include <slipway/net/detail/probe.hpp>
#include <slipway/net/detail/upgrade.hpp>
