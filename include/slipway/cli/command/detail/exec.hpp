// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>
#include <thread>

#include <sys/eventfd.h>

#include <slipway/cli/command/detail/attached.hpp>
#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/detail/variable_options.hpp>
#include <slipway/cli/command/exec.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

/// A command beside a container's own, with this program's streams.
class beside {
public:
    beside(session& s, std::string id, runtime::exec_spec spec, bool reads, detach_keys leave)
        : all_(s.containers()),
          id_(std::move(id)),
          spec_(std::move(spec)),
          reads_(reads),
          leave_(std::move(leave)),
          over_(::eventfd(0, EFD_CLOEXEC)) {
        if (!over_) core::fail_with_errno("cannot make an eventfd");
    }

    int run() {
        core::pipe_ends in = core::make_pipe(), out, err;
        runtime::socket_ends console;
        if (spec_.terminal) console = runtime::make_socket_pair();
        else out = core::make_pipe(), err = core::make_pipe();
        const runtime::standard_streams its{in.read.get(), out.write.get(), err.write.get(),
                                            console.other.get()};
        std::thread running([&] { do_it(its); });
        stream_pump pump;
        raw_terminal raw;
        if (spec_.terminal) {
            core::owned_fd to = first_of(console.one);
            window_ = copy(to);
            if (window_) fit_window(window_.get());
            pump.from(copy(to), {});
            if (reads_ && to) raw.begin(), pump.to(std::move(to), true), pump.may_detach(leave_);
        } else {
            pump.from(std::move(out.read), std::move(err.read));
            if (reads_) pump.to(std::move(in.write), false);
            else in.write.reset();
        }
        const auto ending = pump.run(over_.get(), &signals_, [&](int number) {
            if (number == SIGWINCH && window_) fit_window(window_.get());
            else if (number != SIGWINCH) stop_.request_stop();
            return true;
        });
        if (ending == stream_pump::ending::detached) left_.request_stop();
        running.join();
        raw.end();
        if (failed_) std::rethrow_exception(failed_);
        return code_;
    }
    /// Starts it and leaves it alone: nobody hears what it says, or how it ends.
    int start() {
        const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDWR);
        runtime::socket_ends console;
        if (spec_.terminal) console = runtime::make_socket_pair();
        else {
            window_ = copy(nothing);
            left_.request_stop();
        }
        std::thread running(
            [&] { do_it({nothing.get(), nothing.get(), nothing.get(), console.other.get()}); });
        if (spec_.terminal) {
            window_ = first_of(console.one);
            if (window_) left_.request_stop();
        }
        running.join();
        if (failed_) std::rethrow_exception(failed_);
        return 0;
    }

private:
    void do_it(const runtime::standard_streams& its) {
        try {
            const runtime::departure leaves{left_.get_token(), [this] { return window_.get(); }};
            code_ = all_.runtime().exec(id_, spec_, its, stop_.get_token(), leaves).value_or(0);
        } catch (...) {
            failed_ = std::current_exception();
        }
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto told = ::write(over_.get(), &one, sizeof one);
    }
    /// The terminal, or nothing where the command could not be started.
    core::owned_fd first_of(const core::owned_fd& console) const {
        pollfd both[] = {{console.get(), POLLIN, 0}, {over_.get(), POLLIN, 0}};
        while (::poll(both, 2, -1) < 0 && errno == EINTR) {
        }
        return both[0].revents & POLLIN ? runtime::receive_descriptor(console.get())
                                        : core::owned_fd();
    }
    static core::owned_fd copy(const core::owned_fd& of) {
        return core::owned_fd(of ? ::fcntl(of.get(), F_DUPFD_CLOEXEC, 3) : -1);
    }

    caught_signals signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH};
    engine::containers& all_;
    std::string id_;
    runtime::exec_spec spec_;
    bool reads_;
    detach_keys leave_;
    core::owned_fd over_, window_;
    std::stop_source stop_, left_;
    int code_ = 0;
    std::exception_ptr failed_;
};

inline int run_exec(session& s, const arguments& given) {
    runtime::exec_spec spec;
    spec.command.assign(given.operands().begin() + 1, given.operands().end());
    spec.env = variables_in(given);
    spec.working_dir = given.value("workdir");
    spec.user = given.value("user");
    spec.terminal = given.has("tty");
    if (given.has("detach") && given.has("interactive"))
        throw usage_error("nobody speaks to a command of --detach: leave out --interactive");
    if (spec.terminal && given.has("interactive") && !::isatty(STDIN_FILENO))
        throw usage_error(
            "what this program reads is no terminal: leave out --tty, or --interactive");
    if (spec.terminal) spec.env.emplace_back("TERM", "xterm");
    const detach_keys leave = detach_keys_in(given);
    const std::string& name = given.operands()[0];
    const auto id = s.containers().find_id(name);
    if (!id) throw status_error(core::reason::not_found, "there is no container " + name);
    if (given.has("detach") && s.containers().get(name).status.paused)
        throw status_error(core::reason::conflict,
                           "container " + name + " is paused: let it go on first");
    try {
        beside its(s, *id, std::move(spec), given.has("interactive"), leave);
        return given.has("detach") ? its.start() : its.run();
    } catch (const status_error& e) {
        if (e.is(core::reason::not_found) && !engine::is_up(s.containers().get(name)))
            throw status_error(core::reason::conflict, "container " + name + " is not running");
        if (!e.message().starts_with("exec: ")) throw;
        complain(e.message());
        return start_failure(e.message());
    }
}

}  // namespace detail

SLIPWAY_INLINE verb exec() {
    return {.name = "exec",
            .usage = "[OPTION...] CONTAINER COMMAND [ARGUMENT...]",
            .summary = "run a command in a container that runs",
            .options = {{.name = "detach",
                         .letter = 'd',
                         .help = "lets it run, and does not tell what it says or how it ends"},
                        detail::detach_keys_option,
                        detail::env_option,
                        detail::env_file_option,
                        {.name = "interactive", .letter = 'i', .help = "reads from this program"},
                        {.name = "tty", .letter = 't', .help = "has a terminal"},
                        {.name = "user",
                         .letter = 'u',
                         .value = "USER[:GROUP]",
                         .help = "as whom it runs (as the container)"},
                        {.name = "workdir",
                         .letter = 'w',
                         .value = "PATH",
                         .help = "where it starts (as the container)"}},
            .least = 2,
            .rest_is_command = true,
            .run = detail::run_exec,
            .group = "Containers"};
}

}  // namespace slipway::cli::command
