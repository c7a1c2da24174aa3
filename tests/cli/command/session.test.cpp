// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/session.hpp>

#include <cstdlib>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/scratch_directory.hpp"

namespace session_test {

using namespace slipway::cli::command;

namespace {

/// The root of a session with this `--root`; an empty one is none.
std::string root_with(const std::string& given) {
    arguments global;
    if (!given.empty()) global.give("root", given);
    return session(global).root().string();
}

}  // namespace

TEST_CASE("session: the root is given, in the environment, or where such things are") {
    const char* const before = std::getenv("SLIPWAY_ROOT");
    const std::string kept = before ? before : "";
    ::setenv("SLIPWAY_ROOT", "/from/the/environment", 1);
    CHECK(root_with("/given") == "/given");
    CHECK(root_with("").starts_with("/from/the"));
    ::unsetenv("SLIPWAY_ROOT");
    if (::geteuid() == 0) CHECK(root_with("") == "/var/lib/slipway");
    else CHECK(root_with("").ends_with("/slipway"));
    CHECK(root_with("relative").starts_with("/"));
    if (before) ::setenv("SLIPWAY_ROOT", kept.c_str(), 1);
}

TEST_CASE("session: images are made where they are asked for, and kept for the session") {
    const scratch_directory dir;
    arguments global;
    global.give("root", (dir / "root").string());
    global.give("runtime", "process");
    session s(global);
    CHECK_FALSE(std::filesystem::exists(dir / "root"));
    CHECK(s.images().list().empty());
    CHECK(&s.images() == &s.images());
    CHECK(std::filesystem::exists(dir / "root/images/layers"));
    CHECK_FALSE(std::filesystem::exists(dir / "root/content"));  // what nobody needs to look at
    CHECK(s.runtime() == "process");
    CHECK_FALSE(s.quiet());
    s.hush();
    CHECK(s.quiet());
}

TEST_CASE("session: what runs is kept in the root, or where it was asked for when that was new") {
    const scratch_directory dir;
    const auto run_root_with = [&](const char* root, const std::string& wish) {
        arguments global;
        global.give("root", (dir / root).string());
        if (!wish.empty()) global.give("run-root", wish);
        return session(global).run_root().string();
    };
    const std::string place = dir / "memory";
    CHECK(run_root_with("plain", "") == dir / "plain/run");
    CHECK(run_root_with("root", place) == place);
    CHECK(run_root_with("root", "") == place);
    CHECK_THROWS_WITH(run_root_with("root", dir / "other"),
                      "what runs of the containers in " + (dir / "root").string() + " is kept in " +
                          place + ": it cannot be kept in " + (dir / "other").string() +
                          " as well");
    ::setenv("SLIPWAY_RUN_ROOT", (dir / "named").c_str(), 1);
    CHECK(run_root_with("new", "") == dir / "named");
    ::unsetenv("SLIPWAY_RUN_ROOT");
}

TEST_CASE("session: a place where nothing can be kept is told in a sentence") {
    const scratch_directory dir;
    scratch_directory::write(dir / "file", "in the way");
    arguments global;
    global.give("root", (dir / "file").string());
    session s(global);
    CHECK_THROWS_WITH(s.containers(),
                      "cannot keep containers in " + (dir / "file").string() + ": Not a directory");
}

}  // namespace session_test
