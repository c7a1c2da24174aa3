// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <sys/stat.h>
#include <time.h>

#include <slipway/oci/digest.hpp>

namespace slipway::registry::detail {

/// How a file was when somebody looked: while it is so, nobody has changed it.
class file_state {
public:
    static std::optional<file_state> of(const std::filesystem::path& path) {
        struct ::stat s{};
        if (::stat(path.c_str(), &s) != 0) return std::nullopt;
        file_state made;
        made.device_ = s.st_dev;
        made.inode_ = s.st_ino;
        made.size_ = s.st_size;
        made.written_ = nanoseconds(s.st_mtim);
        made.changed_ = nanoseconds(s.st_ctim);
        return made;
    }
    /// Whether a change from now on shows: two within one tick of the file system's clock have the
    /// same time. Ticks take 10 ms at most, or up to 2 s where times are whole seconds.
    bool settled() const {
        constexpr std::int64_t second = 1'000'000'000;
        timespec now{};
        ::clock_gettime(CLOCK_REALTIME, &now);
        return changed_ < nanoseconds(now) - (changed_ % second == 0 ? 3 * second : second / 20);
    }
    /// Whether somebody has renewed it in the last seconds, so that who asks for it need not.
    bool young() const {
        timespec now{};
        ::clock_gettime(CLOCK_REALTIME, &now);
        const std::int64_t age = nanoseconds(now) - written_;
        return age >= 0 && age < 10 * std::int64_t{1'000'000'000};
    }
    std::uint64_t size() const { return static_cast<std::uint64_t>(size_); }
    friend bool operator==(const file_state&, const file_state&) = default;

private:
    static std::int64_t nanoseconds(const timespec& t) {
        return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
    }

    ::dev_t device_{};
    ::ino_t inode_{};
    ::off_t size_{};
    std::int64_t written_ = 0, changed_ = 0;
};

/// What was made of a file, for as long as the file stays as it is.
template <class T>
class made_of_file {
public:
    explicit made_of_file(std::filesystem::path file) : file_(std::move(file)) {}

    /// Without reading; null where the file has changed.
    std::shared_ptr<const T> known() const {
        std::unique_lock lock(mutex_);
        const auto made = made_;
        const file_state then = state_;
        lock.unlock();
        return made && file_state::of(file_) == then ? made : nullptr;
    }
    /// `make` reads the file where it has changed.
    std::shared_ptr<const T> get(const std::function<T()>& make) {
        if (auto made = known()) return made;
        const auto before = file_state::of(file_);
        const bool lasts = before && before->settled();
        auto made = std::make_shared<const T>(make());
        if (!lasts) return made;
        std::lock_guard lock(mutex_);
        made_ = made;
        state_ = *before;
        return made;
    }

private:
    const std::filesystem::path file_;
    mutable std::mutex mutex_;  // guards what follows
    std::shared_ptr<const T> made_;
    file_state state_;
};

/// Small blobs that have been read and found to be what their digests say. The ones used last stay,
/// within a bounded memory; none is given once its file has changed, or is gone.
class known_documents {
public:
    /// `only_young`: nothing where it should be renewed.
    std::optional<std::string> find(const oci::digest& d, const std::filesystem::path& file,
                                    bool only_young = false) {
        std::shared_ptr<const document> found;
        {
            std::lock_guard lock(mutex_);
            const auto at = all_.find(d);
            if (at == all_.end()) return std::nullopt;
            order_.splice(order_.begin(), order_, at->second.second);
            found = at->second.first;
        }
        if (file_state::of(file) != found->state) {
            forget(d);
            return std::nullopt;
        }
        if (only_young && !found->state.young()) return std::nullopt;
        return found->bytes;
    }
    /// `before`: how the file was before it was read.
    void keep(const oci::digest& d, const std::optional<file_state>& before,
              const std::string& bytes) {
        if (!before || !before->settled() || bytes.size() > most_bytes / 16) return;
        auto made = std::make_shared<const document>(*before, bytes);
        std::lock_guard lock(mutex_);
        drop(d);
        order_.push_front(d);
        all_.emplace(d, std::pair(std::move(made), order_.begin()));
        held_ += cost(bytes);
        while (held_ > most_bytes) drop(oci::digest(order_.back()));
    }
    void forget(const oci::digest& d) {
        std::lock_guard lock(mutex_);
        drop(d);
    }

private:
    static constexpr std::size_t most_bytes = 16 * 1024 * 1024;
    struct document {
        document(const file_state& s, std::string b) : state(s), bytes(std::move(b)) {}
        file_state state;
        std::string bytes;
    };
    /// With what stands around it.
    static std::size_t cost(const std::string& bytes) { return bytes.size() + 512; }
    void drop(const oci::digest& d) {
        const auto at = all_.find(d);
        if (at == all_.end()) return;
        held_ -= cost(at->second.first->bytes);
        order_.erase(at->second.second);
        all_.erase(at);
    }

    std::mutex mutex_;              // guards what follows
    std::list<oci::digest> order_;  ///< the one used last at the front
    std::map<oci::digest,
             std::pair<std::shared_ptr<const document>, std::list<oci::digest>::iterator>>
        all_;
    std::size_t held_ = 0;  ///< bytes
};

}  // namespace slipway::registry::detail
