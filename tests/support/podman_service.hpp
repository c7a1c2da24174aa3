// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>

#include <support/container_daemon.hpp>

namespace support {

/// Whether there is all that Podman's service needs; says so where there is not.
inline bool has_podman() {
    const auto tried =
        slipway::core::run_command({"podman", "--version"}, {}, std::chrono::seconds(10), 4096);
    if (::geteuid() != 0) WARN("skipped: a daemon that starts containers needs root");
    else if (tried.not_started != 0 || tried.exit_code != 0) WARN("skipped: there is no podman");
    else return true;
    return false;
}

/// Podman's service.
class podman_service : public container_daemon {
public:
    podman_service() : container_daemon("libpod_parent") {
        // For root without all rights, Podman's own limits cannot be set. What it does by itself
        // about cgroups runc does everywhere.
        scratch_directory::write(
            files_ / "containers.conf",
            "[containers]\ndefault_ulimits = [\"nofile=4096:4096\", \"nproc=4096:4096\"]\n[engine]\nruntime = \"runc\"\n"
            "cgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n[network]\nnetwork_config_dir = \"" +
                (files_ / "networks").string() + "\"\n");
        scratch_directory::write(files_ / "registries.conf", "");
        podman_service::start();
    }
    ~podman_service() override { clear(); }

    void stop() override { end_daemon(); }
    void start() override {
        launch(
            {"podman", "--root", (files_ / "root").string(), "--runroot", (files_ / "run").string(),
             "--tmpdir", (files_ / "tmp").string(), "--storage-driver", "overlay",
             "--log-level=warn", "system", "service", "--time=0", "unix://" + socket().string()},
            {{"CONTAINERS_CONF", (files_ / "containers.conf").string()},
             {"CONTAINERS_REGISTRIES_CONF", (files_ / "registries.conf").string()}},
            std::chrono::seconds(30));
    }
};

}  // namespace support
