// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/docker.hpp>

#include <catch2/catch.hpp>

#include <support/podman_service.hpp>
#include <support/stocked_images.hpp>

#include "laws/interactive.hpp"
#include "laws/runtime.hpp"

namespace docker_test {

using namespace slipway;
using namespace std::chrono_literals;
using Catch::Contains;
using support::eventually;

TEST_CASE("containers of a Docker daemon keep the laws of runtimes") {
    if (!support::has_podman()) return;
    support::podman_service daemon;
    support::stocked_images images;
    {
        runtime::docker r(images.files / "run", {.socket = daemon.socket()});
        const auto specify = [&](std::vector<std::string> command) { return images.spec(std::move(command)); };
        laws::runtime_laws(runtime::any_runtime::of(r), specify);
        laws::interactive_laws(r, specify);
        r.run_sandbox("left", {.hostname = "left"});
    }
    CHECK(daemon.containers() == 0);
}

}  // namespace docker_test
