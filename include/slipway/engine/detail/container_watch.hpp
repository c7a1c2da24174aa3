// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <slipway/core/clock.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/container_networks.hpp>
#include <slipway/engine/detail/container_files.hpp>
#include <slipway/engine/detail/network_files.hpp>
#include <slipway/engine/network_event.hpp>
#include <slipway/runtime/kept.hpp>

namespace slipway::engine::detail {

/// Tells what happens to containers and networks, whoever does it: records that come, change and
/// go, and what the runtime tells of processes.
class container_watch {
public:
    using sink = std::function<void(const container_event&)>;
    using network_sink = std::function<void(const network_event&)>;

    container_watch(const container_files& files, const network_files& networks,
                    runtime::kept& pods, sink tell, network_sink tell_of_networks)
        : files_(files),
          networks_(networks),
          tell_(std::move(tell)),
          tell_of_networks_(std::move(tell_of_networks)),
          changes_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
          over_(::eventfd(0, EFD_CLOEXEC)) {
        if (!changes_ || !over_ ||
            ::inotify_add_watch(changes_.get(), files.changes().c_str(), IN_CLOSE_WRITE) < 0)
            core::fail_with_errno("cannot watch " + files.changes().string());
        look(false);
        for (const runtime::container_status& c : pods.containers())
            if (c.state == runtime::container_state::running) running_[c.key] = networks_now(c.key);
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
    using network_name = std::pair<std::string, std::string>;  // its id, and its name

    void watch() {
        while (true) {
            pollfd both[] = {{changes_.get(), POLLIN, 0}, {over_.get(), POLLIN, 0}};
            const int n = ::poll(both, 2, some_leave() ? 1000 : -1);
            if (n < 0) continue;
            if (both[1].revents) return;
            const bool pruned = take_changes();
            std::lock_guard lock(mutex_);
            if (n == 0) running_.clear();  // nobody can tell any more how they ended
            look(true);
            if (pruned) tell_of(network_action::prune, {});
        }
    }
    /// Whether somebody has pruned networks among what has happened.
    bool take_changes() const {
        bool pruned = false;
        alignas(inotify_event) std::array<char, 4096> bytes;
        for (ssize_t n = 0; (n = ::read(changes_.get(), bytes.data(), bytes.size())) > 0;)
            for (std::size_t at = 0; at < static_cast<std::size_t>(n);) {
                const auto* const e = reinterpret_cast<const inotify_event*>(bytes.data() + at);
                pruned =
                    pruned || (e->len > 0 && std::string_view(e->name) == network_files::pruned);
                at += sizeof(inotify_event) + e->len;
            }
        return pruned;
    }
    void tell_of(network_action action, const network_name& which,
                 const std::string& container = {}) const {
        if (tell_of_networks_)
            tell_of_networks_({core::wall_now(), action, which.first, which.second, container});
    }
    static std::set<network_name> networks_in(const container_record& record) {
        std::set<network_name> made;
        for (const joined_network& each : networks_of(record)) made.emplace(each.id, each.name);
        return made;
    }
    /// Those that a container's record names now.
    std::set<network_name> networks_now(const std::string& id) const {
        const auto record = files_.read(id);
        return record ? networks_in(*record) : std::set<network_name>();
    }
    /// A container that runs is in these now.
    void move(const std::string& id, std::set<network_name>& from,
              std::set<network_name> to) const {
        for (const network_name& each : from)
            if (!to.count(each)) tell_of(network_action::disconnect, each, id);
        for (const network_name& each : to)
            if (!from.count(each)) tell_of(network_action::connect, each, id);
        from = std::move(to);
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
        if (e.kind == runtime::event_kind::checked)
            return tell_(
                {core::wall_now(), container_action::health_status, which->second, 0, e.health});
        const bool ended = e.kind == runtime::event_kind::exited;
        if (!ended) move(e.container, running_[e.container], networks_now(e.container));
        tell_({core::wall_now(), ended ? container_action::die : container_action::start,
               which->second, e.exit_code});
        if (ended) {
            move(e.container, running_[e.container], {});
            running_.erase(e.container);
        }
        if (leaving_) look(true);
    }
    /// With the lock held. Tells of records that have come, changed and gone since the last look.
    /// The end of a container that was removed at once is told before: until it has come, the
    /// record counts as there.
    void look(bool tells) {
        std::set<network_name> networks = networks_that_are();
        for (const network_name& each : networks)
            if (tells && !known_networks_.count(each)) tell_of(network_action::create, each);
        std::map<std::string, container_record> seen;
        for (const std::string& id : files_.ids()) {
            auto record = files_.read(id);
            if (!record) continue;
            const auto before = known_.find(id);
            if (tells && before == known_.end())
                tell_({core::wall_now(), container_action::create, *record, 0});
            if (tells && before != known_.end() && before->second.name != record->name)
                tell_({core::wall_now(), container_action::rename, *record, 0});
            if (const auto runs = running_.find(id); runs != running_.end() && tells)
                move(id, runs->second, networks_in(*record));
            seen.emplace(id, *std::move(record));
        }
        leaving_ = false;
        for (const auto& [id, record] : known_) {
            if (seen.count(id)) continue;
            if (running_.count(id)) {
                leaving_ = true;
                seen.emplace(id, record);
            } else if (tells) {
                tell_({core::wall_now(), container_action::destroy, record, 0});
            }
        }
        known_ = std::move(seen);
        std::swap(known_networks_, networks);
        for (const network_name& each : networks)
            if (tells && !known_networks_.count(each)) tell_of(network_action::destroy, each);
    }
    std::set<network_name> networks_that_are() const {
        std::set<network_name> made;
        if (!tell_of_networks_) return made;
        for (const named_network& each : networks_.all()) made.emplace(each.id, each.name);
        return made;
    }

    const container_files& files_;
    const network_files& networks_;
    sink tell_;
    network_sink tell_of_networks_;
    core::owned_fd changes_, over_;
    std::mutex mutex_;
    std::map<std::string, container_record> known_;
    std::map<std::string, std::set<network_name>> running_;  ///< and the networks that each is in
    std::set<network_name> known_networks_;
    bool leaving_ = false;  ///< there are records of `known_` that have gone
    core::subscription processes_;
    std::thread thread_;
};

}  // namespace slipway::engine::detail
