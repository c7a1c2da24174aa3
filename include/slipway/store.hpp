// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/store/concepts.hpp>
#include <slipway/store/memory.hpp>
#include <slipway/store/types.hpp>
