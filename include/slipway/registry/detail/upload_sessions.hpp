// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <slipway/net/random_token.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/detail/checks.hpp>
#include <slipway/registry/detail/server_error.hpp>

namespace slipway::registry::detail {

/// One blob on its way into the storage. Whoever writes to it holds `writing`.
struct upload_session {
    std::string repository{};
    std::string id{};     ///< for clients: nobody guesses it
    std::string below{};  ///< in the storage
    std::mutex writing{};
    std::atomic<std::uint64_t> size = 0;
    std::atomic<std::chrono::steady_clock::time_point> touched = std::chrono::steady_clock::now();
};

/// The uploads of a server. Those that nobody goes on with are given up after a while.
class upload_sessions {
public:
    upload_sessions(any_registry storage, std::size_t most, std::chrono::seconds expiry)
        : storage_(std::move(storage)), most_(most), expiry_(expiry) {}
    ~upload_sessions() {
        for (const auto& [id, session] : all_) give_up(*session);
    }

    /// Throws too_many_requests.
    std::shared_ptr<upload_session> begin(const std::string& repository,
                                          oci::digest_algorithm algorithm) {
        expire();
        auto made = std::make_shared<upload_session>();
        made->repository = repository;
        made->id = net::random_token();
        {
            std::lock_guard lock(mutex_);
            if (all_.size() >= most_)
                throw protocol_error(core::reason::too_many_requests, 429, "TOOMANYREQUESTS",
                                     "too many uploads are under way; come again later",
                                     {{"Retry-After", "5"}});
            all_[made->id] = made;
        }
        try {
            made->below = storage_.begin_upload(repository, algorithm);
        } catch (...) {
            end(*made);
            throw;
        }
        return made;
    }
    std::shared_ptr<upload_session> find(const std::string& repository, const std::string& id) {
        std::lock_guard lock(mutex_);
        const auto found = all_.find(id);
        if (found == all_.end() || found->second->repository != repository) no_upload(id);
        found->second->touched = std::chrono::steady_clock::now();
        return found->second;
    }
    /// Forgets it; the storage may still have it.
    void end(const upload_session& s) {
        std::lock_guard lock(mutex_);
        all_.erase(s.id);
    }
    void cancel(const upload_session& s) {
        end(s);
        storage_.cancel_upload(s.repository, s.below);
    }
    /// Gives up those that have expired.
    void expire() {
        std::vector<std::shared_ptr<upload_session>> late;
        {
            const auto oldest = std::chrono::steady_clock::now() - expiry_;
            std::lock_guard lock(mutex_);
            for (auto at = all_.begin(); at != all_.end();) {
                const std::unique_lock unused(at->second->writing, std::try_to_lock);
                if (!unused || at->second->touched.load() > oldest) {
                    ++at;
                    continue;
                }
                late.push_back(at->second);
                at = all_.erase(at);
            }
        }
        for (const auto& each : late) give_up(*each);
        expired_ += late.size();
    }

    std::size_t count() const {
        std::lock_guard lock(mutex_);
        return all_.size();
    }
    std::uint64_t expired() const { return expired_; }

private:
    void give_up(const upload_session& s) {
        try {
            storage_.cancel_upload(s.repository, s.below);
        } catch (
            const status_error&) {  // the storage forgets it by itself, or keeps what nobody sees
        }
    }

    any_registry storage_;
    const std::size_t most_;
    const std::chrono::seconds expiry_;
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<upload_session>> all_;
    std::atomic<std::uint64_t> expired_ = 0;
};

}  // namespace slipway::registry::detail
