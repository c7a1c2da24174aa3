// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>

#include <sys/ioctl.h>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/frame.hpp>
#include <slipway/docker_api/detail/raw_stream.hpp>
#include <slipway/engine/detach_keys.hpp>

namespace slipway::docker_api::detail {

/// Asks for a stop when the client is gone.
inline std::stop_source gone_with(const net::body_stream& client) {
    std::stop_source made;
    client.on_closed([made]() mutable { made.request_stop(); });
    return made;
}

/// What a container has written so far, as a client is told it: `logs=1` of an attachment.
class written_so_far {
public:
    /// Up to the place `end` of its log.
    written_so_far(backend& at, engine::container which, bool out, bool err,
                   std::uint64_t end = std::numeric_limits<std::uint64_t>::max())
        : all_(at.containers), which_(std::move(which)), out_(out), err_(err), end_(end) {}

    /// The next piece; empty at the end.
    std::string operator()() {
        std::string made;
        while (made.empty() && next_ < end_) {
            const runtime::log_page page = all_.read_log(which_, next_, at_most_);
            if (page.next > end_ && at_most_ > 1) {  // what is behind the end comes another way
                at_most_ /= 2;
                continue;
            }
            if (page.next > end_ || page.entries.empty()) break;
            next_ = page.next;
            for (const runtime::log_entry& e : page.entries) {
                if (!(e.stream == runtime::output::err ? err_ : out_)) continue;
                const std::string text = e.partial ? e.text : e.text + '\n';
                made += which_.spec.terminal ? text : framed(e.stream, text);
            }
        }
        return made;
    }

private:
    engine::containers& all_;
    engine::container which_;
    bool out_, err_;
    std::uint64_t end_, next_ = 0;
    std::size_t at_most_ = 1000;
};

/// The two sides of an attachment that a client asks for.
struct attached_ends {
    core::pipe_ends out{}, err{};
    runtime::socket_ends input{};
    attachment_ends far{};
};
inline attached_ends ends_for(const call& c, bool reads) {
    attached_ends made;
    if (c.flag("stdout")) {
        made.out = core::make_pipe();
        made.far.out = std::move(made.out.write);
    }
    if (c.flag("stderr")) {
        made.err = core::make_pipe();
        made.far.err = std::move(made.err.write);
    }
    if (reads) {
        made.input = runtime::make_socket_pair();
        made.far.input = std::move(made.input.other);
    }
    return made;
}

/// What is written so far, alone.
inline void send_written(call& c, const engine::container& which) {
    raw_stream pump(c.hijack(!which.spec.terminal), !which.spec.terminal);
    pump.first(written_so_far(c.at, which, c.flag("stdout"), c.flag("stderr")));
    pump.no_input();
    pump.run();
    pump.finish();
}

/// The keys that a client of a terminal leaves by; the usual ones where it names none. Throws
/// `status_error` (bad_request).
inline engine::detach_keys keys_named(const std::string& text) {
    return text.empty() ? engine::detach_keys()
                        : in_words_of_a_client([&] { return engine::detach_keys::parse(text); });
}

/// POST /containers/{id}/attach. One that does not run is waited for, as `docker start -a` does it.
/// With `logs`, what it has written before comes first, and what follows joins that without a gap.
inline void attach_to_container(call& c) {
    const engine::container which = c.container();
    const bool terminal = which.spec.terminal, past = c.flag("logs"),
               ended = which.phase == engine::container_phase::exited;
    if (past && (ended || !c.flag("stream"))) return send_written(c, which);
    if (which.phase == engine::container_phase::restarting)
        throw status_error(
            core::reason::conflict,
            "container " + which.name + " is about to be started again: attach to it then");
    engine::detach_keys keys = keys_named(c.parameter("detachKeys"));
    attached_ends ends;
    if (c.flag("stream")) ends = ends_for(c, c.flag("stdin") && (terminal || which.spec.has_input));
    std::function<std::string()> first;
    // Before the answer: who has that may start the container.
    if (which.phase != engine::container_phase::running) {
        c.at.attachments.add(which.id, std::move(ends.far));
    } else if (!past) {
        c.at.containers.runtime().attach(which.id, ends.far.names());
    } else {
        try {
            first = written_so_far(
                c.at, which, c.flag("stdout"), c.flag("stderr"),
                c.at.containers.runtime().attach_behind_log(which.id, ends.far.names()));
        } catch (const status_error&) {  // it may have ended meanwhile
            if (const auto now = c.at.containers.find(which.id);
                now && now->phase == engine::container_phase::exited)
                return send_written(c, *now);
            throw;
        }
    }
    ends.far = {};
    raw_stream pump(c.hijack(!terminal), !terminal);
    if (first) pump.first(std::move(first));
    if (ends.out.read) pump.out(std::move(ends.out.read));
    if (ends.err.read) pump.err(std::move(ends.err.read));
    if (ends.input.one) pump.input_comes(std::move(ends.input.one), terminal);
    else pump.no_input();
    if (terminal) pump.leaves_by(std::move(keys));
    pump.run();
    pump.finish();
}

/// Waits for the next end of a container, also of one that is started later. Nothing where the
/// client has gone.
inline std::optional<int> next_exit(backend& at, const engine::container& which, std::uint64_t from,
                                    bool until_removed, const std::stop_token& stop) {
    const std::string& id = which.id;
    std::optional<int> code;
    bool ran = engine::is_up(which);
    while (!stop.stop_requested()) {
        const auto next = at.events.next(from, stop, std::chrono::seconds(1));
        const auto* const e = next ? std::get_if<engine::container_event>(&*next) : nullptr;
        if (next && (!e || e->which.id != id)) continue;
        if (e && e->action == engine::container_action::die) code = e->exit_code;
        if (e && e->action == engine::container_action::destroy) return code.value_or(0);
        if (code && !until_removed) return code;
        if (e) continue;
        // Events of a pod end with its shim: one that runs no more has ended.
        const auto now = at.containers.find(id);
        if (!now) return code.value_or(0);
        if (ran && now->phase == engine::container_phase::exited && !until_removed)
            return now->status.exit_code;
        ran = ran || engine::is_up(*now);
    }
    return std::nullopt;
}

/// POST /containers/{id}/wait. The head of the answer comes at once: who has it may start the
/// container.
inline void wait_for_container(call& c) {
    const std::string condition = c.parameter("condition", "not-running");
    if (condition != "not-running" && condition != "next-exit" && condition != "removed" &&
        !condition.empty())
        throw bad_parameter(
            "'" + condition +
            "' is no condition to wait for; not-running, next-exit and removed are");
    const std::uint64_t from = c.at.events.now();
    const engine::container which = c.container();
    const net::body_stream answer = c.stream();
    const std::stop_source gone = gone_with(answer);
    std::optional<int> code;
    if (condition != "next-exit" && condition != "removed" && !engine::is_up(which))
        code = which.status.exit_code;
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
    if (!rows || !columns || *rows < 0 || *columns < 0 || *rows > 65535 || *columns > 65535)
        throw bad_parameter("h and w must be the height and the width of a terminal");
    return {static_cast<std::uint16_t>(*rows), static_cast<std::uint16_t>(*columns)};
}
/// POST /containers/{id}/resize
inline void resize_container(call& c) {
    const runtime::window_size size = size_in(c);
    const engine::container which = c.container();
    if (which.phase != engine::container_phase::running)
        throw status_error(core::reason::conflict, "container " + which.name + " is not running");
    if (which.spec.terminal) {
        runtime::socket_ends way = runtime::make_socket_pair();
        c.at.containers.runtime().attach(which.id, {-1, -1, way.other.get()});
        way.other.reset();
        if (const core::owned_fd terminal = runtime::receive_descriptor(way.one.get()))
            fit_terminal(terminal.get(), size);
    }
    c.done(200);
}

}  // namespace slipway::docker_api::detail
