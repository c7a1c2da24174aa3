// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// The door for those who run a cluster inside a program.
#include <slipway/cluster/control_plane.hpp>
#include <slipway/cluster/embedded.hpp>
#include <slipway/cluster/kubeconfig.hpp>
#include <slipway/cluster/pod_logs.hpp>
#include <slipway/cluster/served_api.hpp>
