// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_documents.hpp>
#include <slipway/runtime/detail/docker_streams.hpp>
#include <slipway/runtime/detail/docker_terminal.hpp>

namespace slipway::runtime::detail {

/// A command beside a container's own (Engine API, "Exec").
class docker_exec {
public:
    /// `id`: of the container.
    docker_exec(docker_daemon d, std::string id, const exec_spec& spec, bool hears)
        : daemon_(std::move(d)), container_(std::move(id)), terminal_(spec.terminal) {
        json::value asked{{"AttachStdin", hears},       {"AttachStdout", true},
                          {"AttachStderr", !terminal_}, {"Tty", terminal_},
                          {"Cmd", spec.command},        {"Env", assignments_of(spec.env)}};
        if (!spec.working_dir.empty()) asked["WorkingDir"] = spec.working_dir;
        if (!spec.user.empty()) asked["User"] = spec.user;
        id_ = text_at(daemon_.post("/containers/" + container_ + "/exec", asked), "Id");
    }

    exec_result run(std::chrono::milliseconds limit) {
        const auto deadline = std::chrono::steady_clock::now() + limit;
        exec_result made;
        const auto keep = [&](output stream, std::string_view bytes, bool) {
            constexpr std::size_t most = 1 << 20;
            std::string& to = stream == output::out ? made.out : made.err;
            to.append(bytes.substr(0, most - std::min(most, to.size())));
        };
        docker_relay relay(start(), terminal_,
                           [&](output stream, std::string_view bytes, bool begins) {
                               keep(stream, bytes, begins);
                               heard(bytes);
                           });
        made.timed_out = !relay.run(deadline);
        if (made.timed_out) kill(relay);
        made.exit_code = made.timed_out ? 128 + SIGKILL : exit_code();
        return made;
    }

    int run(const standard_streams& streams, const std::stop_token& stop) {
        std::optional<local_terminal> local;
        if (terminal_) local.emplace();
        const core::pipe_ends over = core::make_pipe();
        docker_relay relay(start(), terminal_, [&](output stream, std::string_view bytes, bool) {
            heard(bytes);
            const int to = local                   ? local->ours.get()
                           : stream == output::out ? streams.out
                                                   : streams.err;
            if (to >= 0) write_all(to, bytes, over.read.get());
        });
        if (local) {
            send_descriptor(streams.console, local->theirs.get());
            local->theirs.reset();
            relay.input(local->ours.get());
            relay.resizing(local->ours.get(),
                           [this](winsize to) { return resize(daemon_, "/exec/" + id_, to); });
        } else {
            relay.input(streams.in);
        }
        relay.until(over.read.get());
        const std::stop_callback on_stop(
            stop, [&] { [[maybe_unused]] const auto told = ::write(over.write.get(), "", 1); });
        if (relay.run()) return exit_code();
        relay.until(-1);
        kill(relay);
        return 128 + SIGKILL;
    }

private:
    net::upgraded_connection start() {
        return daemon_.upgrade("/exec/" + id_ + "/start", {{"Detach", false}, {"Tty", terminal_}});
    }
    /// The beginning of what came: where the command could not be run, a daemon says that here.
    void heard(std::string_view bytes) {
        said_.append(bytes.substr(0, 4096 - std::min<std::size_t>(4096, said_.size())));
    }
    /// Throws `status_error` (invalid) where it could not be run.
    int exit_code() const {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        json::value d;
        // Its streams end a little before it.
        while (d = daemon_.get("/exec/" + id_ + "/json"),
               flag_at(d, "Running") && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        const int code = static_cast<int>(number_at(d, "ExitCode"));
        const auto says = [&](const char* what) { return said_.find(what) != said_.npos; };
        const bool refused = (code == 126 || code == 127) &&
                             (says("unable to start container process") || says("executable file"));
        if (const std::string why = refused ? cannot_run(said_) : std::string(); !why.empty())
            throw status_error(core::reason::invalid, why);
        return code;
    }
    /// The API has no way to do that: a process of this machine is killed that is in the
    /// container's cgroup, if that is what the daemon's number means here.
    void kill(docker_relay& relay) const {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        json::value d;
        // Docker's daemon answers before it has started it: then it has neither a number nor an
        // end.
        const auto begins = [&] {
            return number_at(d, "Pid") <= 1 &&
                   (flag_at(d, "Running") || member_at(d, "ExitCode").is_null());
        };
        while (d = daemon_.get("/exec/" + id_ + "/json"),
               begins() && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        const auto pid = number_at(d, "Pid");
        if (pid <= 1) return;
        const core::owned_fd process(
            static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0U)));
        bool ours = false;
        std::ifstream in("/proc/" + std::to_string(pid) + "/cgroup");
        for (std::string line; std::getline(in, line);)
            ours = ours || line.find(container_) != line.npos;
        if (!process || !ours ||
            ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0U) != 0)
            return;
        relay.run(std::chrono::steady_clock::now() + std::chrono::seconds(5));
    }

    docker_daemon daemon_;
    std::string container_, id_;
    bool terminal_;
    std::string said_;
};

}  // namespace slipway::runtime::detail
