// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/help.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace help_test {

using namespace slipway::cli::command;

TEST_CASE("help: verbs stand in their groups, below each other") {
    const std::vector<verb> verbs{{.name = "pull", .summary = "bring", .group = "Images"},
                                  {.name = "info", .summary = "tell"},
                                  {.name = "image prune", .summary = "remove", .group = "Images"}};
    const std::string all = general_help("slipway", verbs,
                                         {{.name = "root", .value = "DIRECTORY", .help = "where"},
                                          {.name = "quiet", .letter = 'q', .help = "less"}});
    CHECK(
        all.find(
            "Images:\n  pull         bring\n  image prune  remove\n\nOther:\n  info         tell\n  completion   print") !=
        std::string::npos);
    CHECK(all.find("      --root DIRECTORY  where\n  -q, --quiet           less\n") !=
          std::string::npos);
}

TEST_CASE("help: the options of a verb stand below each other, a long one on a line of its own") {
    const verb v{
        .name = "run",
        .usage = "IMAGE",
        .summary = "run it",
        .options = {
            {.name = "publish", .letter = 'p', .value = "PORTS", .help = "ports", .repeats = true},
            {.letter = 'x', .help = "only a letter"},
            {.name = "a-name-that-is-much-longer", .value = "THAN-THE-OTHERS", .help = "long"}}};
    CHECK(help_of("slipway", v) ==
          "usage: slipway run IMAGE\n\nrun it\n\n"
          "  -p, --publish PORTS  ports (may be repeated)\n"
          "  -x                   only a letter\n"
          "      --a-name-that-is-much-longer THAN-THE-OTHERS\n"
          "                       long\n");
}

TEST_CASE("help: the verbs of a kind") {
    const std::vector<verb> verbs{{.name = "pull", .summary = "bring", .group = "Images"},
                                  {.name = "network ls", .summary = "list", .group = "Networks"},
                                  {.name = "network rm", .summary = "remove", .group = "Networks"}};
    CHECK(
        help_of_kind("slipway", verbs, "network") ==
        "usage: slipway COMMAND [ARGUMENT...], with one of these commands:\n\n  network ls  list\n  network rm  remove\n\nslipway help COMMAND tells how it is used\n");
    CHECK(help_of_kind("slipway", verbs, "image").find("  pull  bring\n") != std::string::npos);
    CHECK(help_of_kind("slipway", verbs, "net").empty());
}

}  // namespace help_test
