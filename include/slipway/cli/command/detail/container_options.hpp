// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/cli/command/detail/bytes_in.hpp>
#include <slipway/cli/command/detail/label_options.hpp>
#include <slipway/cli/command/detail/surrounding_options.hpp>
#include <slipway/cli/command/detail/upkeep_options.hpp>
#include <slipway/cli/command/detail/volume_options.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/core/decimal_in.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/core/split.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/network.hpp>
#include <slipway/engine/security_option.hpp>
#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/hardware_address.hpp>
#include <slipway/runtime/port_words.hpp>
#include <slipway/runtime/stop_signal.hpp>

namespace slipway::cli::command::detail {

/// The options of `create` and `run`.
inline std::vector<option> container_options(std::vector<option> own = {}) {
    std::vector<option> made{
        {.name = "add-host",
         .value = "NAME:ADDRESS",
         .help = "one more line of its /etc/hosts; host-gateway is the address of this machine",
         .repeats = true},
        {.name = "cap-add",
         .value = "CAPABILITY",
         .help = "may do that too, such as NET_ADMIN, or ALL",
         .repeats = true},
        {.name = "cap-drop",
         .value = "CAPABILITY",
         .help = "may not do that, such as CHOWN, or ALL",
         .repeats = true},
        {.name = "cgroupns",
         .value = "WHOSE",
         .help = "private, as it is without: the container sees its own control group alone"},
        {.name = "cidfile",
         .value = "FILE",
         .help = "writes its id into a file that is not there yet"},
        {.name = "cpu-period",
         .value = "MICROSECONDS",
         .help = "what --cpu-quota is a part of (100000)"},
        {.name = "cpu-quota",
         .value = "MICROSECONDS",
         .help = "how much of the CPUs' time it may use in each --cpu-period"},
        {.name = "cpu-shares",
         .letter = 'c',
         .value = "NUMBER",
         .help = "what part of the CPUs it gets when others want them too (1024)"},
        {.name = "cpus", .value = "NUMBER", .help = "how many CPUs' time it may use, such as 1.5"},
        {.name = "cpuset-cpus", .value = "LIST", .help = "on which CPUs it runs, such as 0-2,5"},
        {.name = "cpuset-mems", .value = "LIST", .help = "of which nodes its memory is, such as 0"},
        {.name = "device",
         .value = "PATH[:PATH]",
         .help = "may use a device of this machine, at the same path or another",
         .repeats = true},
        {.name = "disable-content-trust",
         .help = "as it is without: signatures of images are not looked at"},
        {.name = "dns", .value = "ADDRESS", .help = "a name server", .repeats = true},
        {.name = "dns-option",
         .value = "OPTION",
         .help = "an option of its /etc/resolv.conf, such as ndots:2",
         .repeats = true},
        {.name = "dns-search",
         .value = "DOMAIN",
         .help = "where names without dots are looked for",
         .repeats = true},
        {.name = "domainname", .value = "NAME", .help = "its domain name, such as example.com"},
        {.name = "entrypoint", .value = "PROGRAM", .help = "instead of the image's"},
        {.name = "env",
         .letter = 'e',
         .value = "NAME[=VALUE]",
         .help = "sets a variable; without a value, as it is here",
         .repeats = true},
        {.name = "env-file",
         .value = "FILE",
         .help = "sets the variables of a file: a line for each",
         .repeats = true},
        {.name = "env-host", .help = "sets all variables that are set here"},
        {.name = "expose",
         .value = "PORT[/udp]",
         .help = "one more port that --publish-all publishes",
         .repeats = true},
        {.name = "group-add",
         .value = "GROUP",
         .help = "one more group that its user is in",
         .repeats = true},
        {.name = "health-cmd",
         .value = "COMMAND",
         .help = "what says whether it is well, for its shell: exit code 0"},
        {.name = "health-interval",
         .value = "DURATION",
         .help = "how long until it is asked again (30s)"},
        {.name = "health-retries",
         .value = "NUMBER",
         .help = "how often in a row it has to fail (3)"},
        {.name = "health-start-interval",
         .value = "DURATION",
         .help = "the interval within the start period (5s)"},
        {.name = "health-start-period",
         .value = "DURATION",
         .help = "how long failures do not count (0s)"},
        {.name = "health-timeout",
         .value = "DURATION",
         .help = "how long an answer may take (30s)"},
        {.name = "hostname",
         .letter = 'h',
         .value = "NAME",
         .help = "its host name (the beginning of its id)"},
        {.name = "init",
         .help =
             "its first process passes signals on to the command, and reaps what is left to it"},
        {.name = "interactive", .letter = 'i', .help = "reads from this program"},
        {.name = "ip",
         .value = "ADDRESS",
         .help = "its address in the first network (one that is free)"},
        {.name = "ipc",
         .value = "WHOSE",
         .help =
             "whose IPC and shared memory it has: private (as it is without), shareable, none, host or container:NAME, which was made shareable"},
        {.name = "isolation",
         .value = "HOW",
         .help = "default, as it is without: that of the runtime"},
        {.name = "label",
         .letter = 'l',
         .value = "NAME[=VALUE]",
         .help = "a label",
         .repeats = true},
        {.name = "label-file",
         .value = "FILE",
         .help = "the labels of a file: a line for each",
         .repeats = true},
        {.name = "log-driver",
         .value = "DRIVER",
         .help = "json-file: what it writes is kept (as it is without); none: it is not"},
        {.name = "log-opt",
         .value = "NAME=VALUE",
         .help = "how much of that is kept: max-size=10m, times max-file=3 (20 MiB)",
         .repeats = true},
        {.name = "mac-address",
         .value = "ADDRESS",
         .help =
             "that of its link in the first network, such as 02:42:ac:11:00:02 (one that goes with its address)"},
        {.name = "memory",
         .letter = 'm',
         .value = "BYTES",
         .help = "how much memory it may use, such as 512m"},
        {.name = "memory-reservation",
         .value = "BYTES",
         .help = "how much memory it keeps where that is short"},
        {.name = "memory-swap",
         .value = "BYTES",
         .help = "how much memory and swap space together it may use (as --memory)"},
        {.name = "mount",
         .value =
             "type=volume|bind|tmpfs,source=SOURCE,target=PATH[,readonly][,volume-nocopy][,tmpfs-size=BYTES][,tmpfs-mode=MODE]",
         .help = "the same as --volume and --tmpfs; a volume without a source gets a long name",
         .repeats = true},
        {.name = "name", .value = "NAME", .help = "its name (one is made up)"},
        {.name = "network",
         .value = "NETWORK",
         .help =
             "bridge (as it is without), host, none, container:NAME for that of another one, or one that was made; several: it is in all of them (name=NETWORK,alias=NAME,ip=ADDRESS,mac-address=ADDRESS for one)",
         .repeats = true},
        {.name = "network-alias",
         .value = "NAME",
         .help = "one more name by which others in the first network find it",
         .repeats = true},
        {.name = "no-healthcheck",
         .help = "does not check whether it is well, whatever the image says"},
        {.name = "no-hosts", .help = "leaves /etc/hosts as the image has it"},
        {.name = "oom-score-adj",
         .value = "NUMBER",
         .help = "how soon it is ended where memory is short, from -1000 to 1000"},
        {.name = "pid",
         .value = "WHOSE",
         .help =
             "among whose processes its own are: private (as it is without), host or container:NAME"},
        {.name = "pids-limit", .value = "NUMBER", .help = "how many processes it may have"},
        {.name = "platform",
         .value = "OS/ARCHITECTURE",
         .help = "of an image for several platforms, that of this one"},
        {.name = "privileged", .help = "may do everything"},
        {.name = "publish",
         .letter = 'p',
         .value = "[[ADDRESS:]PORT:]PORT[/udp]",
         .help = "a port of this machine for one of its own; on 127.0.0.1 unless told",
         .repeats = true},
        {.name = "publish-all",
         .letter = 'P',
         .help =
             "publishes each port that the image says it listens at, on a free one of this machine"},
        {.name = "pull",
         .value = "WHEN",
         .help = "pulls the image: missing (as it is without), always or never"},
        {.name = "quiet", .letter = 'q', .help = "tells no progress of a pull"},
        {.name = "read-only", .help = "cannot write to its root file system"},
        {.name = "read-only-tmpfs",
         .help = "with --read-only: can write to /run, /tmp and /var/tmp, which are in memory"},
        {.name = "replace",
         .help = "removes the container that has its name, if there is one, running or not"},
        {.name = "restart",
         .value = "WHEN",
         .help =
             "starts it again when it has ended: no (as it is without), on-failure[:NUMBER], always or unless-stopped"},
        {.name = "rm", .help = "is removed when it has ended"},
        {.name = "security-opt",
         .value = "OPTION",
         .help =
             "no-new-privileges: setuid programs do not work; seccomp=unconfined: may do every system call",
         .repeats = true},
        {.name = "shm-size",
         .value = "BYTES",
         .help = "how much its /dev/shm takes, such as 1g (64m)"},
        {.name = "stop-signal", .value = "SIGNAL", .help = "what stops it (the image's, or TERM)"},
        {.name = "stop-timeout", .value = "SECONDS", .help = "how long it has for that (10)"},
        {.name = "sysctl",
         .value = "NAME=VALUE",
         .help = "a setting of the kernel for it alone, such as net.core.somaxconn=1024",
         .repeats = true},
        {.name = "timeout",
         .value = "SECONDS",
         .help = "kills it when it has run for so long, whoever has started it (never)"},
        {.name = "tmpfs",
         .value = "PATH[:OPTIONS]",
         .help = "a directory in memory, such as /run:size=64m,mode=755 (noexec, unless exec)",
         .repeats = true},
        {.name = "tty", .letter = 't', .help = "has a terminal"},
        {.name = "tz",
         .value = "ZONE",
         .help =
             "its time zone, such as Europe/Berlin, or local for that of this machine (the image's)"},
        {.name = "ulimit",
         .value = "NAME=SOFT[:HARD]",
         .help = "a limit of each of its processes, such as nofile=1024:2048; -1 is none",
         .repeats = true},
        {.name = "umask",
         .value = "MODE",
         .help = "what new files are not for, such as 0077 (0022)"},
        {.name = "unsetenv",
         .value = "NAME",
         .help = "does not have that variable of the image, or of every container",
         .repeats = true},
        {.name = "unsetenv-all",
         .help = "has no variables but those of --env, --env-file and --env-host"},
        {.name = "user", .letter = 'u', .value = "USER[:GROUP]", .help = "as whom it runs"},
        {.name = "userns",
         .value = "WHOSE",
         .help = "host, as it is without: the users of this machine"},
        {.name = "uts",
         .value = "WHOSE",
         .help = "whose host name it has: private (as it is without), host or container:NAME"},
        {.name = "volume",
         .letter = 'v',
         .value = "SOURCE:PATH[:ro][,nocopy]",
         .help =
             "sees a path of this machine, or a volume of that name; an empty one gets what the image has there, unless nocopy",
         .repeats = true},
        {.name = "volumes-from",
         .value = "CONTAINER[:ro]",
         .help = "sees what that one sees of this machine, at the same places",
         .repeats = true},
        {.name = "workdir", .letter = 'w', .value = "PATH", .help = "where it starts"},
    };
    made.insert(made.end(), own.begin(), own.end());
    std::sort(made.begin(), made.end(),
              [](const option& a, const option& b) { return a.name < b.name; });
    return made;
}

using core::number_in;

inline usage_error no_port(const std::string& text) {
    return usage_error(
        "'" + text + "' is no port to publish, such as 8080:80, 127.0.0.1:8080:80 or 5353:53/udp");
}
inline std::uint16_t port_in(std::string_view text, const std::string& whole) {
    const auto number = number_in<std::uint16_t>(text);
    if (!number || *number == 0) throw no_port(whole);
    return *number;
}

/// `80`, `8080:80`, `ADDRESS:8080:80`, `ADDRESS::80`, each with or without `/tcp` or `/udp`. Throws
/// `usage_error`.
inline runtime::published_port published(const std::string& text) {
    std::string rest = text;
    const auto last = rest.rfind(':');
    const auto named =
        runtime::port_named(std::string_view(rest).substr(last == rest.npos ? 0 : last + 1));
    if (!named) throw no_port(text);
    runtime::published_port made = *named;
    if (last == rest.npos) return made;
    rest.resize(last);
    const auto colon = rest.rfind(':');
    const std::string host_port = rest.substr(colon == rest.npos ? 0 : colon + 1);
    if (!host_port.empty()) made.host_port = port_in(host_port, text);
    if (colon != rest.npos) made.host_address = rest.substr(0, colon);
    if (made.host_address.starts_with('[') && made.host_address.ends_with(']'))
        made.host_address = made.host_address.substr(1, made.host_address.size() - 2);
    return made;
}

/// `NAME=VALUE`; a name alone has the value that it has here, and is left out where it has none.
inline void add_variable(std::vector<std::pair<std::string, std::string>>& env,
                         const std::string& text) {
    const auto equals = text.find('=');
    if (text.empty() || equals == 0)
        throw usage_error(
            "'" + text +
            "' is no variable: it is NAME=VALUE, or NAME for the value that it has here");
    if (equals != text.npos) env.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    else if (const char* const here = std::getenv(text.c_str())) env.emplace_back(text, here);
}
inline void add_variables_of(const std::string& file,
                             std::vector<std::pair<std::string, std::string>>& env) {
    std::ifstream in(file);
    if (!in) throw usage_error("cannot read the variables of '" + file + "'");
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '#') add_variable(env, line);
}
inline std::vector<std::pair<std::string, std::string>> variables_in(const arguments& given) {
    std::vector<std::pair<std::string, std::string>> made;
    for (char** each = given.has("env-host") ? ::environ : nullptr; each && *each; ++each)
        if (const std::string_view one = *each; one.find('=') != one.npos && one.find('=') != 0)
            made.emplace_back(one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
    for (const std::string& file : given.values("env-file")) add_variables_of(file, made);
    for (const std::string& one : given.values("env")) add_variable(made, one);
    return made;
}

/// Throws `usage_error` for what is no signal.
inline std::string signal_in(const std::string& text) {
    if (!runtime::signal_named(text))
        throw usage_error("'" + text + "' is no signal, such as TERM or 15");
    return text;
}
inline std::chrono::milliseconds seconds_in(const std::string& text) {
    const auto number = number_in<int>(text);
    if (!number || *number < 0 || *number > 1'000'000)
        throw usage_error("'" + text + "' is no number of seconds");
    return std::chrono::seconds(*number);
}

/// Throws `usage_error` for what is no list of those that there are.
inline std::string list_in(const std::string& text, const runtime::listed& of) {
    return in_words_of_the_line([&] { return runtime::check_list(text, of), text; });
}
/// What is not given stays as it is in `made`.
inline runtime::limits limits_in(const arguments& given, runtime::limits made = {}) {
    if (given.has("memory")) {
        made.memory_bytes = bytes_in(given.value("memory"));
        if (made.memory_bytes != 0 && made.memory_bytes < (6 << 20))
            throw usage_error("'" + given.value("memory") +
                              "' is too little memory for a container: 6m is the least");
    }
    if (given.has("memory-reservation"))
        made.memory_reservation = bytes_in(given.value("memory-reservation"));
    if (given.has("memory-swap")) {
        const std::uint64_t both = bytes_in(given.value("memory-swap"));
        if (made.memory_bytes == 0 || both < made.memory_bytes)
            throw usage_error(
                "--memory-swap is memory and swap space together: it goes with --memory, and is not less");
        made.swap_bytes = both - made.memory_bytes;
    }
    if (given.has("cpus")) {
        const auto millionths = core::decimal_in(given.value("cpus"), 1'000'000, 10'000'000'000);
        if (!millionths || *millionths == 0)
            throw usage_error("'" + given.value("cpus") + "' is no number of CPUs, such as 1.5");
        made.cpu_millis = (*millionths + 500) / 1000;
    }
    if (given.has("cpu-quota")) {
        const auto quota = number_in<std::uint64_t>(given.value("cpu-quota")),
                   period = number_in<std::uint64_t>(given.value("cpu-period", "100000"));
        if (!quota || !period || *quota < 1000 || *quota > 1'000'000'000 || *period < 1000 ||
            *period > 1'000'000)
            throw usage_error(
                "a part of the CPUs' time is at least 1000 microseconds of 1000 to 1000000: --cpu-quota 50000 --cpu-period 100000");
        if (given.has("cpus"))
            throw usage_error("--cpu-quota and --cpus say the same: give one of them");
        made.cpu_millis = std::max<std::uint64_t>(*quota * 1000 / *period, 1);
    }
    if (given.has("cpu-shares")) {
        const auto number = number_in<std::uint64_t>(given.value("cpu-shares"));
        if (!number || *number < 2 || *number > 262144)
            throw usage_error("'" + given.value("cpu-shares") +
                              "' is no share of the CPUs: it is from 2 to 262144");
        made.cpu_shares = (*number * 1000 + 1023) / 1024;
    }
    if (given.has("cpuset-cpus"))
        made.cpus = list_in(given.value("cpuset-cpus"), runtime::listed_cpus);
    if (given.has("cpuset-mems"))
        made.memory_nodes = list_in(given.value("cpuset-mems"), runtime::listed_nodes);
    if (given.has("pids-limit")) {
        const auto number = number_in<long>(given.value("pids-limit"));
        if (!number || *number < -1)
            throw usage_error("'" + given.value("pids-limit") + "' is no number of processes");
        made.processes = *number > 0 ? static_cast<std::uint64_t>(*number) : 0;
    }
    return made;
}

/// Throws `usage_error`.
inline std::string link_address_in(const std::string& text) {
    in_words_of_the_line([&] { return runtime::hardware_address_named(text); });
    return text;
}
/// `NETWORK`, or `name=NETWORK,alias=NAME,ip=ADDRESS,mac-address=ADDRESS`. Throws `usage_error`.
inline engine::network_endpoint endpoint_in(const std::string& text) {
    if (text.find('=') == text.npos) return {text, {}, {}, {}};
    engine::network_endpoint made;
    for (const std::string& one : core::split(text)) {
        const std::string value = one.substr(std::min(one.find('=') + 1, one.size()));
        if (one.starts_with("name=")) made.network = value;
        else if (one.starts_with("alias=")) made.aliases.push_back(value);
        else if (one.starts_with("ip=")) made.ip = value;
        else if (one.starts_with("mac-address=")) made.hardware_address = link_address_in(value);
        else
            throw usage_error(
                "'" + one +
                "' says nothing about how to be in a network: name=NETWORK, alias=NAME, ip=ADDRESS and mac-address=ADDRESS do");
    }
    if (made.network.empty())
        throw usage_error("'" + text +
                          "' names no network: it is name=NETWORK,alias=NAME,ip=ADDRESS");
    return made;
}
/// Throws `usage_error`.
inline void add_networks(engine::container_options& to, const arguments& given) {
    std::vector<engine::network_endpoint> all;
    for (const std::string& one : given.values("network")) all.push_back(endpoint_in(one));
    if (all.empty()) all.push_back({"bridge", {}, {}, {}});
    engine::network_endpoint& first = all.front();
    const bool joins =
        in_words_of_the_line([&] { return engine::set_network_of(to, first.network); });
    for (const std::string& alias : given.values("network-alias")) first.aliases.push_back(alias);
    if (given.has("ip")) first.ip = given.value("ip");
    if (given.has("mac-address"))
        first.hardware_address = link_address_in(given.value("mac-address"));
    for (const engine::network_endpoint& each : all) {
        const bool alone = each.network == "host" || each.network == "none" ||
                           each.network.starts_with("container:");
        if (alone && !each.hardware_address.empty())
            throw usage_error("a container in the network " + each.network +
                              " has no link of its own: --mac-address does not go with it");
        if (alone && all.size() > 1)
            throw usage_error("a container in the network " + each.network + " is in no other one");
        if (!engine::is_predefined_network(each.network) && !joins) continue;
        if (!each.aliases.empty())
            throw usage_error(
                "only in a network that was made a container has more names: --network-alias does not go with --network " +
                each.network);
        if (!each.ip.empty())
            throw usage_error(
                "only in a network that was made a container has an address that is named: --ip does not go with --network " +
                each.network);
    }
    to.host_network = first.network == "host";
    to.no_network = first.network == "none";
    if (!engine::is_predefined_network(first.network) && !joins) to.network = first.network;
    to.network_aliases = std::move(first.aliases);
    to.ip = std::move(first.ip);
    to.hardware_address = std::move(first.hardware_address);
    to.more_networks.assign(all.begin() + 1, all.end());
}

/// Where `--cidfile` says so. Throws `status_error`.
inline void note_id(const arguments& given, const std::string& id) {
    if (!given.has("cidfile")) return;
    const core::owned_fd file =
        core::open_or_throw(given.value("cidfile"), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (::write(file.get(), id.data(), id.size()) != static_cast<ssize_t>(id.size()))
        core::fail_with_errno("cannot write " + given.value("cidfile"));
}
/// Before anything is made. Throws `usage_error`.
inline void check_id_file(const arguments& given) {
    std::error_code error;
    if (given.has("cidfile") && std::filesystem::exists(given.value("cidfile"), error))
        throw usage_error("there is a file '" + given.value("cidfile") +
                          "' already: it may be another container's id");
}

/// Places in memory that programs write to, where nothing else is asked for.
inline void add_writable_places(engine::container_options& to) {
    if (!to.read_only)
        throw usage_error(
            "--read-only-tmpfs goes with --read-only: without that, the container can write anywhere");
    for (const char* place : {"/run", "/tmp", "/var/tmp"}) {
        const auto there = [&](const auto& one) {
            return std::filesystem::path(one.target).lexically_normal() == place;
        };
        if (std::none_of(to.volumes.begin(), to.volumes.end(), there) &&
            std::none_of(to.tmpfs.begin(), to.tmpfs.end(), there))
            to.tmpfs.push_back({.target = place, .exec = true});
    }
}
/// Removes the one that has the name, where `--replace` says so; to be called when the image is
/// there.
inline void make_room(engine::containers& all, const arguments& given) {
    if (!given.has("replace")) return;
    if (const auto known = all.find(given.value("name"));
        known && known->name == given.value("name"))
        all.remove(*known, true);
}

/// What the command line asks for; the first operand is the image. Throws `usage_error`.
inline engine::container_options wanted(const arguments& given) {
    check_id_file(given);
    engine::container_options made;
    made.name = given.value("name");
    made.command.assign(given.operands().begin() + 1, given.operands().end());
    if (given.has("entrypoint"))
        made.entrypoint = given.value("entrypoint").empty()
                              ? std::vector<std::string>{}
                              : std::vector{given.value("entrypoint")};
    made.env = variables_in(given);
    made.unset_env = given.values("unsetenv");
    made.unset_all_env = given.has("unsetenv-all");
    made.working_dir = given.value("workdir");
    made.user = given.value("user");
    made.hostname = given.value("hostname");
    add_name_resolution(made, given);
    add_surroundings(made, given);
    add_others(made, given);
    for (const std::string& one : given.values("volume")) made.volumes.push_back(volume_in(one));
    for (const std::string& one : given.values("mount")) add_mount(made, one);
    for (const std::string& one : given.values("publish")) made.ports.push_back(published(one));
    made.publish_exposed = given.has("publish-all");
    for (const std::string& one : given.values("expose")) {
        const auto port = runtime::port_named(one);
        if (!port) throw usage_error("'" + one + "' is no port, such as 80 or 53/udp");
        if (made.publish_exposed) made.ports.push_back(*port);
    }
    made.limits = limits_in(given);
    made.add_capabilities = given.values("cap-add");
    made.drop_capabilities = given.values("cap-drop");
    made.labels = labels_in(given);
    made.read_only = given.has("read-only");
    if (given.has("read-only-tmpfs")) add_writable_places(made);
    if (given.has("replace") && made.name.empty())
        throw usage_error("--replace removes the container that has its name: it goes with --name");
    made.init = given.has("init");
    made.privileged = given.has("privileged");
    for (const std::string& one : given.values("security-opt"))
        in_words_of_the_line([&] { return engine::add_security_option(made, one), true; });
    made.input = given.has("interactive");
    made.terminal = given.has("tty");
    made.remove_when_ended = given.has("rm");
    add_networks(made, given);
    if (made.no_network && !made.ports.empty())
        throw usage_error(
            "a container without a network has no ports to publish: --publish does not go with --network none");
    if (made.host_network && !made.ports.empty())
        throw usage_error(
            "a container in this machine's network has its ports already: --publish does not go with --network host");
    if (made.network_of.whose != runtime::namespace_choice::own && !made.ports.empty())
        throw usage_error(
            "a container in the network of another one has that one's ports: --publish does not go with --network " +
            given.value("network"));
    if (given.has("stop-signal")) made.stop_signal = signal_in(given.value("stop-signal"));
    if (given.has("stop-timeout")) made.stop_grace = seconds_in(given.value("stop-timeout"));
    made.upkeep = upkeep_in(given);
    if (given.has("timeout")) {
        const auto seconds = number_in<std::uint32_t>(given.value("timeout"));
        if (!seconds) throw usage_error("'" + given.value("timeout") + "' is no number of seconds");
        made.upkeep.run_time = std::chrono::seconds(*seconds);
    }
    return made;
}

}  // namespace slipway::cli::command::detail
