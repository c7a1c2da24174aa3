// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <slipway/oci/stream.hpp>

namespace slipway::oci::detail {

/// A stream that a thread reads, a little ahead of its reader.
class reading_ahead {
public:
    explicit reading_ahead(byte_source source)
        : source_(std::move(source)), thread_([this] { run(); }) {}
    reading_ahead(const reading_ahead&) = delete;
    /// Waits for the piece that is being read.
    ~reading_ahead() {
        {
            std::lock_guard lock(mutex_);
            abandoned_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    /// As the stream's; for one thread. What the stream throws comes behind what it has given.
    std::size_t read(std::span<char> into) {
        if (at_ == end_ && !next()) return 0;
        const std::size_t n = std::min(into.size(), end_ - at_);
        std::memcpy(into.data(), pieces_[taken_ % pieces_.size()].bytes.data() + at_, n);
        at_ += n;
        return n;
    }

private:
    struct piece {
        std::vector<char> bytes = std::vector<char>(stream_buffer_size);
        std::size_t size = 0;
    };

    /// Gives back the piece that has been read. False at the end.
    bool next() {
        std::unique_lock lock(mutex_);
        if (std::exchange(reads_, false)) {
            ++taken_;
            changed_.notify_all();
        }
        at_ = end_ = 0;
        changed_.wait(lock, [&] { return taken_ != filled_ || ended_; });
        if (taken_ == filled_) {
            if (failure_) std::rethrow_exception(failure_);
            return false;
        }
        reads_ = true;
        end_ = pieces_[taken_ % pieces_.size()].size;
        return true;
    }

    void run() {
        std::exception_ptr failure;
        try {
            while (fill()) {
            }
        } catch (...) {
            failure = std::current_exception();
        }
        std::lock_guard lock(mutex_);
        failure_ = std::move(failure);
        ended_ = true;
        changed_.notify_all();
    }
    /// False where no more is to be read.
    bool fill() {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return abandoned_ || filled_ - taken_ < pieces_.size(); });
            if (abandoned_) return false;
        }
        piece& to =
            pieces_[filled_ % pieces_.size()];  // nobody else touches it, nor the number, now
        to.size = source_(to.bytes);
        if (to.size == 0) return false;
        std::lock_guard lock(mutex_);
        ++filled_;
        changed_.notify_all();
        return true;
    }

    byte_source source_;
    std::array<piece, 4> pieces_;
    std::size_t at_ = 0, end_ = 0;  ///< of the piece that is being read
    bool reads_ = false;            ///< there is one
    std::mutex mutex_;              // guards what follows
    std::condition_variable changed_;
    std::size_t filled_ = 0, taken_ = 0;  ///< pieces, since the beginning
    bool ended_ = false, abandoned_ = false;
    std::exception_ptr failure_;
    std::thread thread_;  // last: it uses all of the above
};

/// The same stream, which is read while its reader does something else. Once that has come to the
/// end, or has dropped it, nobody reads `source` any more.
inline byte_source read_ahead(byte_source source) {
    try {
        return [ahead = std::make_shared<reading_ahead>(source)](std::span<char> into) {
            return ahead->read(into);
        };
    } catch (const std::system_error&) {  // no thread can be had
        return source;
    }
}

}  // namespace slipway::oci::detail
