// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include <poll.h>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_request.hpp>
#include <slipway/docker_api/detail/container_streams.hpp>
#include <slipway/docker_api/detail/raw_stream.hpp>

namespace slipway::docker_api::detail {

/// POST /containers/{id}/exec
inline void create_exec(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    const engine::container which = c.container();
    if (which.phase != engine::container_phase::running)
        throw status_error(core::reason::conflict, "container " + which.id + " is not running");
    refuse(wanted, {{"Privileged"}});
    runtime::exec_spec spec;
    spec.command = wanted.texts("Cmd");
    if (spec.command.empty()) throw bad_parameter("no exec command specified");
    spec.env = variables_of(wanted.texts("Env"));
    spec.working_dir = wanted.text("WorkingDir");
    spec.user = wanted.text("User");
    spec.terminal = wanted.flag("Tty");
    if (spec.terminal) spec.env.emplace_back("TERM", "xterm");
    engine::detach_keys keys = keys_named(wanted.text("DetachKeys"));
    const auto made = c.at.execs.add(which.id, std::move(spec));
    made->keys = std::move(keys);
    made->keys_in_words = wanted.text("DetachKeys");
    made->input = wanted.flag("AttachStdin");
    made->out = wanted.flag("AttachStdout");
    made->err = wanted.flag("AttachStderr");
    c.give({{"Id", made->id}}, 201);
}

/// The exit code for a command that could not be started, as Docker's: 127 where there is none, 126
/// where it cannot be run.
inline int exec_failure(const std::string& message) {
    return message.find("executable file not found") != message.npos ||
                   message.find("No such file") != message.npos
               ? 127
               : 126;
}

/// One command on its way, in a thread of its own.
class exec_run {
public:
    exec_run(backend& at, std::shared_ptr<exec_record> which) : at_(at), which_(std::move(which)) {}
    ~exec_run() {
        if (thread_.joinable()) thread_.join();
    }
    void start(const runtime::standard_streams& its, std::stop_token stop) {
        {
            std::lock_guard lock(which_->mutex);
            which_->running = true;
        }
        thread_ = std::thread([this, its, stop = std::move(stop)] { work(its, stop); });
    }
    const bell& over() const { return over_; }
    /// Why it could not be started; to be called when it is over.
    std::string failure() {
        if (thread_.joinable()) thread_.join();
        return failure_;
    }

private:
    void work(const runtime::standard_streams& its, const std::stop_token& stop) {
        int code = 126;
        try {
            code = at_.containers.runtime().exec(which_->container, which_->spec, its, stop);
        } catch (const std::exception& e) {
            failure_ = e.what();
            code = exec_failure(failure_);
        }
        {
            std::lock_guard lock(which_->mutex);
            which_->running = false;
            which_->exit_code = code;
            which_->terminal.reset();
        }
        over_.ring();
    }

    backend& at_;
    std::shared_ptr<exec_record> which_;
    bell over_;
    std::string failure_;
    std::thread thread_;
};

/// The terminal of a command, or nothing where it could not be started.
inline core::owned_fd first_terminal(const core::owned_fd& console, const bell& over) {
    pollfd both[] = {{console.get(), POLLIN, 0}, {over.fd(), POLLIN, 0}};
    while (::poll(both, 2, -1) < 0 && errno == EINTR) {
    }
    return both[0].revents & POLLIN ? runtime::receive_descriptor(console.get()) : core::owned_fd();
}
inline core::owned_fd copy_of(const core::owned_fd& of) {
    return core::owned_fd(of ? ::fcntl(of.get(), F_DUPFD_CLOEXEC, 3) : -1);
}

inline void run_with_terminal(backend& at, const std::shared_ptr<exec_record>& e, raw_stream& pump,
                              std::stop_source& stop) {
    runtime::socket_ends console = runtime::make_socket_pair();
    exec_run run(at, e);
    run.start({-1, -1, -1, console.other.get()}, stop.get_token());
    if (core::owned_fd terminal = first_terminal(console.one, run.over())) {
        {
            std::lock_guard lock(e->mutex);
            if (e->wanted.rows) fit_terminal(terminal.get(), e->wanted);
            if (e->running) e->terminal = copy_of(terminal);
        }
        pump.out(copy_of(terminal));
        if (e->input) pump.input(std::move(terminal), true), pump.leaves_by(e->keys);
        else pump.no_input();
        pump.until(run.over().fd());
        pump.run();
    }
    if (pump.client_has_left()) return pump.go_on_alone();
    if (pump.client_is_gone()) stop.request_stop();
    if (const std::string why = run.failure(); !why.empty())
        pump.say(runtime::output::out, why + "\r\n"), pump.run();
}
inline void run_with_pipes(backend& at, const std::shared_ptr<exec_record>& e, raw_stream& pump,
                           std::stop_source& stop) {
    core::pipe_ends in = core::make_pipe(), out = core::make_pipe(), err = core::make_pipe();
    exec_run run(at, e);
    run.start({in.read.get(), out.write.get(), err.write.get()}, stop.get_token());
    if (e->input) pump.input(std::move(in.write), false);
    else pump.no_input(), in.write.reset();
    pump.out(std::move(out.read));
    pump.err(std::move(err.read));
    pump.until(run.over().fd());
    pump.run();
    if (pump.client_is_gone()) stop.request_stop();
    if (const std::string why = run.failure(); !why.empty())
        pump.say(runtime::output::err, why + "\n"), pump.run();
}
/// Nobody hears it, and it goes on when its client is gone.
inline void run_detached(backend& at, const std::shared_ptr<exec_record>& e) {
    const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDWR);
    const runtime::socket_ends console = runtime::make_socket_pair();
    exec_run run(at, e);
    run.start(
        {nothing.get(), nothing.get(), nothing.get(), e->spec.terminal ? console.other.get() : -1},
        {});
    run.failure();
}

/// POST /exec/{id}/start
inline void start_exec(call& c) {
    const json::value request = c.document();
    const fields wanted(request);
    const auto e = c.at.execs.get(c.operand());
    {
        std::lock_guard lock(e->mutex);
        if (std::exchange(e->started, true))
            throw status_error(core::reason::conflict,
                               "exec " + e->id + " has been started already");
    }
    if (wanted.flag("Detach")) {
        c.done(200);
        return run_detached(c.at, e);
    }
    net::upgraded_connection client = c.hijack(!e->spec.terminal);
    std::stop_source stop;
    const std::stop_callback on_end(client.stop, [&] { stop.request_stop(); });
    raw_stream pump(std::move(client), !e->spec.terminal);
    if (e->spec.terminal) run_with_terminal(c.at, e, pump, stop);
    else run_with_pipes(c.at, e, pump, stop);
    pump.finish();
}
/// GET /exec/{id}/json
inline void inspect_exec(call& c) {
    const auto e = c.at.execs.get(c.operand());
    std::vector<std::string> arguments(e->spec.command.begin() + 1, e->spec.command.end());
    std::lock_guard lock(e->mutex);
    c.give({{"ID", e->id},
            {"ContainerID", e->container},
            {"Running", e->running},
            {"ExitCode", e->exit_code ? json::value(*e->exit_code) : json::value()},
            {"Pid", 0},
            {"OpenStdin", e->input},
            {"OpenStdout", e->out},
            {"OpenStderr", e->err},
            {"CanRemove", false},
            {"DetachKeys", e->keys_in_words},
            {"ProcessConfig",
             {{"tty", e->spec.terminal},
              {"entrypoint", e->spec.command.front()},
              {"arguments", std::move(arguments)},
              {"user", e->spec.user},
              {"privileged", false}}}});
}
/// POST /exec/{id}/resize. Before its start, it is noted.
inline void resize_exec(call& c) {
    const runtime::window_size size = size_in(c);
    const auto e = c.at.execs.get(c.operand());
    std::lock_guard lock(e->mutex);
    e->wanted = size;
    if (e->terminal) fit_terminal(e->terminal.get(), size);
    c.done(200);
}

}  // namespace slipway::docker_api::detail
