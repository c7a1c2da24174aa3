// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include <sys/ioctl.h>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/raw_stream.hpp>

namespace slipway::docker_api::detail {

/// Asks for a stop when the client is gone.
inline std::stop_source gone_with(const net::body_stream& client) {
    std::stop_source made;
    client.on_closed([made]() mutable { made.request_stop(); });
    return made;
}

/// POST /containers/{id}/attach. One that has not been started yet is waited for.
inline void attach_to_container(call& c) {
    const engine::container which = c.container();
    if (which.phase == engine::container_phase::exited) throw status_error(core::reason::conflict, "container " + which.name + " has ended: start it first");
    if (which.phase == engine::container_phase::restarting)
        throw status_error(core::reason::conflict, "container " + which.name + " is about to be started again: attach to it then");
    const bool terminal = which.spec.terminal, reads = c.flag("stdin") && (terminal || which.spec.has_input), lives = c.flag("stream");
    core::pipe_ends out, err;
    runtime::socket_ends input;
    attachment_ends far;
    if (lives && c.flag("stdout")) {
        out = core::make_pipe();
        far.out = std::move(out.write);
    }
    if (lives && c.flag("stderr")) {
        err = core::make_pipe();
        far.err = std::move(err.write);
    }
    if (lives && reads) {
        input = runtime::make_socket_pair();
        far.input = std::move(input.other);
    }
    // Before the answer: who has that may start the container.
    if (which.phase == engine::container_phase::running) {
        c.at.containers.runtime().attach(which.id, far.names());
        far = {};
    } else {
        c.at.attachments.add(which.id, std::move(far));
    }
    raw_stream pump(c.hijack(!terminal), !terminal);
    if (out.read) pump.out(std::move(out.read));
    if (err.read) pump.err(std::move(err.read));
    if (input.one) pump.input_comes(std::move(input.one), terminal);
    else pump.no_input();
    pump.run();
    pump.finish();
}

/// Waits for the next end of a container, also of one that is started later. Nothing where the client has gone.
inline std::optional<int> next_exit(backend& at, const engine::container& which, std::uint64_t from, bool until_removed, const std::stop_token& stop) {
    const std::string& id = which.id;
    std::optional<int> code;
    bool ran = engine::is_up(which);
    while (!stop.stop_requested()) {
        const auto e = at.events.next(from, stop, std::chrono::seconds(1));
        if (e && e->which.id != id) continue;
        if (e && e->action == engine::container_action::die) code = e->exit_code;
        if (e && e->action == engine::container_action::destroy) return code.value_or(0);
        if (code && !until_removed) return code;
        if (e) continue;
        // Events of a pod end with its shim: one that runs no more has ended.
        const auto now = at.containers.find(id);
        if (!now) return code.value_or(0);
        if (ran && now->phase == engine::container_phase::exited && !until_removed) return now->status.exit_code;
        ran = ran || engine::is_up(*now);
    }
    return std::nullopt;
}

/// POST /containers/{id}/wait. The head of the answer comes at once: who has it may start the container.
inline void wait_for_container(call& c) {
    const std::string condition = c.parameter("condition", "not-running");
    if (condition != "not-running" && condition != "next-exit" && condition != "removed" && !condition.empty())
        throw bad_parameter("'" + condition + "' is no condition to wait for; not-running, next-exit and removed are");
    const std::uint64_t from = c.at.events.now();
    const engine::container which = c.container();
    const net::body_stream answer = c.stream();
    const std::stop_source gone = gone_with(answer);
    std::optional<int> code;
    if (condition != "next-exit" && condition != "removed" && !engine::is_up(which)) code = which.status.exit_code;
    else code = next_exit(c.at, which, from, condition == "removed", gone.get_token());
    if (code) answer.write(json::write({{"StatusCode", *code}}) + "\n");
    answer.finish();
}

inline void fit_terminal(int terminal, runtime::window_size size) {
    const winsize wanted{size.rows, size.columns, 0, 0};
    ::ioctl(terminal, TIOCSWINSZ, &wanted);
}
inline runtime::window_size size_in(const call& c) {
    const auto rows = c.number("h"), columns = c.number("w");
    if (!rows || !columns || *rows < 0 || *columns < 0 || *rows > 65535 || *columns > 65535) throw bad_parameter("h and w must be the height and the width of a terminal");
    return {static_cast<std::uint16_t>(*rows), static_cast<std::uint16_t>(*columns)};
}
/// POST /containers/{id}/resize
inline void resize_container(call& c) {
    const runtime::window_size size = size_in(c);
    const engine::container which = c.container();
    if (which.phase != engine::container_phase::running) throw status_error(core::reason::conflict, "container " + which.name + " is not running");
    if (which.spec.terminal) {
        runtime::socket_ends way = runtime::make_socket_pair();
        c.at.containers.runtime().attach(which.id, {-1, -1, way.other.get()});
        way.other.reset();
        if (const core::owned_fd terminal = runtime::receive_descriptor(way.one.get())) fit_terminal(terminal.get(), size);
    }
    c.done(200);
}

}  // namespace slipway::docker_api::detail
