// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/detail/container_files.hpp>
#include <slipway/runtime/kept.hpp>

namespace slipway::engine::detail {

/// Tells what happens to containers, whoever does it: records that come and go, and what the runtime tells of their processes.
class container_watch {
public:
    using sink = std::function<void(const container_event&)>;

    container_watch(const container_files& files, runtime::kept& pods, sink tell)
        : files_(files), tell_(std::move(tell)), changes_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), over_(::eventfd(0, EFD_CLOEXEC)) {
        if (!changes_ || !over_ || ::inotify_add_watch(changes_.get(), files.changes().c_str(), IN_MOVED_TO) < 0)
            core::fail_with_errno("cannot watch " + files.changes().string());
        look(false);
        for (const runtime::container_status& c : pods.containers())
            if (c.state == runtime::container_state::running) running_.insert(c.key);
        processes_ = pods.subscribe([this](const runtime::event& e) { hear(e); });
        thread_ = std::thread([this] { watch(); });
    }
    container_watch(const container_watch&) = delete;
    ~container_watch() {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto told = ::write(over_.get(), &one, sizeof one);
        thread_.join();
        processes_.stop();
    }

private:
    void watch() {
        while (true) {
            pollfd both[] = {{changes_.get(), POLLIN, 0}, {over_.get(), POLLIN, 0}};
            const int n = ::poll(both, 2, some_leave() ? 1000 : -1);
            if (n < 0) continue;
            if (both[1].revents) return;
            char skipped[4096];
            while (::read(changes_.get(), skipped, sizeof skipped) > 0) {}
            std::lock_guard lock(mutex_);
            if (n == 0) running_.clear();  // nobody can tell any more how they ended
            look(true);
        }
    }
    bool some_leave() {
        std::lock_guard lock(mutex_);
        return leaving_;
    }
    void hear(const runtime::event& e) {
        if (e.kind == runtime::event_kind::wrote) return;
        std::lock_guard lock(mutex_);
        if (!known_.count(e.container)) look(true);  // it may be one that has just come
        const auto which = known_.find(e.container);
        if (which == known_.end()) return;
        if (e.kind == runtime::event_kind::checked) return tell_({now(), container_action::health_status, which->second, 0, e.health});
        const bool ended = e.kind == runtime::event_kind::exited;
        if (ended) running_.erase(e.container);
        else running_.insert(e.container);
        tell_({now(), ended ? container_action::die : container_action::start, which->second, e.exit_code});
        if (leaving_) look(true);
    }
    /// With the lock held. Tells of records that have come, changed and gone since the last look. The end of a container that was
    /// removed at once is told before: until it has come, the record counts as there.
    void look(bool tells) {
        std::map<std::string, container_record> seen;
        for (const std::string& id : files_.ids()) {
            auto record = files_.read(id);
            if (!record) continue;
            const auto before = known_.find(id);
            if (tells && before == known_.end()) tell_({now(), container_action::create, *record, 0});
            if (tells && before != known_.end() && before->second.name != record->name) tell_({now(), container_action::rename, *record, 0});
            seen.emplace(id, *std::move(record));
        }
        leaving_ = false;
        for (const auto& [id, record] : known_) {
            if (seen.count(id)) continue;
            if (running_.count(id)) {
                leaving_ = true;
                seen.emplace(id, record);
            } else if (tells) {
                tell_({now(), container_action::destroy, record, 0});
            }
        }
        known_ = std::move(seen);
    }
    static runtime::wall_time now() { return std::chrono::time_point_cast<runtime::wall_time::duration>(std::chrono::system_clock::now()); }

    const container_files& files_;
    sink tell_;
    core::owned_fd changes_, over_;
    std::mutex mutex_;
    std::map<std::string, container_record> known_;
    std::set<std::string> running_;
    bool leaving_ = false;  ///< there are records of `known_` that have gone
    core::subscription processes_;
    std::thread thread_;
};

}  // namespace slipway::engine::detail
