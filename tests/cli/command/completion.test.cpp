// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/completion.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/cli/command/image_verbs.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>

#include "support/scratch_directory.hpp"

namespace completion_test {

using namespace slipway::cli::command;

namespace {

std::string script_for(const std::string& shell) {
    return completion(shell, "slipway", image_verbs(), session::options());
}

}  // namespace

TEST_CASE("completion: bash completes verbs and options") {
    if (std::system("bash -c true > /dev/null 2>&1") != 0) {
        WARN("needs bash");
        return;
    }
    const scratch_directory dir;
    scratch_directory::write(dir / "completion", script_for("bash"));
    const auto completed = [&](const std::string& words) {
        const std::string command =
            "bash -c 'set -u; . " + (dir / "completion").string() + "; COMP_WORDS=(slipway " +
            words +
            "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _slipway; echo \"${COMPREPLY[*]}\"' > " +
            (dir / "out").string();
        REQUIRE(std::system(command.c_str()) == 0);
        return scratch_directory::read(dir / "out");
    };
    CHECK(completed("im") == "image images import\n");
    CHECK(completed("image \"\"") == "inspect prune\n");
    CHECK(completed("image prune --a") == "--all\n");
    CHECK(completed("--root /somewhere pu") == "pull push\n");
    CHECK(completed("pull --pl") == "--platform --plain-http\n");
    CHECK(completed("login --password-") == "--password-stdin\n");
    CHECK(completed("completion f") == "fish\n");
}

TEST_CASE("completion: zsh takes bash's, fish has its own, others have none") {
    CHECK(script_for("zsh").starts_with("#compdef slipway\n"));
    CHECK(script_for("fish").find(
              "complete -c slipway -n '__fish_seen_subcommand_from pull' -l platform -r -d ") !=
          std::string::npos);
    CHECK_THROWS_AS(script_for("tcsh"), usage_error);
}

}  // namespace completion_test
