// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <iterator>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/supervisor.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Whom a process' output is passed on to while it is attached. Nobody is waited for: what a reader
/// does not take yet is kept, and the stream is `full` until he has taken it. All in the
/// supervisor's thread.
class output_sinks : public std::enable_shared_from_this<output_sinks> {
public:
    explicit output_sinks(supervisor& s) : supervisor_(s) {}

    /// `first` comes before all that is written from now on. Who comes when all is over finds the
    /// end behind it.
    void add(output stream, owned_fd to, std::string_view first = {}) {
        ::fcntl(to.get(), F_SETFL, ::fcntl(to.get(), F_GETFL) | O_NONBLOCK);
        sinks_.push_back({stream, std::move(to), {}});
        write(std::prev(sinks_.end()), first);
        if (finished_) finish();
    }
    /// Both join a log where it ends now, which is told; empty ones do not.
    std::uint64_t add_behind(container_log& log, owned_fd out, owned_fd err) {
        const container_log::place end = log.end();
        if (out) add(output::out, std::move(out), end.out);
        if (err) add(output::err, std::move(err), end.err);
        return end.next;
    }
    void write(output stream, std::string_view bytes) {
        for (auto at = sinks_.begin(); at != sinks_.end();) {
            const auto now = at++;
            if (now->stream == stream) write(now, bytes);
        }
    }
    bool full(output stream) const {
        for (const sink& s : sinks_)
            if (s.stream == stream && !s.waiting.empty()) return true;
        return false;
    }
    /// Calls `f` when a stream that was full is not any more.
    void when_room(std::function<void(output)> f) { room_ = std::move(f); }
    /// There is nothing more to come: readers find the end when they have taken what waits for
    /// them.
    void finish() {
        finished_ = true;
        room_ = nullptr;
        std::erase_if(sinks_, [](const sink& s) { return s.waiting.empty(); });
    }

private:
    struct sink {
        output stream;
        owned_fd to;
        std::string waiting;
    };
    using place = std::list<sink>::iterator;

    void write(place to, std::string_view bytes) {
        if (!to->waiting.empty()) {
            to->waiting += bytes;
            return;
        }
        if (!pass_on(to->to, bytes)) sinks_.erase(to);
        else if (!bytes.empty()) wait(to, bytes);
    }

    /// False where nobody reads any more. `rest` is what he does not take yet.
    static bool pass_on(const owned_fd& to, std::string_view& rest) {
        while (!rest.empty()) {
            const ssize_t n = ::write(to.get(), rest.data(), rest.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return errno == EAGAIN;
            rest.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }
    void wait(place at, std::string_view rest) {
        at->waiting = rest;
        // The handler keeps this alive until all is written, also when the process has gone.
        supervisor_.add_writable(at->to.get(),
                                 [self = shared_from_this(), at] { self->go_on(at); });
    }
    void go_on(place at) {
        std::string_view rest = at->waiting;
        const bool reads = pass_on(at->to, rest);
        at->waiting.erase(0, at->waiting.size() - rest.size());
        if (reads && !rest.empty()) return;
        const output stream = at->stream;
        supervisor_.forget(at->to.get());
        if (!reads || finished_) sinks_.erase(at);
        if (room_ && !full(stream)) room_(stream);
    }

    supervisor& supervisor_;
    std::list<sink> sinks_;
    std::function<void(output)> room_;
    bool finished_ = false;
};

}  // namespace slipway::runtime::detail
