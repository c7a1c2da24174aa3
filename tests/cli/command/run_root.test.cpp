// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <support/eventually.hpp>

#include "command_machine.hpp"

namespace run_root_test {

using namespace slipway;

namespace {

using support::command_machine;

std::string state_of(const command_machine& m, const std::string& name) {
    return m.says({"inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", name}).out;
}

}  // namespace

TEST_CASE("run root: what runs is kept there, and the machine may forget it") {
    if (!support::may_have_machine()) return;
    const command_machine m;
    const auto memory = m.files / "memory";
    REQUIRE(m.says({"--run-root", memory.string(), "run", "-d", "--name", "one", "busybox", "sleep",
                    "1000"})
                .code == 0);
    CHECK(std::filesystem::read_symlink(m.place() / "run") == memory);
    CHECK_FALSE(std::filesystem::is_empty(memory / "shims"));
    CHECK(m.says({"exec", "one", "echo", "heard"}).out == "heard\n");

    CHECK(m.says({"stop", "-t", "0", "one"}).code == 0);
    REQUIRE(support::eventually([&] { return std::filesystem::is_empty(memory / "shims"); }));
    std::filesystem::remove_all(memory);  // as where the machine is started again
    CHECK(engine::containers(m.place(), {}).list().size() == 1);  // whoever looks first
    std::filesystem::remove_all(memory);
    CHECK(state_of(m, "one") == "exited 137\n");
    CHECK(m.says({"start", "one"}).code == 0);
    CHECK(state_of(m, "one") == "running 0\n");
    CHECK_FALSE(std::filesystem::is_empty(memory / "shims"));
}

TEST_CASE("run root: one root keeps what runs in one place") {
    if (!support::may_have_machine()) return;
    const command_machine m;
    CHECK(m.says({"create", "--name", "one", "busybox"}).code == 0);
    const auto other = m.says({"--run-root", (m.files / "memory").string(), "start", "one"});
    CHECK(other.code != 0);
    CHECK_THAT(other.err, Catch::Contains("it cannot be kept in") && Catch::Contains("as well"));
    CHECK(m.says({"start", "one"}).code == 0);
}

}  // namespace run_root_test
