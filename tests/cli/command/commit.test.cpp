// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/commit.hpp>

#include <filesystem>

#include <catch2/catch.hpp>

#include <slipway/oci/unpack.hpp>

#include "command_machine.hpp"

namespace command_commit_test {

using namespace slipway;

TEST_CASE(
    "commit: what a container has changed is told, becomes an image, and comes out as an archive") {
    if (!support::may_have_machine()) return;
    const support::command_machine m;
    REQUIRE(
        m.says({"run", "--name", "box", "busybox", "sh", "-c", "echo kept > /kept; rm /etc/group"})
            .code == 0);
    CHECK(m.says({"diff", "box"}).out == "C /etc\nD /etc/group\nA /kept\n");
    CHECK(m.says({"diff", "--format", "json", "box"}).out.find(R"({"Kind":"A","Path":"/kept"})") !=
          std::string::npos);
    const auto made = m.says({"commit", "-m", "as it was", "-a", "Ann", "-c",
                              "CMD [\"cat\", \"/kept\"]", "box", "kept:1"});
    CHECK(made.out.starts_with("sha256:"));
    CHECK(m.says({"run", "--rm", "kept:1"}).out == "kept\n");
    CHECK(m.says({"history", "kept:1"}).out.find("as it was") != std::string::npos);
    CHECK(m.says({"commit", "-c", "COPY a b", "box"}).code != 0);
    CHECK(m.says({"commit", "nosuch"}).code != 0);
    const auto archive = m.files / "files.tar";
    CHECK(m.says({"export", "-o", archive.string(), "box"}).code == 0);
    oci::unpack(oci::read_from_file(archive), m.files / "out");
    CHECK(scratch_directory::read(m.files / "out/kept") == "kept\n");
    CHECK_FALSE(std::filesystem::exists(m.files / "out/etc/group"));
    CHECK(m.says({"export", "-o", (m.files / "none/x").string(), "box"}).code != 0);
}

}  // namespace command_commit_test
