// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include <slipway/net/worker_threads.hpp>
#include <slipway/oci/digest.hpp>

namespace slipway::registry::detail {

/// Does two things at once where a core is free for the second, and else one after the other.
class aside {
public:
    /// Bytes to work on: with fewer, it takes longer to hand them to another thread.
    static constexpr std::size_t large = 64 * 1024;

    /// Calls both, `second` maybe in another thread. Throws what they throw, `first` before
    /// `second`, when neither runs any more.
    template <class First>
    void both(First first, std::function<void()> second) {
        const auto j = std::make_shared<job>(std::move(second));
        workers_.post([j] {
            if (j->take()) j->run();
        });
        try {
            first();
        } catch (...) {
            if (!j->take()) j->wait();
            throw;
        }
        if (j->take()) j->run();
        else j->wait();
        if (j->thrown) std::rethrow_exception(j->thrown);
    }

private:
    struct job {
        explicit job(std::function<void()> f) : call(std::move(f)) {}

        /// Whether it is the caller's to run: who asks first gets it.
        bool take() {
            std::lock_guard lock(mutex);
            return !std::exchange(taken, true);
        }
        void run() {
            try {
                call();
            } catch (...) {
                thrown = std::current_exception();
            }
            std::lock_guard lock(mutex);
            done = true;
            changed.notify_all();
        }
        void wait() {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return done; });
        }

        const std::function<void()> call;
        std::exception_ptr thrown;
        std::mutex mutex;  // guards what follows
        std::condition_variable changed;
        bool taken = false, done = false;
    };

    net::worker_threads workers_{
        std::clamp<std::size_t>(std::thread::hardware_concurrency() / 2, 1, 8)};
};

/// The digest of an upload, computed while its bytes are kept: each takes about as long as the
/// other.
class upload_hash {
public:
    explicit upload_hash(oci::digest_algorithm a) : upload_hash(a, oci::hasher(a)) {}
    /// `so_far` has what was kept before.
    upload_hash(oci::digest_algorithm a, oci::hasher so_far)
        : algorithm_(a), hash_(std::move(so_far)) {}

    /// `keep` keeps the next bytes.
    template <class Keep>
    void follow(aside& by, std::string_view bytes, Keep keep) {
        try {
            // What takes longer is done here: it goes on without a wait for another thread.
            if (bytes.size() >= aside::large) return by.both([&] { hash_.update(bytes); }, keep);
            keep();
            hash_.update(bytes);
        } catch (...) {
            sound_ = false;  // it may be ahead of what is kept, or behind it
            throw;
        }
    }
    /// `anew` computes it from what is kept, where that is another one than was followed, or
    /// something failed.
    template <class Anew>
    oci::digest finish(oci::digest_algorithm a, Anew anew) {
        return sound_ && a == algorithm_ ? hash_.finish() : anew(a);
    }

private:
    oci::digest_algorithm algorithm_;
    oci::hasher hash_;
    bool sound_ = true;
};

}  // namespace slipway::registry::detail
