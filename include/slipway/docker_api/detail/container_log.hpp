// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_streams.hpp>
#include <slipway/docker_api/detail/frame.hpp>
#include <slipway/docker_api/detail/moment.hpp>

namespace slipway::docker_api::detail {

/// Sends the log of a container to a client.
class log_stream {
public:
    explicit log_stream(call& c)
        : which_(c.container()),
          all_(c.at.containers),
          out_(c.flag("stdout")),
          err_(c.flag("stderr")),
          times_(c.flag("timestamps")),
          since_(moment_in(c.parameter("since"))),
          until_(moment_in(c.parameter("until"))) {
        if (which_.spec.no_log)
            throw not_here("configured logging driver does not support reading");
        if (!out_ && !err_)
            throw bad_parameter("you must choose at least one stream: stdout or stderr");
        if (const std::string tail = c.parameter("tail", "all");
            tail != "all" && !tail.starts_with('-') && !tail.empty()) {
            tail_ = number_in<std::size_t>(tail);
            if (!tail_)
                throw bad_parameter("tail is no number of lines: '" + tail.substr(0, 64) + "'");
        }
    }
    bool terminal() const { return which_.spec.terminal; }

    void send_past(const net::body_stream& to) {
        std::deque<runtime::log_entry> last;
        read(all_.log_end(which_), to, [&](runtime::log_entry&& e) {
            if (!tail_) return put(e, to);
            last.push_back(std::move(e));
            if (last.size() > *tail_) last.pop_front();
            return true;
        });
        for (const runtime::log_entry& e : last) put(e, to);
    }
    /// Until it has ended for good, or the client is gone.
    void follow(const net::body_stream& to) {
        std::mutex mutex;
        std::condition_variable_any changed;
        bool wrote = true, started = which_.phase != engine::container_phase::created;
        const std::stop_source gone = gone_with(to);
        const auto telling = all_.runtime().subscribe([&](const runtime::event& e) {
            if (e.container != which_.id) return;
            std::lock_guard lock(mutex);
            wrote = started = true;
            changed.notify_all();
        });
        const auto was_started = [&] {
            std::lock_guard lock(mutex);
            return started;
        };
        while (!gone.stop_requested()) {
            const bool before = was_started();
            const auto now = all_.runtime().container(which_.id);
            if (!read(std::numeric_limits<std::uint64_t>::max(), to,
                      [&](runtime::log_entry&& e) { return put(e, to); }))
                return;
            if (until_ && core::system_time().wall() >= *until_) return;
            if ((before || now) &&
                (!now || (now->state == runtime::container_state::exited && !now->restarting)))
                return;
            std::unique_lock lock(mutex);
            changed.wait_for(lock, gone.get_token(), std::chrono::seconds(1),
                             [&] { return wrote; });  // in case a pod's events end with its shim
            wrote = false;
        }
    }

private:
    /// Up to the place `end`, or a page beyond it. False once the client is gone.
    template <class F>
    bool read(std::uint64_t end, const net::body_stream& to, F f) {
        while (next_ < end) {
            runtime::log_page page = all_.read_log(which_, next_, 1000);
            next_ = page.next;
            if (page.entries.empty()) break;
            for (runtime::log_entry& e : page.entries)
                if ((!since_ || e.time >= *since_) && (!until_ || e.time < *until_) &&
                    (e.stream == runtime::output::err ? err_ : out_) && !f(std::move(e)))
                    return false;
            if (!to.wait_for_room()) return false;
        }
        return true;
    }
    bool put(const runtime::log_entry& e, const net::body_stream& to) const {
        std::string line = times_ ? core::rfc3339_micro(e.time) + ' ' : std::string();
        line += e.text;
        if (!e.partial) line += '\n';
        return to.write(terminal() ? std::move(line) : framed(e.stream, line));
    }

    engine::container which_;
    engine::containers& all_;
    bool out_, err_, times_;
    std::optional<runtime::wall_time> since_, until_;
    std::optional<std::size_t> tail_;
    std::uint64_t next_ = 0;
};

/// GET /containers/{id}/logs
inline void send_logs(call& c) {
    log_stream log(c);
    const net::body_stream to =
        c.stream(log.terminal() ? "application/vnd.docker.raw-stream"
                                : "application/vnd.docker.multiplexed-stream");
    log.send_past(to);
    if (c.flag("follow")) log.follow(to);
    to.finish();
}

}  // namespace slipway::docker_api::detail
