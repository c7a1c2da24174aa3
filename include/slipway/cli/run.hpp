// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <type_traits>

#include <slipway/cli/exit_code.hpp>
#include <slipway/dsl/parameters.hpp>
#include <slipway/dsl/recorded.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/dsl/sound.hpp>
#include <slipway/version.hpp>

namespace slipway::cli {

/// Runs the cluster on this machine. It is defined by `slipway/cli/up.hpp`, which one source of a
/// program includes (or the library `slipway::up`, which has been compiled): a definition alone
/// stays light. Null where it is not there.
[[gnu::weak]] int up(const dsl::rendered& cluster, int argc, char** argv);

/// The commands that read documents, write files or talk to clusters: `slipway/cli/tools.hpp`
/// defines them, which is compiled with `up`. Null where it is not there.
[[gnu::weak]] int run_tool(const dsl::rendered& cluster, int argc, char** argv);

namespace detail {
/// Whether what is asked for needs the cluster at all: help does not.
bool needs_cluster(int argc, char** argv);
}  // namespace detail

/// Does what the command line says with a cluster; gives the exit code. `--help` tells what there
/// is.
int run(const dsl::rendered& cluster, int argc, char** argv);

/// The same for a cluster that was put together at run time. What is wrong with it is said, and
/// nothing is done.
int run(const dsl::Cluster& cluster, int argc, char** argv);

namespace detail {

/// Says what a computed value is not; gives the exit code.
int tell(const dsl::mistake& m, const char* program);

/// The same for a definition with more objects than compilers check: it is checked now, and `check`
/// says so.
int run_unchecked(dsl::Cluster (*definition)(), int argc, char** argv);

/// The same for a cluster that the compiler has checked.
int run_checked(const dsl::Cluster& cluster, const dsl::findings& found, int argc, char** argv);

/// The same for one that it has recorded, too.
int run_recorded(const dsl::detail::reels& recorded, const dsl::findings& found, int argc,
                 char** argv);

}  // namespace detail

}  // namespace slipway::cli

namespace slipway {

/// The main function of a program whose cluster depends on what is known at run time only, such as
/// its arguments. A value that its field does not take, and what is wrong between the objects, is
/// said; the exit code is 3 then.
template <std::invocable Definition>
    requires std::same_as<std::invoke_result_t<Definition>, dsl::Cluster>
int run(Definition definition, int argc, char** argv) {
    if (!cli::detail::needs_cluster(argc, argv)) return cli::run(dsl::rendered{}, argc, argv);
    try {
        return cli::run(definition(), argc, argv);
    } catch (const dsl::mistake& m) {
        return cli::detail::tell(m, argv[0]);
    }
}

namespace cli::detail {

/// The cluster of a definition that has parameters, with their defaults.
template <dsl::Cluster (*Definition)(dsl::parameters&)>
struct by_default {
    static constexpr dsl::Cluster cluster() {
        dsl::parameters standard;
        return Definition(standard);
    }
};

int run_with_parameters(dsl::Cluster (*definition)(dsl::parameters&), int argc, char** argv);

}  // namespace cli::detail

/// The main function of a definition that has parameters: `--set NAME=VALUE` gives them. The
/// compiler refuses what is wrong with their defaults; what is wrong with others is said when the
/// program runs.
template <dsl::Cluster (*Definition)(dsl::parameters&)>
int run(int argc, char** argv) {
    static_assert(dsl::sound<cli::detail::by_default<Definition>::cluster>);
    return cli::detail::run_with_parameters(Definition, argc, argv);
}

/// The main function of a definition. What is wrong with the definition is an error of the
/// compiler.
template <dsl::Cluster (*Definition)()>
int run(int argc, char** argv) {
    constexpr bool records = SLIPWAY_MOST_RECORDED_OBJECTS > 0;
    using found = dsl::detail::checked<Definition, records>;
    if constexpr (!dsl::detail::evaluated<Definition, records>) {
        return cli::failure;  // the compiler has said why
    } else if constexpr (!found::fits) {
        return cli::detail::run_unchecked(Definition, argc, argv);
    } else {
        static_assert(dsl::detail::say_findings<Definition, records>());
        if constexpr (!found::found.empty())
            return cli::failure;  // here too, and nothing else is said
        else if constexpr (!found::records)
            return cli::detail::run_checked(Definition(), found::found, argc, argv);
        else return cli::detail::run_recorded(dsl::recorded<Definition>, found::found, argc, argv);
    }
}

}  // namespace slipway

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/detail/run.hpp>
#endif
