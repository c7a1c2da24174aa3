// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_documents.hpp>

namespace slipway::runtime::detail {

/// What containers those labels find (Engine API, `filters`), for a query.
inline std::string docker_filter(const std::string& owner, bool of_events = false) {
    json::value made{{"label", {std::string(docker_label::owner) + "=" + owner}}};
    if (of_events) made["type"] = {"container"};
    return "filters=" + net::percent_encode(made.dump());
}

/// Hears of a daemon what happens to an owner's containers, in a thread of its own. When the
/// connection ends, it comes again.
class docker_events {
public:
    /// `begun` is called when events come from now on, so that nothing is missed by whoever looks
    /// then; `happened` with each.
    docker_events(docker_daemon d, const std::string& owner, std::function<void()> begun,
                  std::function<void(const json::value&)> happened)
        : daemon_(std::move(d)),
          target_("/events?" + docker_filter(owner, true)),
          begun_(std::move(begun)),
          happened_(std::move(happened)),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    /// Until they come for the first time, or some seconds.
    void settle() {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [&] { return comes_; });
    }

private:
    static constexpr std::size_t longest = 1 << 20;

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::string line;
            try {
                daemon_.stream(
                    target_, [&](std::string_view piece) { return take(line, piece); },
                    [&] { begin(); }, {.idle = std::chrono::hours(24 * 7), .stop = stop});
            } catch (const status_error&) {  // it is asked again
            }
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, stop, std::chrono::milliseconds(300), [] { return false; });
        }
    }
    void begin() {
        begun_();
        {
            const std::lock_guard lock(mutex_);
            comes_ = true;
        }
        changed_.notify_all();
    }
    /// Lines of documents.
    bool take(std::string& line, std::string_view piece) {
        while (!piece.empty()) {
            const std::size_t end = piece.find('\n');
            line.append(piece.substr(0, end));
            if (line.size() > longest) return false;
            if (end == piece.npos) return true;
            piece.remove_prefix(end + 1);
            const auto d = json::value::parse(std::exchange(line, {}), nullptr, false);
            if (d.is_object()) happened_(d);
        }
        return true;
    }

    docker_daemon daemon_;
    const std::string target_;
    const std::function<void()> begun_;
    const std::function<void(const json::value&)> happened_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool comes_ = false;
    std::jthread thread_;
};

}  // namespace slipway::runtime::detail
