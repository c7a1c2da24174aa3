// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/docker_api/service.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include <unistd.h>

#include <slipway/core/run_command.hpp>
#include <slipway/engine/networks.hpp>

#include "docker_machine.hpp"

namespace testcontainers_test {

using namespace slipway;

namespace {

/// Where node finds testcontainers; empty where it is not there.
std::string testcontainers_place() {
    const char* const given = std::getenv("SLIPWAY_TESTCONTAINERS");
    const std::string place = given ? given : "";
    const auto tried = core::run_command({"node", "-e", "require('testcontainers')"},
                                         {{"NODE_PATH", place}}, std::chrono::seconds(60), 4096);
    return tried.not_started == 0 && tried.exit_code == 0 ? place : "";
}

}  // namespace

TEST_CASE("testcontainers start containers, wait for them, talk to them and stop them") {
    const std::string place = testcontainers_place();
    if (::geteuid() != 0) WARN("skipped: containers with files of their own need root");
    else if (place.empty())
        WARN(
            "skipped: there is no testcontainers for node; SLIPWAY_TESTCONTAINERS names the node_modules that has it");
    if (::geteuid() != 0 || place.empty()) return;
    support::docker_machine m;
    scratch_directory::write(m.files / "file", "from outside");
    const auto script = std::filesystem::absolute(__FILE__).parent_path() / "testcontainers.js";
    // Its reaper is an image of its own, which would have to come from a registry.
    const auto said = core::run_command(
        {"node", script.string(), (m.files / "file").string(), (m.files / "s").string()},
        {{"NODE_PATH", place},
         {"DOCKER_HOST", m.service->url()},
         {"TESTCONTAINERS_RYUK_DISABLED", "true"},
         {"TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1"},
         {"HOME", m.files.path().string()}},
        std::chrono::seconds(120), 1 << 20);
    INFO(said.complaints);
    CHECK(said.exit_code == 0);
    CHECK(
        said.output ==
        "page: it is web\ncopied: from outside\nexec: [3,\"told\\n\",\"complained\\n\"]\nas: 65534 /www more\nlater: later\narchive: true\nlogs: serving\n"
        "beside: 65536 2048 100 200\n"
        "asked: it is web asked\naddress: true\nagain: it is web\nsocket: there\nnever: true\nover: yes\n");
    CHECK(engine::networks(*m.containers).empty());
}

}  // namespace testcontainers_test
