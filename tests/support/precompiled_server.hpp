// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// What the tests of the API server, and of all that talks to it, parse.
#include "precompiled.hpp"

#include <slipway/apiserver/server.hpp>
#include <slipway/controller/controller.hpp>
