// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/cli/command/top.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command {

namespace detail {

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
/// A row for the process, where it is of that pid namespace (proc(5)).
inline void add_process(const std::filesystem::path& process, const std::string& space, table& to) {
    std::error_code gone;
    if (std::filesystem::read_symlink(process / "ns/pid", gone).string() != space) return;
    const std::string stat = content_of(process / "stat"), status = content_of(process / "status");
    std::string command = content_of(process / "cmdline");
    for (char& c : command)
        if (c == '\0') c = ' ';
    std::istringstream fields(stat.substr(std::min(stat.rfind(')') + 2, stat.size())));
    std::vector<std::string> all;
    for (std::string field; fields >> field;) all.push_back(field);
    if (all.size() < 13) return;  // it has ended meanwhile
    const auto uid = status.find("\nUid:\t");
    const long seconds = (std::stol(all[11]) + std::stol(all[12])) / ::sysconf(_SC_CLK_TCK);
    char time[32];
    std::snprintf(time, sizeof time, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    const auto name = stat.find('('), end = stat.rfind(')');
    if (command.empty()) command = '[' + stat.substr(name + 1, end - name - 1) + ']';
    to.row({uid == status.npos ? "?" : status.substr(uid + 6, status.find('\t', uid + 6) - uid - 6), process.filename().string(), all[1], all[0], time, command});
}

inline int run_top(session& s, const arguments& given) {
    const engine::container c = s.containers().get(given.operands()[0]);
    if (c.phase != engine::container_phase::running) throw status_error(core::reason::conflict, "container " + c.name + " is not running");
    const std::string space = std::filesystem::read_symlink("/proc/" + std::to_string(c.status.pid) + "/ns/pid").string();
    table shown({"UID", "PID", "PPID", "STATE", "TIME", "COMMAND"});
    for (const auto& each : std::filesystem::directory_iterator("/proc"))
        if (each.path().filename().string().find_first_not_of("0123456789") == std::string::npos) add_process(each.path(), space, shown);
    print(shown.text());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb top() {
    return {.name = "top", .usage = "CONTAINER", .summary = "list the processes of a container, with their ids on this machine", .least = 1, .most = 1, .run = detail::run_top, .group = "Containers"};
}

}  // namespace slipway::cli::command
