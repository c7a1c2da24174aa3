// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/client/detail/http_caller.hpp>
#include <slipway/client/transport.hpp>

namespace slipway::client::detail {

/// One watch: reads events on a thread and hands them to the sink.
class http_watch {
public:
    http_watch(std::shared_ptr<http_caller> by, net::request r, std::chrono::seconds time,
               watch_sink sink)
        : caller_(std::move(by)), request_(std::move(r)), time_(time), sink_(std::move(sink)) {}

    /// Returns when the watch has begun. Throws `status_error` where the server refuses it.
    void wait_for_begin() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return begun_ || over_; });
        if (refused_) throw core::status_error(*refused_);
    }

    /// When it returns, nothing is delivered any more. May be called by the sink.
    void stop() noexcept {
        {
            std::lock_guard lock(delivering_);
            dead_ = true;
        }
        stop_.request_stop();
    }
    bool over() {
        std::lock_guard lock(mutex_);
        return over_;
    }

    /// Of the watch's own thread.
    void run() noexcept {
        std::optional<core::status_error> end;
        try {
            read();
            end.emplace(core::reason::timeout, "the server has ended the watch");
        } catch (const core::status_error& e) {
            end.emplace(e);
        } catch (const std::exception& e) {
            end.emplace(core::reason::internal_error,
                        std::string("a watch cannot go on: ") + e.what());
        }
        bool begun = false;
        {
            std::lock_guard lock(mutex_);
            begun = begun_;
            if (!begun) refused_ = std::move(end);
        }
        if (begun) deliver({core::change::error, status_of(*end)});
        std::lock_guard lock(mutex_);
        over_ = true;
        changed_.notify_all();
    }

private:
    void read() {
        net::call_limits limits = caller_->limits(stop_.get_token());
        limits.idle =
            std::max<std::chrono::milliseconds>(limits.idle, time_ + std::chrono::seconds(30));
        auto begin = [this](const net::response& head) {
            if (head.status != 200) return false;
            std::lock_guard lock(mutex_);
            begun_ = true;
            changed_.notify_all();
            return true;
        };
        auto once = [&](const net::http_client& by, const net::request& q) {
            try {
                return by.stream(
                    q, begin, [this](std::string_view piece) { return take(piece); }, limits);
            } catch (const net::http_error& e) {
                std::lock_guard lock(mutex_);
                if (begun_)
                    throw core::status_error(
                        e);  // what was delivered already is not delivered again
                throw;
            }
        };
        const net::response got = caller_->call(request_, true, once, stop_.get_token());
        if (got.status != 200) throw error_of(got, request_, caller_->to().server.str());
    }

    /// False when there is nothing more to read.
    bool take(std::string_view piece) {
        line_.append(piece);
        std::size_t from = 0;
        for (std::size_t end = line_.find('\n', scanned_); end != line_.npos;
             end = line_.find('\n', from)) {
            const std::string_view event(line_.data() + from, end - from);
            from = end + 1;
            if (event.find_first_not_of(" \r") != event.npos && !deliver(parsed(event)))
                return false;
        }
        line_.erase(0, from);
        scanned_ = line_.size();
        if (line_.size() > caller_->options().event_limit)
            throw core::status_error(core::reason::request_entity_too_large,
                                     "an event of a watch is longer than " +
                                         std::to_string(caller_->options().event_limit) + " bytes");
        return true;
    }

    static json::watch_event parsed(std::string_view line) {
        json::value event = json::read(line);
        const std::string type = text_in(event, "type");
        for (const core::change c :
             {core::change::added, core::change::modified, core::change::deleted,
              core::change::bookmark, core::change::error})
            if (type == core::name(c) && event["object"].is_object())
                return {c, std::make_shared<const json::value>(std::move(event["object"]))};
        throw core::status_error(
            core::reason::internal_error,
            "the server sent an event of a watch that is none: '" + type.substr(0, 40) + "'");
    }

    bool deliver(const json::watch_event& e) {
        std::lock_guard lock(delivering_);
        if (dead_) return false;
        if (e.type == core::change::error) dead_ = true;  // the last one
        sink_(e);
        return !dead_;
    }

    const std::shared_ptr<http_caller> caller_;
    const net::request request_;
    const std::chrono::seconds time_;
    const watch_sink sink_;
    std::stop_source stop_;
    /// held while the sink is called; the sink may stop the watch
    std::recursive_mutex delivering_;
    bool dead_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool begun_ = false, over_ = false;
    std::optional<core::status_error> refused_;
    std::string line_;         ///< the beginning of an event
    std::size_t scanned_ = 0;  ///< of `line_`: no line feed up to here
};

}  // namespace slipway::client::detail
