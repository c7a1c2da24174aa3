// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/net/tls.hpp>

#include <support/eventually.hpp>
#include <support/free_port.hpp>
#include <support/scratch_directory.hpp>

namespace support {

/// Where Debian's docker-registry is: what the environment names, or where it is installed; empty
/// where it is not.
inline std::string docker_registry_program() {
    const char* const given = std::getenv("SLIPWAY_DOCKER_REGISTRY");
    const std::string program = given ? given : "/usr/bin/docker-registry";
    return std::filesystem::exists(program) ? program : "";
}

/// A docker-registry on loopback, with what it keeps in a directory of its own; gone with this
/// object.
class docker_registry {
public:
    struct options {
        std::optional<slipway::net::key_pair> tls{};
        std::string users{};  ///< lines of an htpasswd file; empty: everybody may do all
    };

    docker_registry() : docker_registry(options{}) {}
    explicit docker_registry(const options& o) {
        for (int n = 0; n < 5 && !start(o); ++n) stop();  // the port may have been taken meanwhile
        if (pid_ <= 0) throw std::runtime_error("docker-registry does not start");
    }
    docker_registry(const docker_registry&) = delete;
    ~docker_registry() { stop(); }

    std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

private:
    bool start(const options& o) {
        port_ = free_port();
        std::string config =
            "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage:\n  filesystem: {rootdirectory: " +
            (files_ / "kept").string() + "}\n  delete: {enabled: true}\nhttp:\n  addr: " + host() +
            "\n";
        if (o.tls) {
            scratch_directory::write(files_ / "certificate", o.tls->certificate_pem);
            scratch_directory::write(files_ / "key", o.tls->key_pem);
            config += "  tls: {certificate: " + (files_ / "certificate").string() +
                      ", key: " + (files_ / "key").string() + "}\n";
        }
        if (!o.users.empty()) {
            scratch_directory::write(files_ / "users", o.users);
            config +=
                "auth: {htpasswd: {realm: tests, path: " + (files_ / "users").string() + "}}\n";
        }
        scratch_directory::write(files_ / "config.yml", config);
        const std::string program = docker_registry_program(),
                          file = (files_ / "config.yml").string(), log = (files_ / "log").string();
        const pid_t parent = ::getpid();
        pid_ = ::fork();
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
            ::dup2(out, 1);
            ::dup2(out, 2);
            if (::getppid() == parent)
                ::execl(program.c_str(), program.c_str(), "serve", file.c_str(), nullptr);
            ::_exit(127);
        }
        return pid_ > 0 && eventually([this] { return listens() || ended(); }) && !ended();
    }
    void stop() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
    bool ended() {
        if (::waitpid(pid_, nullptr, WNOHANG) != pid_) return false;
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

    ::scratch_directory files_;
    std::uint16_t port_ = 0;
    pid_t pid_ = -1;
};

}  // namespace support
