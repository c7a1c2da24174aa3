// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/core/read_file.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::engine {

/// A process of a container, as this machine sees it.
struct process {
    std::string user{};  ///< its number
    std::string pid{}, parent{};
    std::string state{};         ///< a letter (proc(5))
    std::chrono::seconds cpu{};  ///< that it has used
    std::string command{};
};

/// `00:01:30`.
inline std::string clock_in_words(std::chrono::seconds t) {
    const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(t.count() / 3600) + ':' + two(t.count() / 60 % 60) + ':' + two(t.count() % 60);
}

namespace detail {

/// Whether it is a container's: in the same pid namespace as that one's first process (proc(5)), or
/// where that is others', too, in its control group.
inline bool is_of(const std::filesystem::path& at, const container& c, const std::string& space) {
    std::error_code gone;
    if (c.spec.pid.whose != runtime::namespace_choice::own)
        return core::read_file(at / "cgroup").value_or("").find('/' + c.id + '.') !=
               std::string::npos;
    return std::filesystem::read_symlink(at / "ns/pid", gone).string() == space;
}
inline void add_process(const std::filesystem::path& at, std::vector<process>& to) {
    const auto read = [&](const char* file) { return core::read_file(at / file).value_or(""); };
    const std::string stat = read("stat"), status = read("status");
    std::string command = read("cmdline");
    std::replace(command.begin(), command.end(), '\0', ' ');
    std::istringstream fields(stat.substr(std::min(stat.rfind(')') + 2, stat.size())));
    std::vector<std::string> all;
    for (std::string field; fields >> field;) all.push_back(field);
    if (all.size() < 13) return;  // it has ended meanwhile
    const auto uid = status.find("\nUid:\t");
    const auto name = stat.find('('), end = stat.rfind(')');
    if (command.empty()) command = '[' + stat.substr(name + 1, end - name - 1) + ']';
    to.push_back(
        {uid == status.npos ? "?" : status.substr(uid + 6, status.find('\t', uid + 6) - uid - 6),
         at.filename().string(), all[1], all[0],
         std::chrono::seconds((std::stol(all[11]) + std::stol(all[12])) / ::sysconf(_SC_CLK_TCK)),
         std::move(command)});
}

}  // namespace detail

/// Those of a container that runs. Throws `status_error` (conflict) for one that does not.
inline std::vector<process> processes(const container& of) {
    if (of.phase != container_phase::running)
        throw status_error(core::reason::conflict, "container " + of.name + " is not running");
    std::error_code gone;
    const std::string space =
        std::filesystem::read_symlink("/proc/" + std::to_string(of.status.pid) + "/ns/pid", gone)
            .string();
    if (gone)
        throw status_error(core::reason::conflict, "container " + of.name + " is not running");
    std::vector<process> made;
    for (const auto& each : std::filesystem::directory_iterator("/proc"))
        if (each.path().filename().string().find_first_not_of("0123456789") == std::string::npos &&
            detail::is_of(each.path(), of, space))
            detail::add_process(each.path(), made);
    return made;
}

}  // namespace slipway::engine
