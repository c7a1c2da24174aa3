// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Containers and images without a daemon, in the words of docker and podman: `slipway --help`. This
// program does what needs no library to be loaded, and stays with each pod as its shim, where it
// needs a fifth of the memory; complete.cpp is behind it for the rest.

#include <malloc.h>

#include <slipway/cli/command/front.hpp>
#include <slipway/engine/shim.hpp>

int main(int argc, char** argv) {
#ifdef M_ARENA_MAX
    ::mallopt(M_ARENA_MAX, 1);  // its threads do little: to map memory of its own takes each of
                                // them longer than that (mallopt(3))
#endif
    if (const auto ended = slipway::engine::run_shim(argc, argv)) return *ended;
    return slipway::cli::command::front(argc, argv);
}
