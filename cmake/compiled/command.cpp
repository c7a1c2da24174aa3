// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// The verbs of the slipway command, compiled once.
#include <slipway/cli/command/detail/build.hpp>
#include <slipway/cli/command/detail/builder_prune.hpp>
#include <slipway/cli/command/detail/completion.hpp>
#include <slipway/cli/command/detail/go_template.hpp>
#include <slipway/cli/command/detail/help.hpp>
#include <slipway/cli/command/detail/history.hpp>
#include <slipway/cli/command/detail/image_inspect.hpp>
#include <slipway/cli/command/detail/image_prune.hpp>
#include <slipway/cli/command/detail/images.hpp>
#include <slipway/cli/command/detail/import_.hpp>
#include <slipway/cli/command/detail/info.hpp>
#include <slipway/cli/command/detail/load.hpp>
#include <slipway/cli/command/detail/login.hpp>
#include <slipway/cli/command/detail/logout.hpp>
#include <slipway/cli/command/detail/parse.hpp>
#include <slipway/cli/command/detail/program.hpp>
#include <slipway/cli/command/detail/pull.hpp>
#include <slipway/cli/command/detail/push.hpp>
#include <slipway/cli/command/detail/registry_password.hpp>
#include <slipway/cli/command/detail/registry_serve.hpp>
#include <slipway/cli/command/detail/rmi.hpp>
#include <slipway/cli/command/detail/save.hpp>
#include <slipway/cli/command/detail/session.hpp>
#include <slipway/cli/command/detail/tag.hpp>
#include <slipway/cli/command/detail/transfer_printer.hpp>
#include <slipway/cli/command/detail/version.hpp>
