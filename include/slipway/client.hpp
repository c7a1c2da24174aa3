// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/client/client.hpp>
#include <slipway/client/handle.hpp>
#include <slipway/client/transport.hpp>
