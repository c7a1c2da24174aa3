// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Containers and images without a daemon, in the words of docker and podman: `slipway --help`.

#include <slipway/cli/command/image_verbs.hpp>
#include <slipway/cli/command/program.hpp>

int main(int argc, char** argv) {
    using namespace slipway::cli;
    return command::program(argc, argv, command::image_verbs());
}
