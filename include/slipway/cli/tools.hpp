// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/apply.hpp>
#include <slipway/cli/delete_.hpp>
#include <slipway/cli/detail/command.hpp>
#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/diff.hpp>
#include <slipway/cli/explain.hpp>
#include <slipway/cli/graph.hpp>
#include <slipway/cli/import.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/cli/status.hpp>
#include <slipway/cli/wait.hpp>
#include <slipway/cli/write_files.hpp>

namespace slipway::cli {

namespace detail {

struct tool_command {
    std::string_view name;
    const char* help;
    int (*run)(const dsl::rendered& cluster, int argc, char** argv);
};

inline constexpr tool_command tools[] = {
    {"render", render_help, render_command},
    {"graph", graph_help, graph_command},
    {"diff", diff_help, diff_command},
    {"apply", apply_help, apply_command},
    {"status", status_help, status_command},
    {"wait", wait_help, wait_command},
    {"delete", delete_help, delete_command},
    {"explain", explain_help,
     [](const dsl::rendered&, int argc, char** argv) { return explain_command(argc, argv); }},
    {"import", import_help,
     [](const dsl::rendered&, int argc, char** argv) { return import_command(argc, argv); }},
};

}  // namespace detail

/// Included by one source of a program, or compiled in `slipway::up`.
[[gnu::weak]] int run_tool(const dsl::rendered& cluster, int argc, char** argv) {
    const std::string_view command = argv[1];
    for (const detail::tool_command& t : detail::tools) {
        if (command != t.name && !(command == "help" && argc > 2 && argv[2] == t.name)) continue;
        if (detail::command_of(argc, argv) == "help") {
            std::printf(t.help, argv[0], argv[0], argv[0]);
            return detail::printed();
        }
        return detail::guarded(argv[0], [&] { return t.run(cluster, argc, argv); });
    }
    return detail::complain(argv, "unknown command", command);
}

}  // namespace slipway::cli
