// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/core/owned_fd.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::cli::command::detail {

/// The option that `write_archive` reads.
inline constexpr option archive_option{
    .name = "output", .letter = 'o', .value = "FILE", .help = "instead of standard output"};

inline void write_all(int fd, std::string_view bytes, const std::string& name) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            throw status_error(core::reason::service_unavailable,
                               "cannot write " + name + ": " + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

/// A file that appears under its name when it is whole. Where the file system can, it has no name
/// before: then nothing is left of one whose program was killed.
class whole_file {
public:
    /// Throws `status_error` (invalid).
    explicit whole_file(std::string name) : name_(std::move(name)) {
        const auto above = std::filesystem::path(name_).parent_path();
        fd_ = core::owned_fd(
            ::open(above.empty() ? "." : above.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
        if (fd_) return;
        if (errno == EOPNOTSUPP || errno == EISDIR) {
            temporary_ = name_ + ".XXXXXX";
            fd_ = core::owned_fd(::mkostemp(temporary_.data(), O_CLOEXEC));
            if (fd_) return;
            temporary_.clear();
        }
        fail();
    }
    whole_file(const whole_file&) = delete;
    ~whole_file() {
        if (!temporary_.empty()) ::unlink(temporary_.c_str());
    }

    int descriptor() const { return fd_.get(); }
    /// Throws `status_error` (invalid).
    void appear() {
        if (temporary_.empty()) {
            if (link_as(name_)) return;
            if (errno != EEXIST) fail();
            const std::string beside = name_ + '.' + std::to_string(::getpid());
            ::unlink(beside.c_str());  // of one that was killed here
            if (!link_as(beside)) fail();
            temporary_ = beside;
        }
        if (::rename(temporary_.c_str(), name_.c_str()) != 0) fail();
        temporary_.clear();
    }

private:
    bool link_as(const std::string& name) const {
        const std::string own = "/proc/self/fd/" + std::to_string(fd_.get());
        return ::linkat(AT_FDCWD, own.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
    }
    [[noreturn]] void fail() const {
        throw status_error(core::reason::invalid,
                           "cannot write '" + name_ + "': " + std::strerror(errno));
    }

    std::string name_, temporary_;  // this one empty where it has no name yet
    core::owned_fd fd_;
};

/// Into a file that appears when it is whole; a pipe or device is written to as it is.
inline void write_archive_to(const std::string& file,
                             const std::function<void(const oci::byte_sink&)>& write) {
    const auto write_into = [&](int fd) {
        write([&](std::string_view part) { write_all(fd, part, "'" + file + "'"); });
    };
    if (!std::filesystem::exists(file) || std::filesystem::is_regular_file(file)) {
        whole_file made(file);
        write_into(made.descriptor());
        return made.appear();
    }
    const core::owned_fd other(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!other)
        throw status_error(core::reason::invalid,
                           "cannot write '" + file + "': " + std::strerror(errno));
    write_into(other.get());
}

/// To standard output. Throws `usage_error` for a terminal, which says what to do `instead`.
inline void print_archive(const std::string& instead,
                          const std::function<void(const oci::byte_sink&)>& write) {
    if (::isatty(STDOUT_FILENO))
        throw usage_error("an archive is not printed to a terminal: " + instead);
    std::fflush(stdout);
    write([](std::string_view part) { write_all(STDOUT_FILENO, part, "the archive"); });
}

/// Where the options say. Throws `usage_error` for a terminal.
inline void write_archive(const arguments& given,
                          const std::function<void(const oci::byte_sink&)>& write) {
    if (given.has("output")) return write_archive_to(given.value("output"), write);
    print_archive("name a file with -o", write);
}

}  // namespace slipway::cli::command::detail
