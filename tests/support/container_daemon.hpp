// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/json/read.hpp>
#include <slipway/net/http_client.hpp>

#include <support/eventually.hpp>
#include <support/own_network.hpp>
#include <support/scratch_directory.hpp>

namespace support {

/// A daemon that speaks the Docker Engine API, in a network, with mounts and with files of its own;
/// gone with this object, with all that it has started.
class container_daemon {
public:
    container_daemon(const container_daemon&) = delete;
    virtual ~container_daemon() = default;

    /// Containers go on; when it starts again, it finds them.
    virtual void stop() = 0;
    virtual void start() = 0;

    std::filesystem::path socket() const { return files_ / "s"; }
    /// All containers that there are, whoever has made them.
    std::size_t containers() const { return list().size(); }
    slipway::net::http_client client() const {
        return slipway::net::http_client({.tls = false, .host = "daemon", .port = 80},
                                         {.socket = socket()});
    }

protected:
    /// `group`: the control group, below the root of each hierarchy, that it has its containers in.
    explicit container_daemon(std::string group) : group_(std::move(group)) {
        // What the daemon and its network programs keep outside of our directory goes with a mount
        // namespace.
        const std::string ready = (files_ / "ready").string();
        holder_ = spawn({"unshare", "--mount", "sh", "-c",
                         "mount -t tmpfs none /var/lib && mount -t tmpfs none /run && touch " +
                             ready + " && exec sleep 1000000"});
        if (!eventually([&] { return std::filesystem::exists(ready); }))
            throw std::runtime_error("cannot make a mount namespace: " + said());
    }
    /// The daemon, with these environment variables; it is asked to end when this program ends.
    void launch(std::vector<std::string> words,
                const std::vector<std::pair<std::string, std::string>>& variables,
                std::chrono::seconds limit) {
        const std::string name = words.front();
        words.insert(words.begin(), {"nsenter", "--mount", "--target", std::to_string(holder_)});
        pid_ = spawn(std::move(words), variables);
        if (!eventually([this] { return std::filesystem::is_socket(socket()) && answers(); },
                        limit))
            throw std::runtime_error(name + " does not start: " + said());
    }
    void end_daemon() { end(pid_, SIGTERM); }
    void signal_daemon(int number) const { ::kill(pid_, number); }
    /// To be called by the destructor of who knows how to end it.
    void clear() {
        remove_containers();
        end_daemon();
        end(holder_, SIGKILL);
        // Some daemons leave a process for each command that was run beside a container, for
        // minutes.
        eventually([this] { return end_helpers() == 0 && remove_groups(); },
                   std::chrono::seconds(5));
    }
    slipway::json::value ask(const std::string& target) const {
        return slipway::json::read(client().send({.method = "GET", .target = target}).body);
    }

    scratch_directory files_;

private:
    pid_t spawn(std::vector<std::string> words,
                const std::vector<std::pair<std::string, std::string>>& variables = {}) const {
        std::vector<char*> all;
        for (auto& each : words) all.push_back(each.data());
        all.push_back(nullptr);
        const std::string log = (files_ / "log").string();
        const pid_t parent = ::getpid(), made = ::fork();
        if (made != 0) return made;
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(out, 1);
        ::dup2(out, 2);
        for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
        if (::getppid() == parent) ::execvp(all[0], all.data());
        ::_exit(127);
    }
    static void end(pid_t& pid, int signal) {
        if (pid <= 0) return;
        ::kill(pid, signal);
        ::waitpid(std::exchange(pid, -1), nullptr, 0);
    }
    std::string said() const { return scratch_directory::read(files_ / "log"); }
    bool answers() const {
        try {
            return client().send({.method = "GET", .target = "/_ping"}).status == 200;
        } catch (const slipway::status_error&) {
            return false;
        }
    }
    slipway::json::value list() const { return ask("/v1.41/containers/json?all=1"); }
    void remove_containers() const {
        try {
            for (int n = 0; n < 3; ++n)  // those whose network others use come last
                for (const auto& each : list())
                    client().send({.method = "DELETE",
                                   .target = "/v1.41/containers/" +
                                             each.at("Id").get<std::string>() + "?force=1"});
        } catch (const std::exception&) {  // it is gone
        }
    }

    /// Kills the processes that name a directory of ours, and says how many there are.
    std::size_t end_helpers() const {
        std::size_t made = 0;
        std::error_code ignored;
        for (const auto& each : std::filesystem::directory_iterator("/proc", ignored)) {
            const std::string pid = each.path().filename().string();
            if (pid.find_first_not_of("0123456789") != pid.npos ||
                pid == std::to_string(::getpid()))
                continue;
            std::string words;
            std::ifstream in(each.path() / "cmdline");
            std::getline(in, words, '\n');  // of one that ends meanwhile, nothing
            if (words.find(files_.path().string() + '/') == words.npos) continue;
            ::kill(static_cast<pid_t>(std::stol(pid)), SIGKILL);
            ++made;
        }
        return made;
    }
    /// False where something is left: others may have something in them.
    bool remove_groups() const {
        bool made = true;
        std::error_code ignored;
        for (const auto& hierarchy :
             std::filesystem::directory_iterator("/sys/fs/cgroup", ignored)) {
            const auto group = hierarchy.path() / group_;
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
    std::string group_;  // the control group of all its containers
    pid_t holder_ = -1, pid_ = -1;
};

}  // namespace support
