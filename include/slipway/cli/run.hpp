// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string_view>

#include <slipway/dsl/rendered.hpp>
#include <slipway/dsl/sound.hpp>
#include <slipway/version.hpp>

namespace slipway::cli {

/// How a definition's program ends.
enum exit_code : int {
    success = 0,
    failure = 1,
    wrong_usage = 2,
    has_findings = 3,
    timed_out = 4,
};

/// Runs the cluster on this machine. It is defined by `slipway/cli/up.hpp`, which one source of a program includes (or
/// the library `slipway::up`, which has been compiled): a definition alone stays light. Null where it is not there.
[[gnu::weak]] int up(const dsl::rendered& cluster, int argc, char** argv);

/// Does what the command line says with a cluster; gives the exit code. `--help` tells what there is.
int run(const dsl::rendered& cluster, int argc, char** argv);

/// The same for a cluster that was put together at run time. What is wrong with it is said, and nothing is done.
int run(const dsl::Cluster& cluster, int argc, char** argv);

}  // namespace slipway::cli

#include <slipway/cli/detail/run.hpp>

namespace slipway {

/// The main function of a definition. What is wrong with the definition is an error of the compiler.
template <dsl::Cluster (*Definition)()>
int run(int argc, char** argv) {
    static_assert(dsl::sound<Definition>);
    if constexpr (dsl::detail::object_count<Definition> <= dsl::detail::most_constant_objects) return cli::run(dsl::constants<Definition>, argc, argv);
    else return cli::run(Definition(), argc, argv);
}

}  // namespace slipway
