// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/log_file.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// What a container writes, in a file of its own and the one before: when a file reaches `limit`
/// bytes it becomes the older one, so that a log never takes more than twice that. With a limit of
/// 0 nothing is kept.
class container_log {
public:
    enum class file_of {
        this_log,
        all_logs
    };  ///< one that comes and goes with this, or one that the next log of the container goes on
        ///< with

    explicit container_log(std::filesystem::path file, std::uint64_t limit = 10 << 20,
                           file_of whose = file_of::this_log)
        : file_(std::move(file)), older_(older_log(file_)), limit_(limit), whose_(whose) {
        std::filesystem::create_directories(file_.parent_path());
        if (whose == file_of::this_log) open(O_TRUNC);
        else go_on();
    }
    /// The one that goes on in the file that it names; where that is empty, one that comes and goes
    /// with the container.
    static std::shared_ptr<container_log> of(const container_spec& spec,
                                             const std::filesystem::path& otherwise) {
        const std::uint64_t each = spec.no_log      ? 0
                                   : spec.log_bytes ? std::max<std::uint64_t>(spec.log_bytes / 2, 1)
                                                    : 10 << 20;
        return spec.log.empty()
                   ? std::make_shared<container_log>(otherwise, each)
                   : std::make_shared<container_log>(spec.log, each, file_of::all_logs);
    }
    container_log(const container_log&) = delete;
    ~container_log() {
        if (whose_ == file_of::all_logs) return;
        std::error_code ignored;
        std::filesystem::remove(file_, ignored);
        std::filesystem::remove(older_, ignored);
    }

    /// Takes what came out of a stream, in pieces of any size. True when readers are to be told:
    /// there is an entry more, and they have read all those before.
    bool append(output stream, std::string_view bytes, wall_time now) {
        std::lock_guard lock(mutex_);
        std::string& rest = rest_[stream == output::err];
        const std::string begin = log_line_begin(now, stream);
        std::string lines;
        while (!bytes.empty()) {
            const std::size_t end = bytes.find('\n');
            const std::size_t room = longest_line - rest.size();
            if (end == bytes.npos || end > room) {
                const std::size_t n = std::min(room, bytes.size());
                rest.append(bytes.substr(0, n));
                bytes.remove_prefix(n);
                if (rest.size() == longest_line && !(bytes.starts_with('\n'))) {
                    add_log_line(lines, begin, true, rest);
                    rest.clear();
                }
            } else {
                add_log_line(lines, begin, false, rest.append(bytes.substr(0, end)));
                rest.clear();
                bytes.remove_prefix(end + 1);
            }
        }
        return add(lines);
    }
    /// The streams have ended: what stands without an end of line is an entry too.
    bool finish(wall_time now) {
        std::lock_guard lock(mutex_);
        std::string lines;
        for (const output stream : {output::out, output::err}) {
            std::string& rest = rest_[stream == output::err];
            if (!rest.empty()) add_log_line(lines, log_line_begin(now, stream), false, rest);
            rest.clear();
        }
        return add(lines);
    }

    /// Where the log ends now: what `read` takes from there on is not here yet. The beginnings of
    /// lines that have no end are no entries.
    struct place {
        std::uint64_t next = 0;
        std::string out{}, err{};
    };
    place end() {
        std::lock_guard lock(mutex_);
        return {base_ + size_, rest_[0], rest_[1]};
    }

    log_page read(std::uint64_t from, std::size_t at_most) {
        std::lock_guard lock(mutex_);
        told_ = false;
        log_page made;
        made.next = std::max(from, older_base_);
        if (made.next < base_) take_log_lines(older_, older_base_, at_most, made);
        if (made.next >= base_) take_log_lines(file_, base_, at_most, made);
        return made;
    }

private:
    static constexpr std::size_t longest_line = 16 * 1024;

    void open(int how) { fd_ = open_or_throw(file_.string(), O_WRONLY | O_CREAT | how, 0640); }
    void go_on() {
        size_ = whole_lines();
        open(O_APPEND);
        if (::ftruncate(fd_.get(), static_cast<off_t>(size_)) != 0)
            fail_with_errno("cannot go on with " + file_.string());
        const log_bases known = bases_of(file_);
        older_base_ = known.older;
        base_ = known.newer;
    }
    /// The size of the file without a line at its end that a killed program has left half written.
    std::uint64_t whole_lines() const {
        std::ifstream in(file_, std::ios::binary | std::ios::ate);
        if (!in) return 0;
        const auto size = static_cast<std::uint64_t>(in.tellg());
        std::string end(std::min<std::uint64_t>(size, longest_line + 100), '\0');
        in.seekg(static_cast<std::streamoff>(size - end.size()));
        in.read(end.data(), static_cast<std::streamsize>(end.size()));
        const auto last = end.rfind('\n');
        return last == end.npos ? 0 : size - end.size() + last + 1;
    }

    bool add(std::string_view lines) {
        if (lines.empty() || limit_ == 0) return false;
        while (!lines.empty()) {
            if (size_ + lines.size() > limit_ && size_ > 0) begin_anew();
            std::size_t n = lines.size();
            if (n > limit_) {  // whole lines, as many as fit
                const auto last = lines.substr(0, limit_).rfind('\n');
                n = (last == lines.npos ? lines.find('\n') : last) + 1;
            }
            write(lines.substr(0, n));
            lines.remove_prefix(n);
        }
        return !std::exchange(told_, true);
    }

    void begin_anew() {
        std::error_code ignored;
        std::filesystem::rename(file_, older_, ignored);
        older_base_ = base_;
        base_ += size_;
        size_ = 0;
        if (whose_ == file_of::all_logs) std::ofstream(log_begin(file_)) << older_base_;
        open(O_TRUNC);
    }
    void write(std::string_view lines) {
        while (!lines.empty()) {
            const ssize_t n = ::write(fd_.get(), lines.data(), lines.size());
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return;  // a full disk costs log lines, not the container
            lines.remove_prefix(static_cast<std::size_t>(n));
            size_ += static_cast<std::uint64_t>(n);
        }
    }

    std::filesystem::path file_, older_;
    std::uint64_t limit_;
    file_of whose_;
    std::mutex mutex_;  // guards what follows
    owned_fd fd_;
    std::string rest_[2];
    std::uint64_t base_ = 0, size_ = 0, older_base_ = 0;
    bool told_ = false;
};

}  // namespace slipway::runtime::detail
