// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/command_line.hpp>

#include <catch2/catch.hpp>

namespace command_line_test {

using namespace slipway;
using words = std::vector<std::string>;

TEST_CASE("command and arguments replace the image's as Kubernetes says") {
    const oci::image_config image{.entrypoint = {"entry"}, .cmd = {"cmd"}};
    CHECK(runtime::command_line(image) == words{"entry", "cmd"});
    CHECK(runtime::command_line(image, {"own"}) == words{"own"});
    CHECK(runtime::command_line(image, {}, {"arg"}) == words{"entry", "arg"});
    CHECK(runtime::command_line(image, {"own"}, {"arg"}) == words{"own", "arg"});
    CHECK(runtime::command_line({.cmd = {"sh", "-c"}}) == words{"sh", "-c"});
}

TEST_CASE("where nothing is left to run it says so") {
    CHECK_THROWS_WITH(runtime::command_line({}), Catch::Contains("no command"));
    CHECK(runtime::command_line({}, {}, {"arg"}) == words{"arg"});
}

TEST_CASE("the image's variables are split at their first equals sign") {
    const auto made = runtime::variables_of({.env = {"A=1", "B=x=y", "C=", "D"}});
    CHECK(made == std::vector<std::pair<std::string, std::string>>{
                      {"A", "1"}, {"B", "x=y"}, {"C", ""}, {"D", ""}});
}

}  // namespace command_line_test
