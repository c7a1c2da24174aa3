// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <vector>

#include <slipway/cli/command/attach.hpp>
#include <slipway/cli/command/commit.hpp>
#include <slipway/cli/command/container_diff.hpp>
#include <slipway/cli/command/container_prune.hpp>
#include <slipway/cli/command/cp.hpp>
#include <slipway/cli/command/create.hpp>
#include <slipway/cli/command/docker_api_serve.hpp>
#include <slipway/cli/command/events.hpp>
#include <slipway/cli/command/exec.hpp>
#include <slipway/cli/command/export_.hpp>
#include <slipway/cli/command/inspect.hpp>
#include <slipway/cli/command/kill.hpp>
#include <slipway/cli/command/logs.hpp>
#include <slipway/cli/command/network_connect.hpp>
#include <slipway/cli/command/network_create.hpp>
#include <slipway/cli/command/network_disconnect.hpp>
#include <slipway/cli/command/network_inspect.hpp>
#include <slipway/cli/command/network_ls.hpp>
#include <slipway/cli/command/network_prune.hpp>
#include <slipway/cli/command/network_rm.hpp>
#include <slipway/cli/command/pause.hpp>
#include <slipway/cli/command/port.hpp>
#include <slipway/cli/command/ps.hpp>
#include <slipway/cli/command/rename.hpp>
#include <slipway/cli/command/restart.hpp>
#include <slipway/cli/command/rm.hpp>
#include <slipway/cli/command/run.hpp>
#include <slipway/cli/command/start.hpp>
#include <slipway/cli/command/stats.hpp>
#include <slipway/cli/command/stop.hpp>
#include <slipway/cli/command/system_df.hpp>
#include <slipway/cli/command/system_prune.hpp>
#include <slipway/cli/command/top.hpp>
#include <slipway/cli/command/unpause.hpp>
#include <slipway/cli/command/update.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/cli/command/volume_create.hpp>
#include <slipway/cli/command/volume_inspect.hpp>
#include <slipway/cli/command/volume_ls.hpp>
#include <slipway/cli/command/volume_prune.hpp>
#include <slipway/cli/command/volume_rm.hpp>
#include <slipway/cli/command/wait.hpp>

namespace slipway::cli::command {

/// The verbs about containers, their volumes and networks, and all that there is.
inline std::vector<verb> container_verbs() {
    return {run(),
            create(),
            start(),
            stop(),
            restart(),
            kill(),
            pause(),
            unpause(),
            update(),
            rm(),
            ps(),
            logs(),
            exec(),
            attach(),
            inspect(),
            wait(),
            port(),
            cp(),
            container_diff(),
            commit(),
            export_(),
            stats(),
            top(),
            events(),
            rename(),
            container_prune(),
            docker_api_serve(),
            volume_ls(),
            volume_create(),
            volume_inspect(),
            volume_rm(),
            volume_prune(),
            network_ls(),
            network_create(),
            network_inspect(),
            network_rm(),
            network_prune(),
            network_connect(),
            network_disconnect(),
            system_df(),
            system_prune()};
}

}  // namespace slipway::cli::command
