// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// All verbs of the slipway command in one program. slipway.cpp becomes it for what it does not do
// itself; alone, it is the whole command.

#include <utility>
#include <vector>

#include <slipway/cli/command/container_verbs.hpp>
#include <slipway/cli/command/image_verbs.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/engine/shim.hpp>

int main(int argc, char** argv) {
    using namespace slipway::cli;
    if (const auto ended = slipway::engine::run_shim(argc, argv)) return *ended;
    std::vector<command::verb> verbs = command::container_verbs();
    for (const command::verb& v : command::image_verbs()) verbs.push_back(v);
    return command::program(argc, argv, std::move(verbs), true);
}
