// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/front.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/container_verbs.hpp>
#include <slipway/cli/command/version.hpp>
#include <slipway/engine/containers.hpp>

#include <support/scratch_directory.hpp>

#include "../said_here.hpp"

namespace front_test {

using namespace slipway;
using namespace slipway::cli::command;

namespace {

constexpr const char* not_there =
    "slipway: slipway-complete, the part of this program that has to do with images and registries, is not installed with it\n";

support::ran front_said(const std::vector<std::string>& words) {
    return support::said_here([](int argc, char** argv) { return front(argc, argv); }, words);
}

}  // namespace

TEST_CASE("front: its verbs are the command's own, with the same options") {
    std::vector<verb> all = container_verbs();
    all.push_back(version());
    for (const verb& v : front_verbs()) {
        CAPTURE(v.name);
        const auto same = std::find_if(all.begin(), all.end(),
                                       [&](const verb& other) { return other.name == v.name; });
        REQUIRE(same != all.end());
        CHECK(same->usage == v.usage);
        CHECK(same->summary == v.summary);
        CHECK(same->options.size() == v.options.size());
        CHECK((same->run == v.run) == (v.name != "run" && v.name != "create"));
        CHECK_FALSE(std::any_of(all.begin(), all.end(), [&](const verb& other) {
            return other.name.starts_with(std::string(v.name) + " ");
        }));
    }
}

TEST_CASE(
    "front: what is not plainly one of its verbs is for the complete program, which has to be there") {
    if (::geteuid() != 0) {
        WARN("skipped: for others than root all is for the complete program");
        return;
    }
    const scratch_directory dir;
    const std::string root = dir / "root";
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"--root", root, "exec", "c", "ls"},
          {"--root=" + root, "rm", "c"},
          {"ps", "--no-such"}}) {
        CAPTURE(words);
        CHECK(front_said(words).code != 0);
        CHECK(front_said(words).err != not_there);
    }
    CHECK(front_said({"--root", root, "ps"}).out.starts_with("CONTAINER ID"));
    for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                  {"--help"},
                                                  {"--version"},
                                                  {"help", "run"},
                                                  {"pull", "busybox"},
                                                  {"container", "rm"},
                                                  {"--no-such", "ps"},
                                                  {"--root"},
                                                  {"rum"},
                                                  {"--help", "ps"}}) {
        CAPTURE(words);
        CHECK(front_said(words).code == 125);
        CHECK(front_said(words).err == not_there);
    }
}

TEST_CASE("front: an image that is not here is for the complete program, before anything is made") {
    const scratch_directory dir;
    const auto said = front_said({"--root", dir / "root", "run", "registry.invalid/none"});
    CHECK(said.code == 125);
    CHECK(said.err == not_there);
    CHECK(engine::containers(dir / "root", "process").list().empty());
}

}  // namespace front_test
