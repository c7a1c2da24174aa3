// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/ending.hpp>
#include <slipway/cli/progress.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/cli/up.hpp>
#include <slipway/cli/up_arguments.hpp>
