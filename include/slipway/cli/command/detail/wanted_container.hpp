// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/cli/command/detail/label_options.hpp>
#include <slipway/cli/command/detail/limit_options.hpp>
#include <slipway/cli/command/detail/network_options.hpp>
#include <slipway/cli/command/detail/published_ports.hpp>
#include <slipway/cli/command/detail/stop_options.hpp>
#include <slipway/cli/command/detail/surrounding_options.hpp>
#include <slipway/cli/command/detail/upkeep_options.hpp>
#include <slipway/cli/command/detail/variable_options.hpp>
#include <slipway/cli/command/detail/volume_options.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/security_option.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::cli::command::detail {

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
    for (const std::string& one : given.values("publish"))
        for (const runtime::published_port& port : published_ports(one)) made.ports.push_back(port);
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
    check_ports(made, given);
    if (given.has("stop-signal")) made.stop_signal = signal_in(given.value("stop-signal"));
    if (given.has("stop-timeout")) made.stop_grace = seconds_in(given.value("stop-timeout"));
    made.upkeep = upkeep_in(given);
    if (given.has("timeout")) {
        const auto seconds = core::number_in<std::uint32_t>(given.value("timeout"));
        if (!seconds) throw usage_error("'" + given.value("timeout") + "' is no number of seconds");
        made.upkeep.run_time = std::chrono::seconds(*seconds);
    }
    return made;
}

}  // namespace slipway::cli::command::detail
