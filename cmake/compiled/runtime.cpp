// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/runtime/detail/choose.hpp>
#include <slipway/runtime/detail/clear_network.hpp>
#include <slipway/runtime/detail/docker.hpp>
#include <slipway/runtime/detail/enter_user_namespace.hpp>
#include <slipway/runtime/detail/kept.hpp>
#include <slipway/runtime/detail/network.hpp>
#include <slipway/runtime/detail/shim.hpp>
