// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" char** environ;

namespace slipway::core {

/// What has become of a command.
struct command_result {
    int not_started = 0;    ///< errno, where it could not be started
    bool in_time = true;    ///< otherwise it was killed
    bool too_long = false;  ///< it was killed, because it printed more than it may
    int exit_code = 0;      ///< 128 and more: of a signal
    std::string output{};
    std::string complaints{};  ///< the end of what it wrote to its standard error
};

namespace detail {

/// The reading end of a pipe, and the end for the child. Neither outlives this, or an exec.
class command_pipe {
public:
    command_pipe() { good_ = ::pipe2(ends_, O_CLOEXEC) == 0; }
    command_pipe(const command_pipe&) = delete;
    ~command_pipe() {
        close_reading();
        close_writing();
    }
    bool good() const { return good_; }
    int reading() const { return ends_[0]; }
    int writing() const { return ends_[1]; }
    void close_reading() { shut(ends_[0]); }
    void close_writing() { shut(ends_[1]); }

private:
    static void shut(int& fd) {
        if (fd >= 0) ::close(fd);
        fd = -1;
    }
    int ends_[2] = {-1, -1};
    bool good_ = false;
};

/// The environment of this program with some variables set.
inline std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& set) {
    std::vector<std::string> made;
    for (char** each = environ; each && *each; ++each) {
        const std::string_view known(*each);
        const bool replaced = std::any_of(set.begin(), set.end(), [&](const auto& s) {
            return known.starts_with(s.first + "=");
        });
        if (!replaced) made.emplace_back(known);
    }
    for (const auto& [name, value] : set) made.push_back(name + "=" + value);
    return made;
}

/// Starts it in a process group of its own. Gives errno.
inline int spawn(pid_t& child, const std::vector<std::string>& words,
                 const std::vector<std::string>& environment, const command_pipe& in,
                 const command_pipe& out, const command_pipe& err) {
    auto pointers = [](const std::vector<std::string>& from) {
        std::vector<char*> made;
        for (const std::string& s : from) made.push_back(const_cast<char*>(s.c_str()));
        made.push_back(nullptr);
        return made;
    };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, in.reading(), 0);
    posix_spawn_file_actions_adddup2(&files, out.writing(), 1);
    posix_spawn_file_actions_adddup2(&files, err.writing(), 2);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    const int error = ::posix_spawnp(&child, words[0].c_str(), &files, &attributes,
                                     pointers(words).data(), pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

/// Adds what can be read. False at the end.
inline bool read_some(int fd, std::string& to) {
    char buffer[4096];
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n > 0) to.append(buffer, static_cast<std::size_t>(n));
    return n > 0 || (n < 0 && errno == EINTR);
}

/// What it is to read is in the pipe before it starts, so that none of it is written to a command
/// that has ended. False where it does not fit.
inline bool fill(command_pipe& in, std::string_view with) {
    const bool fits =
        ::fcntl(in.writing(), F_SETFL, O_NONBLOCK) == 0 &&
        ::write(in.writing(), with.data(), with.size()) == static_cast<ssize_t>(with.size());
    in.close_writing();
    return fits;
}

}  // namespace detail

/// Runs a command to its end, with variables of the environment set and `input` to read (as much as
/// a pipe holds: 64 KiB), and takes what it prints, up to `longest` bytes. Whatever it has started
/// in its process group is killed with it.
inline command_result run_command(const std::vector<std::string>& words,
                                  const std::vector<std::pair<std::string, std::string>>& env,
                                  std::chrono::milliseconds limit, std::size_t longest,
                                  std::string_view input = {}) {
    using namespace detail;
    command_result made;
    command_pipe in, out, err;
    pid_t child = -1;
    if (!in.good() || !out.good() || !err.good()) made.not_started = EMFILE;
    else if (!fill(in, input)) made.not_started = E2BIG;
    else made.not_started = spawn(child, words, environment_with(env), in, out, err);
    in.close_reading();
    if (made.not_started) return made;
    out.close_writing();
    err.close_writing();
    const auto deadline = std::chrono::steady_clock::now() + limit;
    auto left = [&] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   deadline - std::chrono::steady_clock::now())
            .count();
    };
    while (out.reading() >= 0 && left() > 0 && !made.too_long) {
        pollfd both[] = {{out.reading(), POLLIN, 0},
                         {err.reading(), POLLIN, 0}};  // one that is closed is -1: passed over
        if (::poll(both, 2, static_cast<int>(left()) + 1) < 0 && errno != EINTR) break;
        if (both[0].revents && !read_some(out.reading(), made.output)) out.close_reading();
        if (both[1].revents && !read_some(err.reading(), made.complaints)) err.close_reading();
        if (made.complaints.size() > 4096) made.complaints.erase(0, made.complaints.size() - 2048);
        made.too_long = made.output.size() > longest;
    }
    int status = 0;
    pid_t ended = 0;
    while (!made.too_long && (ended = ::waitpid(child, &status, WNOHANG)) == 0 && left() > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (ended != child) {
        made.in_time = made.too_long;
        ::kill(-child, SIGKILL);
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
    }
    for (pollfd rest{err.reading(), POLLIN, 0};
         rest.fd >= 0 && made.complaints.size() < 4096 && ::poll(&rest, 1, 0) > 0;)
        if (!read_some(rest.fd, made.complaints)) break;
    made.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return made;
}

}  // namespace slipway::core
