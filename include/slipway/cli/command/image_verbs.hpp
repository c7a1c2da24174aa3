// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <vector>

#include <slipway/cli/command/build.hpp>
#include <slipway/cli/command/builder_prune.hpp>
#include <slipway/cli/command/history.hpp>
#include <slipway/cli/command/image_inspect.hpp>
#include <slipway/cli/command/image_prune.hpp>
#include <slipway/cli/command/images.hpp>
#include <slipway/cli/command/import_.hpp>
#include <slipway/cli/command/info.hpp>
#include <slipway/cli/command/load.hpp>
#include <slipway/cli/command/login.hpp>
#include <slipway/cli/command/logout.hpp>
#include <slipway/cli/command/pull.hpp>
#include <slipway/cli/command/push.hpp>
#include <slipway/cli/command/registry_password.hpp>
#include <slipway/cli/command/registry_serve.hpp>
#include <slipway/cli/command/rmi.hpp>
#include <slipway/cli/command/save.hpp>
#include <slipway/cli/command/tag.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/cli/command/version.hpp>

namespace slipway::cli::command {

/// The verbs about images and registries, and about the program itself.
inline std::vector<verb> image_verbs() {
    return {build(),
            builder_prune(),
            pull(),
            push(),
            images(),
            tag(),
            rmi(),
            history(),
            image_inspect(),
            image_prune(),
            save(),
            load(),
            import_(),
            login(),
            logout(),
            registry_serve(),
            registry_password(),
            info(),
            version()};
}

}  // namespace slipway::cli::command
