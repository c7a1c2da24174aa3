// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/run_command.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/processes.hpp>

namespace slipway::engine {

/// The processes of a container, as `docker top` shows them.
struct process_table {
    std::vector<std::string> titles{};
    std::vector<std::vector<std::string>> rows{};  ///< each as long as `titles`
};

namespace detail {

/// Of what `ps` prints, the rows of these processes. The last column has the rest of the line.
/// Throws `status_error` (bad_request).
inline process_table rows_of(const std::string& printed, const std::set<std::string>& pids) {
    process_table made;
    std::istringstream lines(printed);
    std::string line, word;
    std::getline(lines, line);
    for (std::istringstream words(line); words >> word;) made.titles.push_back(word);
    const auto& titles = made.titles;
    const auto column =
        static_cast<std::size_t>(std::find(titles.begin(), titles.end(), "PID") - titles.begin());
    if (column == titles.size())
        throw status_error(core::reason::bad_request,
                           "there is no column PID in what ps prints with these arguments");
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::vector<std::string> row;
        while (row.size() + 1 < titles.size() && words >> word) row.push_back(word);
        if (std::getline(words >> std::ws, word)) row.push_back(word);
        if (row.size() == titles.size() && pids.contains(row[column]))
            made.rows.push_back(std::move(row));
    }
    return made;
}

}  // namespace detail

/// With arguments for it, this machine's `ps` tells. Throws `status_error`: conflict for a
/// container that does not run; bad_request where `ps` does not take them, or shows no PID by which
/// the container's processes are known; invalid where there is no `ps`.
inline process_table process_table_of(const container& of,
                                      const std::vector<std::string>& ps_arguments = {}) {
    process_table made{.titles = {"UID", "PID", "PPID", "STATE", "TIME", "CMD"}};
    std::set<std::string> pids;
    for (process& p : processes(of)) {
        pids.insert(p.pid);
        while (p.command.ends_with(' ')) p.command.pop_back();
        made.rows.push_back(
            {p.user, p.pid, p.parent, p.state, clock_in_words(p.cpu), std::move(p.command)});
    }
    if (ps_arguments.empty()) return made;
    std::vector<std::string> command{"ps"};
    command.insert(command.end(), ps_arguments.begin(), ps_arguments.end());
    const auto printed = core::run_command(command, {}, std::chrono::seconds(10), 4 << 20);
    if (printed.not_started != 0)
        throw status_error(core::reason::invalid,
                           "this machine has no ps, which shows processes in another way");
    if (printed.exit_code != 0 || !printed.in_time)
        throw status_error(core::reason::bad_request, "ps does not take these arguments: " +
                                                          printed.complaints.substr(0, 300));
    return detail::rows_of(printed.output, pids);
}

}  // namespace slipway::engine
