// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/api/detail/description.hpp>
#include <slipway/api/detail/resources.hpp>
