// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/core/owned_fd.hpp>

namespace slipway::runtime::detail {

using core::fail_with_errno;
using core::make_pipe;
using core::open_or_throw;
using core::owned_fd;
using core::pipe_ends;

}  // namespace slipway::runtime::detail
