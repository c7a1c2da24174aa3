// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// For programs that run operators: client, informers, reconciliation loops.
#include <slipway/client.hpp>
#include <slipway/controller.hpp>
