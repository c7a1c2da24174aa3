// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <slipway/core/split.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/detail/container_root.hpp>
#include <slipway/runtime/detail/pod_sandbox.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/tmpfs_words.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// The sets of capabilities of a process (OCI runtime spec, "Linux Process"). Other users than root
/// have none, but programs with file capabilities may give them those of the bounding set.
inline json::value capabilities_document(const credentials& who) {
    json::value all = json::value::array();
    for (std::size_t i = 0; i < std::size(capability_names); ++i)
        if (who.capabilities >> i & 1) all.push_back("CAP_" + std::string(capability_names[i]));
    const json::value own = who.user.uid == 0 ? all : json::value::array();
    return {{"bounding", all}, {"effective", own}, {"permitted", own}};
}

/// `process` of the configuration, which is also what a command beside the container's is given as.
inline json::value process_document(const credentials& who, std::vector<std::string> env,
                                    const container_spec& spec) {
    json::value limits = json::value::array();
    for (const ulimit& u : spec.ulimits) {
        check_ulimit(u);
        std::string type = "RLIMIT_";
        for (const char c : u.name)
            type += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        limits.push_back({{"type", std::move(type)}, {"soft", u.soft}, {"hard", u.hard}});
    }
    return {{"terminal", spec.terminal},
            {"user",
             {{"uid", who.user.uid},
              {"gid", who.user.gid},
              {"umask", spec.umask & 0777},
              {"additionalGids", who.user.groups}}},
            {"args", spec.command},
            {"env", std::move(env)},
            {"cwd", spec.working_dir.empty() ? "/" : spec.working_dir},
            {"capabilities", capabilities_document(who)},
            {"rlimits", std::move(limits)},
            {"noNewPrivileges", who.no_new_privileges}};
}

/// What is mounted above the image's layers: the file systems of the kernel (OCI runtime spec,
/// "Default Filesystems"), then what the container asks for. `shared_memory`: a directory that is
/// its /dev/shm; empty: one of its own. `foreign_network`: as in `root_surroundings`.
inline json::value mounts_document(const container_spec& spec,
                                   const std::vector<ordered_mount>& mounts,
                                   const std::string& shared_memory, bool foreign_network) {
    json::value made = {
        {{"destination", "/proc"},
         {"type", "proc"},
         {"source", "proc"},
         {"options", {"nosuid", "noexec", "nodev"}}},
        {{"destination", "/dev"},
         {"type", "tmpfs"},
         {"source", "tmpfs"},
         {"options", {"nosuid", "strictatime", "mode=755", "size=65536k"}}},
        {{"destination", "/dev/pts"},
         {"type", "devpts"},
         {"source", "devpts"},
         {"options", {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"}}},
        {{"destination", "/dev/mqueue"},
         {"type", "mqueue"},
         {"source", "mqueue"},
         {"options", {"nosuid", "noexec", "nodev"}}},
        {{"destination", "/sys"},
         {"type", "sysfs"},
         {"source", "sysfs"},
         {"options", {"nosuid", "noexec", "nodev", "ro"}}}};
    if (foreign_network)
        made.back() = {{"destination", "/sys"},
                       {"type", "bind"},
                       {"source", "/sys"},
                       {"options", {"rbind", "nosuid", "noexec", "nodev", "ro"}}};
    if (!spec.no_shared_memory && shared_memory.empty())
        made.push_back({{"destination", "/dev/shm"},
                        {"type", "tmpfs"},
                        {"source", "shm"},
                        {"options",
                         {"nosuid", "noexec", "nodev", "mode=1777",
                          "size=" + std::to_string(shm_bytes_of(spec))}}});
    else if (!spec.no_shared_memory)
        made.push_back({{"destination", "/dev/shm"},
                        {"type", "bind"},
                        {"source", shared_memory},
                        {"options", {"rbind", "rprivate", "nosuid", "noexec", "nodev"}}});
    for (const ordered_mount& m : mounts) {
        json::value options = {"rbind", "rprivate"};
        if (m.read_only) options.insert(options.end(), {"ro", "nosuid"});
        if (!m.is_device && !spec.privileged) options.push_back("nodev");
        if (m.memory)
            options = core::split(tmpfs_data(*m.memory) + ',' + flags_in_words(*m.memory));
        made.push_back({{"destination", m.target},
                        {"type", m.memory ? "tmpfs" : "bind"},
                        {"source", m.memory ? "tmpfs" : m.source},
                        {"options", std::move(options)}});
    }
    return made;
}

/// Limits (OCI runtime spec, "Memory", "CPU", "PIDs"). The program sets them when it is ready
/// itself: it may need more than they leave.
inline json::value resources_document(const limits& l, bool counts_swap) {
    json::value made = json::value::object();
    if (l.memory_bytes > 0) made["memory"]["limit"] = l.memory_bytes;
    if (l.memory_bytes > 0 && counts_swap)
        made["memory"]["swap"] = l.memory_bytes + l.swap_bytes;  // both together
    if (l.memory_reservation > 0) made["memory"]["reservation"] = l.memory_reservation;
    if (l.processes > 0) made["pids"]["limit"] = l.processes;
    if (l.cpu_millis > 0)
        made["cpu"] = {{"quota", std::max<std::uint64_t>(l.cpu_millis * 100, 1000)},
                       {"period", 100'000}};
    if (!l.cpus.empty()) made["cpu"]["cpus"] = l.cpus;
    if (!l.memory_nodes.empty()) made["cpu"]["mems"] = l.memory_nodes;
    if (l.cpu_shares > 0)
        made["cpu"]["shares"] = std::clamp<std::uint64_t>(l.cpu_shares * 1024 / 1000, 2, 262144);
    return made;
}

/// What devices the container may use beside those that every one has (OCI runtime spec, "Allowed
/// Device list"): it may make others, but not open them.
inline json::value device_rules(const container_spec& spec) {
    json::value made = {{{"allow", spec.privileged}, {"access", "rwm"}}};
    const auto allow = [&](const std::filesystem::path& at) {
        struct stat s{};
        if (::stat(at.c_str(), &s) != 0 || !(S_ISCHR(s.st_mode) || S_ISBLK(s.st_mode))) return;
        made.push_back({{"allow", true},
                        {"type", S_ISCHR(s.st_mode) ? "c" : "b"},
                        {"major", major(s.st_rdev)},
                        {"minor", minor(s.st_rdev)},
                        {"access", "rwm"}});
    };
    for (const device& d : spec.devices) {
        allow(d.source);
        if (std::error_code none; std::filesystem::is_directory(d.source, none))
            for (const auto& each : std::filesystem::recursive_directory_iterator(d.source))
                allow(each.path());
    }
    return made;
}

/// Where the container's control groups are to be; without a path it has none, and no limits.
struct bundle_groups {
    std::string path{};
    bool count_swap = false;
};

/// `config.json` of a container (OCI runtime spec 1.0.2). Namespaces that are not named in it are
/// those of the program that is given it: the pod's. The last two: as in `mounts_document`.
inline json::value configuration(const container_root& root, const credentials& who,
                                 const container_spec& spec, const bundle_groups& groups,
                                 const std::string& shared_memory = {},
                                 bool foreign_network = false) {
    json::value made = {
        {"ociVersion", "1.0.2"},
        {"process", process_document(who, environment_of(who, spec), spec)},
        {"root", {{"path", root.mount_point()}, {"readonly", spec.read_only_root}}},
        {"mounts", mounts_document(spec, root.mounts(), shared_memory, foreign_network)}};
    json::value& linux_part = made["linux"];
    if (spec.oom_score_adj) made["process"]["oomScoreAdj"] = spec.oom_score_adj;
    linux_part = {{"resources", json::value::object()}, {"namespaces", json::value::array()}};
    if (!groups.path.empty()) {
        linux_part["cgroupsPath"] = groups.path;
        linux_part["resources"] = resources_document(spec.limits, groups.count_swap);
    }
    linux_part["resources"]["devices"] = device_rules(spec);
    for (const char* own : {"pid", "mount", "cgroup"})
        if (std::string_view(own) != "pid" || spec.pid.whose != namespace_choice::machine)
            linux_part["namespaces"].push_back({{"type", own}});
    if (!spec.privileged) {
        linux_part["maskedPaths"] = masked_paths;
        linux_part["readonlyPaths"] = readonly_paths;
    }
    return made;
}

}  // namespace slipway::runtime::detail
