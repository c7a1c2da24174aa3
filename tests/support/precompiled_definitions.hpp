// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// What the tests of programs of definitions parse.
#include "precompiled_server.hpp"

#include <slipway/dsl.hpp>
