// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <slipway/core/clock.hpp>
#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_documents.hpp>
#include <slipway/runtime/detail/docker_streams.hpp>
#include <slipway/runtime/detail/shared_table.hpp>

namespace slipway::runtime::detail {

/// Copies the log of a container of a daemon into one of ours, from its beginning to its end, in a
/// thread of its own.
class docker_log {
public:
    struct container {
        std::string id{};
        bool terminal = false;
        std::uint64_t skipped = 0;  ///< entries of its beginning that are in the log already
    };
    /// `wrote` is called when readers are to be told, `ended` with the container's document when it
    /// has ended.
    docker_log(docker_daemon d, container c, std::shared_ptr<container_log> to,
               std::function<void()> wrote, std::function<void(const json::value&)> ended)
        : daemon_(std::move(d)),
          which_(std::move(c)),
          log_(std::move(to)),
          wrote_(std::move(wrote)),
          ended_(std::move(ended)),
          taken_(which_.skipped),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    log_page read(std::uint64_t from, std::size_t at_most) { return log_->read(from, at_most); }
    /// Waits until all that a container wrote which has ended is there, or some seconds.
    void settle() {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [&] { return over_; });
    }

private:
    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            try {
                follow(stop);
                const json::value d = daemon_.get("/containers/" + which_.id + "/json");
                if (container_of(d).state == container_state::exited) {
                    finish();
                    return ended_(d);
                }
            } catch (const status_error& e) {
                if (e.is(core::reason::not_found)) return finish();
            }
            // The daemon is about to be there again, or to tell more.
            std::mutex alone;
            std::unique_lock lock(alone);
            std::condition_variable_any never;
            never.wait_for(lock, stop, std::chrono::milliseconds(100), [] { return false; });
        }
    }
    void follow(const std::stop_token& stop) {
        std::uint64_t at = 0;
        std::array<part, 2> parts;
        docker_frames frames(which_.terminal,
                             [&](output stream, std::string_view bytes, bool begins) {
                                 part& p = parts[stream == output::err];
                                 if (begins && !which_.terminal) p = {};
                                 while (!bytes.empty()) take(stream, p, bytes, at);
                             });
        daemon_.stream("/containers/" + which_.id + "/logs?follow=1&stdout=1&stderr=1&timestamps=1",
                       [&](std::string_view piece) {
                           frames.feed(piece);
                           return true;
                       },
                       {}, {.idle = std::chrono::hours(24 * 7), .stop = stop});
    }
    /// An entry that comes in pieces: its time, a blank, its text.
    struct part {
        bool in_text = false;
        bool known = false;  ///< it has been copied before
        std::string time{};
        wall_time when{};
    };
    /// The next bytes of an entry. `at` counts entries.
    void take(output stream, part& p, std::string_view& bytes, std::uint64_t& at) {
        if (!p.in_text) {
            const std::size_t end = bytes.find(' ');
            p.time.append(bytes.substr(0, std::min(end, std::size_t{64})));
            bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
            if (end == bytes.npos) return;
            p.in_text = true;
            p.when = time_of(p.time);
            if (p.when == wall_time())
                throw status_error(core::reason::internal_error,
                                   "the Docker daemon breaks off a log: " + p.time);
            p.known = at++ < taken_;
            if (!p.known) taken_ = at;
        }
        // Of a terminal each line is an entry; else a frame is, which may lack the end of its line.
        const std::size_t end = bytes.find('\n');
        const std::string_view text = bytes.substr(0, end == bytes.npos ? end : end + 1);
        if (!p.known && log_->append(stream, text, p.when)) wrote_();
        bytes.remove_prefix(text.size());
        if (which_.terminal && end != bytes.npos) p = {};
    }
    void finish() {
        if (log_->finish(core::wall_now())) wrote_();
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        changed_.notify_all();
    }

    docker_daemon daemon_;
    const container which_;
    const std::shared_ptr<container_log> log_;
    const std::function<void()> wrote_;
    const std::function<void(const json::value&)> ended_;
    std::uint64_t taken_;  ///< entries
    std::mutex mutex_;
    std::condition_variable changed_;
    bool over_ = false;
    std::jthread thread_;
};

}  // namespace slipway::runtime::detail
