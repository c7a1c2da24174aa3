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
    CHECK(std::filesystem::exists(dir / "root/content/oci-layout"));
    CHECK(s.runtime() == "process");
    CHECK_FALSE(s.quiet());
    s.hush();
    CHECK(s.quiet());
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
