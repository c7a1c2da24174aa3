// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/compiled.hpp>
#include <slipway/core/touch_file.hpp>
#include <slipway/runtime/detail/image_files.hpp>
#include <slipway/runtime/detail/namespaces_for_shim.hpp>
#include <slipway/runtime/detail/rootless_host.hpp>
#include <slipway/runtime/detail/rootless_machine.hpp>
#include <slipway/runtime/detail/shim_directory.hpp>
#include <slipway/runtime/detail/shim_server.hpp>
#include <slipway/runtime/linux.hpp>
#include <slipway/runtime/oci.hpp>
#include <slipway/runtime/process.hpp>
#include <slipway/runtime/shim.hpp>

namespace slipway::runtime {

namespace detail {

/// The connection to who has started this, until it has been answered.
using report_channel = std::optional<message_channel>;

/// True where the pod was over, and not removed by somebody.
template <interactive_runtime R>
bool serve_pod(R& runtime, const std::filesystem::path& directory, const std::string& key,
               const json::value& asked, report_channel& report) {
    const json::value status =
        document(runtime.run_sandbox(key, read<sandbox_spec>(asked.at("sandbox"))));
    shim_server<R> server(runtime, key, listen_in(directory), directory);
    core::touch_file(directory.parent_path().parent_path() /
                     "changes/last");  // those that watch for pods look again
    if (!report->send({{"result", status}}))
        return false;  // the program has gone: nobody knows of the pod
    report.reset();
    return server.run();
}

/// Keeps what stands in for this machine, until nobody needs it.
inline bool keep_machine(const std::filesystem::path& place, bool with_others,
                         report_channel& report) {
    ::prctl(PR_SET_NAME, "slipway-machine", 0, 0, 0);
    rootless_host host(place, with_others);
    if (!report->send({{"result", true}})) return false;
    report.reset();
    host.serve();
    return false;
}

/// What stands in for this machine where this program, which has one thread, is not root of it; it
/// is root there then, with mounts of its own.
inline std::optional<rootless_machine> surrounding_machine(const std::filesystem::path& root) {
    const auto place = rootless_machine::place_in(root);
    auto made = ::geteuid() == 0
                    ? rootless_machine::around(place)
                    : rootless_machine::have(place, rootless_machine::users::root_only);
    if (!made) return std::nullopt;
    made->enter();
    if (::unshare(CLONE_NEWNS) != 0) fail_with_errno("cannot make a mount namespace");
    return made;
}

/// The same.
inline bool run_pod(const std::filesystem::path& directory, std::string_view kind,
                    const std::string& key, report_channel& report) {
    if (kind == rootless_machine::kind)
        return keep_machine(directory, key == rootless_machine::all_users, report);
    const auto asked = report->receive();
    if (!asked) return false;  // the program has gone
    const auto root = directory.parent_path().parent_path();
    if (works_without_root(kind)) {
        const auto machine = surrounding_machine(root);
        const auto around = machine ? std::optional(machine->surroundings()) : std::nullopt;
        if (kind == "linux") {
            const auto namespaces = [&report] { return namespaces_from(report->socket()); };
            linux_ runtime(directory, {.shared_network = root / "network",
                                       .tried_before = !machine,
                                       .rootless = around,
                                       .namespaces = namespaces});
            return serve_pod(runtime, directory, key, asked->document, report);
        }
        oci_ runtime(directory, {.program = std::string(kind),
                                 .shared_network = root / "network",
                                 .tried_before = !machine,
                                 .rootless = around});
        return serve_pod(runtime, directory, key, asked->document, report);
    } else if (kind == "process") {
        process runtime(directory, {.shared_network = root / "network"});
        return serve_pod(runtime, directory, key, asked->document, report);
    } else {
        throw status_error(core::reason::invalid,
                           "there is no runtime \"" + std::string(kind) +
                               "\" that keeps pods; there are linux, runc, crun and process");
    }
}

}  // namespace detail

SLIPWAY_INLINE std::optional<int> run_shim(
    int argc, char** argv,
    const std::function<void(const std::filesystem::path& root, const std::string& pod)>&
        afterwards) {
    if (argc != 4 || argv[0] != std::string_view(detail::shim_name)) return std::nullopt;
    ::setsid();
    ::prctl(PR_SET_NAME, detail::shim_name, 0, 0, 0);
    for (const int ignored : {SIGHUP, SIGINT, SIGPIPE}) ::signal(ignored, SIG_IGN);
    ::umask(0077);
    ::fcntl(detail::shim_report, F_SETFD, FD_CLOEXEC);
    detail::report_channel report{detail::message_channel(detail::owned_fd(detail::shim_report))};
    try {
        if (!detail::run_pod(argv[1], argv[2], argv[3], report)) return 0;
        const auto root = std::filesystem::path(argv[1]).parent_path().parent_path();
        detail::shim_directory(root).remove_abandoned(argv[3]);
        if (afterwards) afterwards(root, argv[3]);
        return 0;
    } catch (const status_error& e) {
        if (report) report->send(detail::failure_document(e));
        return 1;
    }
}

}  // namespace slipway::runtime
