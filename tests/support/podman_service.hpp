// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/core/run_command.hpp>
#include <slipway/json/read.hpp>
#include <slipway/net/http_client.hpp>

#include <support/eventually.hpp>
#include <support/own_network.hpp>
#include <support/scratch_directory.hpp>

namespace support {

/// Whether there is all that Podman's service needs; says so where there is not.
inline bool has_podman() {
    const auto tried = slipway::core::run_command({"podman", "--version"}, {}, std::chrono::seconds(10), 4096);
    if (::geteuid() != 0) WARN("skipped: a daemon that starts containers needs root");
    else if (tried.not_started != 0 || tried.exit_code != 0) WARN("skipped: there is no podman");
    else return true;
    return false;
}

/// A daemon that speaks the Docker Engine API, Podman's, in a network and with files of its own; gone with this object, with all
/// that it has started.
class podman_service {
public:
    podman_service() {
        // For root without all rights, Podman's own limits cannot be set. What it does by itself about cgroups runc does everywhere.
        scratch_directory::write(files_ / "containers.conf", "[containers]\ndefault_ulimits = [\"nofile=4096:4096\", \"nproc=4096:4096\"]\n[engine]\nruntime = \"runc\"\n"
                                                             "cgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n[network]\nnetwork_config_dir = \"" + (files_ / "networks").string() + "\"\n");
        scratch_directory::write(files_ / "registries.conf", "");
        // What Podman and its network programs keep outside of our directory goes with a mount namespace.
        const std::string ready = (files_ / "ready").string();
        holder_ = spawn({"unshare", "--mount", "sh", "-c", "mount -t tmpfs none /var/lib && mount -t tmpfs none /run && touch " + ready + " && exec sleep 1000000"});
        if (!eventually([&] { return std::filesystem::exists(ready); })) throw std::runtime_error("cannot make a mount namespace");
        start();
    }
    podman_service(const podman_service&) = delete;
    ~podman_service() {
        remove_containers();
        stop();
        end(holder_, SIGKILL);
        // Podman leaves a process for each command that was run beside a container, for minutes.
        eventually([this] { return end_helpers() == 0 && remove_groups(); }, std::chrono::seconds(5));
    }

    /// Containers go on; when it starts again, it finds them.
    void stop() {
        end(pid_, SIGTERM);
    }
    void start() {
        pid_ = spawn({"nsenter", "--mount", "--target", std::to_string(holder_), "podman", "--root", (files_ / "root").string(), "--runroot", (files_ / "run").string(), "--tmpdir",
                      (files_ / "tmp").string(), "--storage-driver", "overlay", "--log-level=warn", "system", "service", "--time=0", "unix://" + socket().string()});
        if (!eventually([this] { return std::filesystem::is_socket(socket()) && answers(); })) throw std::runtime_error("podman does not start: " + scratch_directory::read(files_ / "log"));
    }

    std::filesystem::path socket() const { return files_ / "s"; }
    /// All containers that there are, whoever has made them.
    std::size_t containers() const { return list().size(); }
    slipway::net::http_client client() const { return slipway::net::http_client({.tls = false, .host = "podman", .port = 80}, {.socket = socket()}); }

private:
    pid_t spawn(std::vector<std::string> words) const {
        std::vector<char*> all;
        for (auto& each : words) all.push_back(each.data());
        all.push_back(nullptr);
        const std::string conf = (files_ / "containers.conf").string(), registries = (files_ / "registries.conf").string(), log = (files_ / "log").string();
        const pid_t parent = ::getpid(), made = ::fork();
        if (made != 0) return made;
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(out, 1);
        ::dup2(out, 2);
        ::setenv("CONTAINERS_CONF", conf.c_str(), 1);
        ::setenv("CONTAINERS_REGISTRIES_CONF", registries.c_str(), 1);
        if (::getppid() == parent) ::execvp(all[0], all.data());
        ::_exit(127);
    }
    static void end(pid_t& pid, int signal) {
        if (pid <= 0) return;
        ::kill(pid, signal);
        ::waitpid(std::exchange(pid, -1), nullptr, 0);
    }
    bool answers() const {
        try {
            return client().send({.method = "GET", .target = "/_ping"}).status == 200;
        } catch (const slipway::status_error&) {
            return false;
        }
    }
    slipway::json::value list() const { return slipway::json::read(client().send({.method = "GET", .target = "/v1.41/containers/json?all=1"}).body); }
    void remove_containers() const {
        try {
            for (int n = 0; n < 3; ++n)  // those whose network others use come last
                for (const auto& each : list()) client().send({.method = "DELETE", .target = "/v1.41/containers/" + each.at("Id").get<std::string>() + "?force=1"});
        } catch (const std::exception&) {  // it is gone
        }
    }

    /// Kills the processes that name a directory of ours, and says how many there are.
    std::size_t end_helpers() const {
        std::size_t made = 0;
        std::error_code ignored;
        for (const auto& each : std::filesystem::directory_iterator("/proc", ignored)) {
            const std::string pid = each.path().filename().string();
            if (pid.find_first_not_of("0123456789") != pid.npos) continue;
            std::string words;
            std::ifstream in(each.path() / "cmdline");
            std::getline(in, words, '\n');  // of one that ends meanwhile, nothing
            if (words.find((files_ / "root").string()) == words.npos) continue;
            ::kill(static_cast<pid_t>(std::stol(pid)), SIGKILL);
            ++made;
        }
        return made;
    }
    /// False where something is left: others may have something in them.
    static bool remove_groups() {
        bool made = true;
        std::error_code ignored;
        for (const auto& hierarchy : std::filesystem::directory_iterator("/sys/fs/cgroup", ignored)) {
            const auto group = hierarchy.path() / "libpod_parent";
            remove_group(group);
            made = made && !std::filesystem::exists(group);
        }
        return made;
    }
    static void remove_group(const std::filesystem::path& group) {
        std::error_code ignored;
        for (const auto& each : std::filesystem::directory_iterator(group, ignored))
            if (each.is_directory(ignored)) remove_group(each.path());
        ::rmdir(group.c_str());
    }

    own_network network_;
    scratch_directory files_;
    pid_t holder_ = -1, pid_ = -1;
};

}  // namespace support
