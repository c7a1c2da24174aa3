// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <support/container_daemon.hpp>
#include <support/usable_program.hpp>

namespace support {

/// The `dockerd` that is to be used: what the environment names, or the one on PATH; empty where
/// there is none.
inline std::string dockerd_program() { return usable_program("SLIPWAY_DOCKERD", "dockerd"); }

/// Whether there is all that Docker's daemon needs; says so where there is not.
inline bool has_dockerd() {
    if (::geteuid() != 0) WARN("skipped: a daemon that starts containers needs root");
    else if (dockerd_program().empty())
        WARN("skipped: there is no dockerd; SLIPWAY_DOCKERD names one");
    else return true;
    return false;
}

/// Docker's own daemon, with a containerd of its own. That and runc are looked for beside it first.
class docker_daemon : public container_daemon {
public:
    docker_daemon() : container_daemon("slipway-test-" + std::to_string(::getpid())) {
        docker_daemon::start();
    }
    ~docker_daemon() override { clear(); }

    /// It lets containers go on only where it was told to: so they end with it when this program is
    /// killed.
    void stop() override {
        configure(true);
        signal_daemon(SIGHUP);
        eventually([this] { return ask("/v1.41/info").at("LiveRestoreEnabled") == true; });
        end_daemon();
    }
    void start() override {
        const std::string program = dockerd_program(),
                          beside = std::filesystem::path(program).parent_path().string();
        const char* const path = std::getenv("PATH");
        configure(false);
        launch(
            {program, "--config-file", (files_ / "daemon.json").string(), "--data-root",
             (files_ / "root").string(), "--exec-root", (files_ / "run").string(), "--pidfile",
             (files_ / "pid").string(), "--host", "unix://" + socket().string(), "--cgroup-parent",
             "/slipway-test-" + std::to_string(::getpid()), "--log-level", "warn"},
            {{"PATH", (beside.empty() ? "" : beside + ":") + (path ? path : "")}},
            std::chrono::seconds(60));
    }

private:
    void configure(bool containers_go_on) {
        scratch_directory::write(files_ / "daemon.json",
                                 containers_go_on ? R"({"live-restore": true})" : "{}");
    }
};

}  // namespace support
