// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <slipway/runtime/detail/event_hub.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/detail/shim_directory.hpp>
#include <slipway/runtime/documents.hpp>

namespace slipway::runtime::detail {

/// Hears the events of all pods of a directory, also of those that other programs add.
class event_watch {
public:
    explicit event_watch(const shim_directory& directory)
        : directory_(directory),
          changes_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
          over_(::eventfd(0, EFD_CLOEXEC)) {
        if (!changes_ || !over_) fail_with_errno("cannot watch " + directory.changes().string());
        if (::inotify_add_watch(changes_.get(), directory.changes().c_str(), IN_CLOSE_WRITE) < 0)
            fail_with_errno("cannot watch " + directory.changes().string());
        look(false);
        thread_ = std::thread([this] { listen(); });
    }
    event_watch(const event_watch&) = delete;
    ~event_watch() {
        wake();
        thread_.join();
    }

    core::subscription subscribe(event_sink sink) { return hub_.subscribe(std::move(sink)); }
    /// Hears pods from now on that have come since the last time; with `past`, from their
    /// beginning.
    void look(bool past = true) {
        std::lock_guard lock(mutex_);
        const std::size_t known = pods_.size();
        for (const std::string& key : directory_.keys()) {
            if (pods_.count(key)) continue;
            auto channel = connect_in(directory_.place(key));
            if (!channel || !channel->send({{"call", "subscribe"}, {"past", past}})) continue;
            if (channel->receive())
                pods_.emplace(key, std::make_shared<message_channel>(*std::move(channel)));
        }
        if (pods_.size() > known) wake(0x1'0000'0000);  // to wait for the new ones too
    }

private:
    static constexpr std::uint64_t ending = 1;

    void wake(std::uint64_t why = ending) const {
        [[maybe_unused]] const auto told = ::write(over_.get(), &why, sizeof why);
    }
    void listen() {
        while (true) {
            std::vector<pollfd> all{{over_.get(), POLLIN, 0}, {changes_.get(), POLLIN, 0}};
            std::vector<std::pair<std::string, std::shared_ptr<message_channel>>> pods;
            {
                std::lock_guard lock(mutex_);
                pods.assign(pods_.begin(), pods_.end());
            }
            for (const auto& [key, channel] : pods) all.push_back({channel->socket(), POLLIN, 0});
            if (::poll(all.data(), all.size(), -1) < 0) continue;
            std::uint64_t why = 0;
            if (all[0].revents && ::read(over_.get(), &why, sizeof why) == sizeof why &&
                (why & 0xffff'ffff))
                return;
            if (all[1].revents) {
                char skipped[4096];
                while (::read(changes_.get(), skipped, sizeof skipped) > 0) {
                }
                look();
            }
            bool some_went = false;
            for (std::size_t i = 0; i < pods.size(); ++i)
                if (all[i + 2].revents && !hear(*pods[i].second)) {
                    std::lock_guard lock(mutex_);
                    pods_.erase(pods[i].first);
                    some_went = true;
                }
            if (some_went) look();  // there may be others of the same keys
        }
    }
    bool hear(const message_channel& from) {
        try {
            const auto said = from.receive();
            if (said) hub_.tell(read<event>(said->document));
            return said.has_value();
        } catch (const status_error&) {
            return false;  // that is no shim
        }
    }

    const shim_directory& directory_;
    owned_fd changes_, over_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<message_channel>> pods_;
    event_hub hub_;
    std::thread thread_;
};

}  // namespace slipway::runtime::detail
