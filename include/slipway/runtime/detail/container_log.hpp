// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Log entries are lines: time, stream, `F` (full) or `P` (partial), text; the form of Kubernetes' container logs
/// (kubernetes/design-proposals, "CRI: Log management"). This is what those that come at once begin with.
inline std::string log_line_begin(wall_time time, output stream) {
    return core::rfc3339_micro(time) + (stream == output::out ? " stdout " : " stderr ");
}
inline void add_log_line(std::string& to, std::string_view begin, bool partial, std::string_view text) {
    to.append(begin).append(partial ? "P " : "F ").append(text).push_back('\n');
}
inline log_entry parse_log_line(std::string_view line) {
    auto word = [&] {
        const std::size_t end = std::min(line.find(' '), line.size());
        const std::string_view w = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        return w;
    };
    log_entry made;
    made.time = core::parse_rfc3339(std::string(word()));
    made.stream = word() == "stderr" ? output::err : output::out;
    made.partial = word() == "P";
    made.text = line;
    return made;
}

/// What a container writes, in a file of its own and the one before: when a file reaches `limit` bytes it becomes the
/// older one, so that a log never takes more than twice that.
class container_log {
public:
    explicit container_log(std::filesystem::path file, std::uint64_t limit = 10 << 20)
        : file_(std::move(file)), older_(file_.string() + ".1"), limit_(limit) {
        open();
    }
    container_log(const container_log&) = delete;
    ~container_log() {
        std::error_code ignored;
        std::filesystem::remove(file_, ignored);
        std::filesystem::remove(older_, ignored);
    }

    /// Takes what came out of a stream, in pieces of any size. True when readers are to be told: there is an entry
    /// more, and they have read all those before.
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

    log_page read(std::uint64_t from, std::size_t at_most) {
        std::lock_guard lock(mutex_);
        told_ = false;
        log_page made;
        made.next = std::max(from, older_base_);
        if (made.next < base_) take(older_, older_base_, at_most, made);
        if (made.next >= base_) take(file_, base_, at_most, made);
        return made;
    }

private:
    static constexpr std::size_t longest_line = 16 * 1024;

    void open() { fd_ = open_or_throw(file_.string(), O_WRONLY | O_CREAT | O_TRUNC, 0640); }

    bool add(std::string_view lines) {
        if (lines.empty()) return false;
        if (size_ + lines.size() > limit_ && size_ > 0) {
            std::error_code ignored;
            std::filesystem::rename(file_, older_, ignored);
            older_base_ = base_;
            base_ += size_;
            size_ = 0;
            open();
        }
        while (!lines.empty()) {
            const ssize_t n = ::write(fd_.get(), lines.data(), lines.size());
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) break;  // a full disk costs log lines, not the container
            lines.remove_prefix(static_cast<std::size_t>(n));
            size_ += static_cast<std::uint64_t>(n);
        }
        return !std::exchange(told_, true);
    }
    static void take(const std::filesystem::path& file, std::uint64_t base, std::size_t at_most, log_page& page) {
        std::ifstream in(file, std::ios::binary);
        in.seekg(static_cast<std::streamoff>(page.next - base));
        std::string line;
        while (page.entries.size() < at_most && std::getline(in, line)) {
            if (in.eof()) break;
            page.next += line.size() + 1;
            page.entries.push_back(parse_log_line(line));
        }
    }

    std::filesystem::path file_, older_;
    std::uint64_t limit_;
    std::mutex mutex_;  // guards what follows
    owned_fd fd_;
    std::string rest_[2];
    std::uint64_t base_ = 0, size_ = 0, older_base_ = 0;
    bool told_ = false;
};

}  // namespace slipway::runtime::detail
