// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

#include <slipway/cli/command/detail/moment.hpp>
#include <slipway/cli/command/logs.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/engine/containers.hpp>

namespace slipway::cli::command {

namespace detail {

/// Prints the entries of a log.
class log_printer {
public:
    log_printer(engine::containers& all, const engine::container& of, const arguments& given)
        : all_(all), of_(of), times_(given.has("timestamps")) {
        if (given.has("since")) since_ = moment_in(given.value("since"));
        if (given.has("until")) until_ = moment_in(given.value("until"));
        if (const std::string tail = given.value("tail", "all"); tail != "all") {
            const auto number = core::number_in<std::size_t>(tail);
            if (!number) throw usage_error("'" + tail + "' is no number of lines");
            tail_ = *number;
        }
    }

    void print_past() {
        std::deque<runtime::log_entry> last;
        read(all_.log_end(of_), [&](runtime::log_entry&& e) {
            last.push_back(std::move(e));
            if (!tail_) put(last.front()), last.clear();
            else if (last.size() > *tail_) last.pop_front();
        });
        for (const runtime::log_entry& e : last) put(e);
        std::fflush(stdout);
    }
    /// Until it has ended.
    void follow() {
        std::mutex mutex;
        std::condition_variable changed;
        bool wrote = true;
        const auto telling = all_.runtime().subscribe([&](const runtime::event& e) {
            if (e.container != of_.id) return;
            std::lock_guard lock(mutex);
            wrote = true;
            changed.notify_all();
        });
        while (true) {
            const auto now = all_.runtime().container(of_.id);
            read(std::numeric_limits<std::uint64_t>::max(),
                 [&](runtime::log_entry&& e) { put(e); });
            std::fflush(stdout);
            if (!now || (now->state == runtime::container_state::exited && !now->restarting))
                return;
            std::unique_lock lock(mutex);
            changed.wait_for(lock, std::chrono::seconds(1),
                             [&] { return wrote; });  // in case a pod's events end with its shim
            wrote = false;
        }
    }

private:
    /// Up to the place `end`, or a page beyond it.
    template <class F>
    void read(std::uint64_t end, F f) {
        while (next_ < end) {
            runtime::log_page page = all_.read_log(of_, next_, 1000);
            next_ = page.next;
            if (page.entries.empty()) return;
            for (runtime::log_entry& e : page.entries)
                if ((!since_ || e.time >= *since_) && (!until_ || e.time < *until_))
                    f(std::move(e));
        }
    }
    void put(const runtime::log_entry& e) const {
        std::FILE* const to = e.stream == runtime::output::err ? stderr : stdout;
        if (times_) std::fprintf(to, "%s ", core::rfc3339_micro(e.time).c_str());
        std::fwrite(e.text.data(), 1, e.text.size(), to);
        if (!e.partial) std::fputc('\n', to);
    }

    engine::containers& all_;
    const engine::container& of_;
    bool times_;
    std::optional<runtime::wall_time> since_, until_;
    std::optional<std::size_t> tail_;
    std::uint64_t next_ = 0;
};

inline int run_logs(session& s, const arguments& given) {
    const engine::container c = s.containers().get(given.operands()[0]);
    if (c.spec.no_log)
        throw status_error(core::reason::invalid, "nothing of what container " + c.name +
                                                      " writes is kept: its log driver is none");
    log_printer printer(s.containers(), c, given);
    printer.print_past();
    if (given.has("follow")) printer.follow();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb logs() {
    return {
        .name = "logs",
        .usage = "[OPTION...] CONTAINER",
        .summary = "print what a container has written, whenever it ran",
        .options =
            {{.name = "follow", .letter = 'f', .help = "goes on until it has ended"},
             {.name = "since",
              .value = "MOMENT",
              .help =
                  "from then on: a duration before now such as 10m, a date, or seconds since 1970"},
             {.name = "tail", .letter = 'n', .value = "LINES", .help = "the last ones alone"},
             {.name = "timestamps", .letter = 't', .help = "with the time of each line"},
             {.name = "until", .value = "MOMENT", .help = "up to then"}},
        .least = 1,
        .most = 1,
        .run = detail::run_logs,
        .group = "Containers"};
}

}  // namespace slipway::cli::command
