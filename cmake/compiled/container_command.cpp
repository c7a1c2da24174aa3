// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// The slipway command's verbs about containers, compiled once.
#include <slipway/cli/command/detail/attach.hpp>
#include <slipway/cli/command/detail/commit.hpp>
#include <slipway/cli/command/detail/container_diff.hpp>
#include <slipway/cli/command/detail/container_prune.hpp>
#include <slipway/cli/command/detail/cp.hpp>
#include <slipway/cli/command/detail/create.hpp>
#include <slipway/cli/command/detail/docker_api_serve.hpp>
#include <slipway/cli/command/detail/events.hpp>
#include <slipway/cli/command/detail/exec.hpp>
#include <slipway/cli/command/detail/front.hpp>
#include <slipway/cli/command/detail/export_.hpp>
#include <slipway/cli/command/detail/inspect.hpp>
#include <slipway/cli/command/detail/kill.hpp>
#include <slipway/cli/command/detail/logs.hpp>
#include <slipway/cli/command/detail/network_connect.hpp>
#include <slipway/cli/command/detail/network_create.hpp>
#include <slipway/cli/command/detail/network_disconnect.hpp>
#include <slipway/cli/command/detail/network_inspect.hpp>
#include <slipway/cli/command/detail/network_ls.hpp>
#include <slipway/cli/command/detail/network_prune.hpp>
#include <slipway/cli/command/detail/network_rm.hpp>
#include <slipway/cli/command/detail/pause.hpp>
#include <slipway/cli/command/detail/port.hpp>
#include <slipway/cli/command/detail/ps.hpp>
#include <slipway/cli/command/detail/rename.hpp>
#include <slipway/cli/command/detail/restart.hpp>
#include <slipway/cli/command/detail/rm.hpp>
#include <slipway/cli/command/detail/run.hpp>
#include <slipway/cli/command/detail/start.hpp>
#include <slipway/cli/command/detail/stats.hpp>
#include <slipway/cli/command/detail/stop.hpp>
#include <slipway/cli/command/detail/system_df.hpp>
#include <slipway/cli/command/detail/system_prune.hpp>
#include <slipway/cli/command/detail/top.hpp>
#include <slipway/cli/command/detail/unpause.hpp>
#include <slipway/cli/command/detail/update.hpp>
#include <slipway/cli/command/detail/volume_create.hpp>
#include <slipway/cli/command/detail/volume_inspect.hpp>
#include <slipway/cli/command/detail/volume_ls.hpp>
#include <slipway/cli/command/detail/volume_prune.hpp>
#include <slipway/cli/command/detail/volume_rm.hpp>
#include <slipway/cli/command/detail/wait.hpp>
