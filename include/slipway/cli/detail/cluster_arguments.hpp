// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/core/duration.hpp>

namespace slipway::cli::detail {

/// What the commands that talk to a cluster are told on the command line.
struct cluster_arguments {
    std::string kubeconfig{}, context{}, manager = "slipway";
    std::chrono::milliseconds timeout = std::chrono::minutes(5);
    bool quiet = false, yes = false, dry_run = false, force = false, no_wait = false,
         namespaces = false, json = false;

    /// Each command `takes` some of the options beside those that all take. Where the line is
    /// wrong, that is said, and an exit code given.
    std::optional<int> read(int argc, char** argv, std::initializer_list<std::string_view> takes) {
        const auto may = [&](std::string_view name) {
            return std::find(takes.begin(), takes.end(), name) != takes.end();
        };
        for (int i = 2; i < argc; ++i) {
            const std::string_view word = argv[i];
            std::string_view value;
            bool missing = false;
            const auto option = [&](std::string_view name, std::string_view letter = {}) {
                return takes_value(name, letter, argc, argv, i, value, missing);
            };
            if (word == "-q" || word == "--quiet") quiet = true;
            else if (word == "--yes" && may("--yes")) yes = true;
            else if (word == "--dry-run" && may("--dry-run")) dry_run = true;
            else if (word == "--force" && may("--force")) force = true;
            else if (word == "--no-wait" && may("--no-wait")) no_wait = true;
            else if (word == "--namespaces" && may("--namespaces")) namespaces = true;
            else if (option("--kubeconfig")) kubeconfig = value;
            else if (option("--context")) context = value;
            else if (may("--field-manager") && option("--field-manager")) manager = value;
            else if (may("--timeout") && option("--timeout")) {
                const auto d = core::parse_duration(value);
                if (!missing && !d)
                    return complain(argv, "--timeout takes a duration such as 90s or 1h30m, not",
                                    value);
                if (d) timeout = *d;
            } else if (may("--output") && option("--output", "-o")) {
                if (!missing && value != "text" && value != "json")
                    return complain(argv, "the output is text or json, not", value);
                json = value == "json";
            } else {
                return complain(argv, "unknown option", word);
            }
            if (missing || (word.ends_with('=') && word.starts_with("--")))
                return complain(argv, "a value is missing after", word);
        }
        if (manager.size() > 128)
            return complain(argv, "a field manager has at most 128 characters, not", manager);
        return std::nullopt;
    }
};

}  // namespace slipway::cli::detail
