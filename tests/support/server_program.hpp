// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <support/eventually.hpp>
#include <support/free_port.hpp>

namespace support {

/// Starts a program that is killed when this one ends; `log` takes what it writes. Gives what
/// fork(2) does.
inline pid_t start_program(std::vector<std::string> words, const std::filesystem::path& log) {
    std::vector<char*> arguments;
    for (std::string& each : words) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t made = ::fork();
    if (made != 0) return made;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    if (::getppid() == parent) ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

/// A program that serves a port of loopback; gone with this object.
class server_program {
public:
    /// The words that start it for a port.
    using command = std::function<std::vector<std::string>(std::uint16_t port)>;

    /// Waits until it listens. `log` takes what it writes.
    server_program(const command& words, const std::filesystem::path& log) {
        for (int n = 0; n < 5 && !start(words, log); ++n)
            stop();  // the port may have been taken meanwhile
        if (pid_ <= 0) throw std::runtime_error(words(0).front() + " does not start");
    }
    server_program(const server_program&) = delete;
    ~server_program() { stop(); }

    std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

private:
    bool start(const command& words, const std::filesystem::path& log) {
        port_ = free_port();
        pid_ = start_program(words(port_), log);
        return pid_ > 0 && eventually([this] { return listens() || ended(); }) && !ended();
    }
    void stop() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
    bool ended() {
        if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) != pid_) return false;
        pid_ = -1;
        return true;
    }
    bool listens() const {
        sockaddr_in at = loopback(port_);
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const bool good = ::connect(fd, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0;
        ::close(fd);
        return good;
    }

    std::uint16_t port_ = 0;
    pid_t pid_ = -1;
};

}  // namespace support
