// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/detail/bytes_in.hpp>
#include <slipway/cli/command/detail/volume_options.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/split.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/log_words.hpp>
#include <slipway/engine/namespace_words.hpp>
#include <slipway/engine/volumes_source.hpp>
#include <slipway/runtime/sysctl.hpp>
#include <slipway/runtime/time_zone.hpp>
#include <slipway/runtime/tmpfs_words.hpp>
#include <slipway/runtime/ulimit_words.hpp>

namespace slipway::cli::command::detail {

/// `PATH[:PATH[:rwm]]`. Throws `usage_error`.
inline runtime::device device_in(const std::string& text) {
    const std::vector<std::string> parts = core::split(text, ':');
    const bool whole = parts.size() < 3 || parts[2] == "rwm" || parts[2] == "rw";
    if (parts.size() > 3 || !parts[0].starts_with('/') || !whole ||
        (parts.size() > 1 && !parts[1].starts_with('/')))
        throw usage_error(
            "'" + text +
            "' is no device that can be given: it is PATH or PATH:PATH, as on this machine and as in the container, and may be used as a whole");
    return {parts[0], parts.size() > 1 ? parts[1] : parts[0]};
}
/// What a container has beside its image, volumes and network. Throws `usage_error`.
inline void add_surroundings(engine::container_options& to, const arguments& given) {
    for (const std::string& one : given.values("tmpfs")) {
        const auto colon = one.find(':');
        to.tmpfs.push_back(in_words_of_the_line([&] {
            return runtime::tmpfs_named(one.substr(0, colon),
                                        colon == one.npos ? "" : one.substr(colon + 1));
        }));
    }
    if (given.has("shm-size")) to.shm_bytes = bytes_in(given.value("shm-size"));
    for (const std::string& one : given.values("device")) to.devices.push_back(device_in(one));
    for (const std::string& one : given.values("ulimit"))
        to.ulimits.push_back(in_words_of_the_line([&] { return runtime::ulimit_named(one); }));
    to.groups = given.values("group-add");
    if (given.has("oom-score-adj")) {
        const auto number = core::number_in<int>(given.value("oom-score-adj"));
        if (!number || *number < -1000 || *number > 1000)
            throw usage_error("'" + given.value("oom-score-adj") +
                              "' is no number from -1000 to 1000");
        to.oom_score_adj = *number;
    }
    for (const std::string& one : given.values("sysctl")) {
        const auto equals = one.find('=');
        if (equals == one.npos)
            throw usage_error("'" + one + "' is no setting of the kernel: it is NAME=VALUE");
        in_words_of_the_line([&] { return runtime::sysctl_file(one.substr(0, equals)); });
        to.sysctls.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
}
/// What docker's users say, and there is no choice of. Throws `usage_error`.
inline void check_what_is_always_so(const arguments& given) {
    const auto only = [&](const char* option, std::string_view value, const char* sentence) {
        if (given.has(option) && given.value(option) != value)
            throw usage_error("'" + given.value(option) + "' cannot be had: " + sentence);
    };
    only("cgroupns", "private",
         "a container sees its own control group alone, as --cgroupns private says");
    only("isolation", "default",
         "a container is kept apart as its runtime does it, as --isolation default says");
    if (given.denied("disable-content-trust"))
        throw usage_error(
            "signatures of images are not looked at: --disable-content-trust=false cannot be had");
}
/// Whose namespaces and volumes it has, and what becomes of what it writes. Throws `usage_error`.
inline void add_others(engine::container_options& to, const arguments& given) {
    std::map<std::string, std::string> log;
    for (const std::string& one : given.values("log-opt")) {
        const auto equals = one.find('=');
        if (equals == one.npos || equals == 0)
            throw usage_error("'" + one + "' is no option of a log: it is NAME=VALUE");
        log[one.substr(0, equals)] = one.substr(equals + 1);
    }
    in_words_of_the_line([&] {
        engine::set_pid_mode(to, given.value("pid"));
        engine::set_ipc_mode(to, given.value("ipc"));
        engine::set_uts_mode(to, given.value("uts"));
        engine::check_users_mode(given.value("userns"));
        engine::set_log(to, given.value("log-driver"), log);
        for (const std::string& one : given.values("volumes-from"))
            to.volumes_from.push_back(engine::volumes_source_named(one));
        return true;
    });
    if (to.uts.whose != runtime::namespace_choice::own && given.has("hostname"))
        throw usage_error("--hostname does not go with --uts " + given.value("uts") +
                          ": the container has no host name of its own");
    check_what_is_always_so(given);
    to.domain_name = given.value("domainname");
    if (!to.domain_name.empty() && to.uts.whose != runtime::namespace_choice::own)
        throw usage_error("--domainname does not go with --uts " + given.value("uts") +
                          ": the container has no host name of its own");
    if (given.has("tz")) {
        to.time_zone = given.value("tz");
        in_words_of_the_line([&] { return runtime::time_zone_file(to.time_zone); });
    }
    if (given.has("umask")) {
        const std::string text = given.value("umask");
        if (text.empty() || text.size() > 4 || text.find_first_not_of("01234567") != text.npos ||
            std::stoul(text, nullptr, 8) > 0777)
            throw usage_error("'" + text + "' is no umask: it is an octal number up to 0777");
        to.umask = static_cast<std::uint32_t>(std::stoul(text, nullptr, 8));
    }
}
/// Throws `usage_error`.
inline void add_name_resolution(engine::container_options& to, const arguments& given) {
    for (const std::string& line : given.values("add-host")) {
        const auto colon = line.find(':');
        if (colon == line.npos || colon == 0 || colon + 1 == line.size())
            throw usage_error("'" + line + "' is no line for /etc/hosts: it is NAME:ADDRESS");
        to.hosts.emplace_back(line.substr(colon + 1), line.substr(0, colon));
    }
    to.image_hosts = given.has("no-hosts");
    if (to.image_hosts && !to.hosts.empty())
        throw usage_error(
            "--no-hosts leaves /etc/hosts as the image has it: --add-host does not go with it");
    to.name_servers = given.values("dns");
    to.search_domains = given.values("dns-search");
    to.resolver_options = given.values("dns-option");
}

}  // namespace slipway::cli::command::detail
