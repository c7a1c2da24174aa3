// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/runtime/image.hpp>
#include <slipway/runtime/image_pull_policy.hpp>
#include <slipway/runtime/image_store.hpp>
