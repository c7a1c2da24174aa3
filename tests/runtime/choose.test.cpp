// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/choose.hpp>

#include <catch2/catch.hpp>

#include <support/own_network.hpp>
#include <support/scratch_directory.hpp>

namespace choose_test {

using namespace slipway;

TEST_CASE("a runtime is had by its name") {
    const scratch_directory dir;
    for (const char* name : {"memory", "process"}) {
        runtime::choice made = runtime::choose(name, dir / name);
        CHECK(made.runtime.info().name == name);
        CHECK(made.why == "asked for");
    }
}

TEST_CASE("without a name it is the strongest that works, and a reason") {
    std::optional<support::own_network> network;
    if (::geteuid() == 0) network.emplace();
    const scratch_directory dir;
    runtime::choice made = runtime::choose("", dir / "run");
    if (::geteuid() == 0) {
        CHECK((made.runtime.info().name == "linux" ||
               made.why.starts_with("linux does not work here: ")));
    } else {
        CHECK(made.runtime.info().name == "process");
        CHECK(
            made.why ==
            "linux does not work here: the linux runtime needs root, if only of a user namespace that the program has entered");
    }
}

TEST_CASE("other names are refused, with those that there are") {
    const scratch_directory dir;
    CHECK_THROWS_WITH(
        runtime::choose("podman", dir.path()),
        "there is no runtime \"podman\"; there are linux, runc, crun, process, docker, docker:SOCKET and memory");
    CHECK(std::filesystem::is_empty(dir.path()));
    CHECK_THROWS_WITH(runtime::choose("docker:" + (dir / "none").string(), dir.path()),
                      Catch::Contains("no Docker daemon answers at " + (dir / "none").string()));
    if (::geteuid() != 0)
        CHECK_THROWS_WITH(
            runtime::choose("linux", dir.path()),
            "the linux runtime needs root, if only of a user namespace that the program has entered");
    if (::geteuid() != 0)
        CHECK_THROWS_WITH(
            runtime::choose("runc", dir.path()),
            "the runc runtime needs root, if only of a user namespace that the program has entered");
}

}  // namespace choose_test
