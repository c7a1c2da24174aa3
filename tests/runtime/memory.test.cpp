// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/memory.hpp>

#include <catch2/catch.hpp>

#include "laws/runtime.hpp"

namespace memory_test {

using namespace slipway;

namespace {

runtime::pretended_run pretend(const runtime::container_spec&,
                               const std::vector<std::string>& command) {
    if (command[0] == "echo") {
        std::string line = command[1];
        for (std::size_t i = 2; i < command.size(); ++i) line += ' ' + command[i];
        return {{line}, 0, {}};
    }
    if (command[0] == "true") return {{}, 0, {}};
    if (command[0] == "sh") return {{}, std::stoi(command[2].substr(5)), {}};
    if (command[0] == "sleep") return {};
    return {{}, {}, "exec: \"" + command[0] + "\": executable file not found in $PATH"};
}

}  // namespace

TEST_CASE("containers that only pretend keep the laws of runtimes") {
    runtime::memory r(pretend);
    laws::runtime_laws(runtime::any_runtime::of(r), [](std::vector<std::string> command) {
        runtime::container_spec made;
        made.name = "c";
        made.command = std::move(command);
        return made;
    });
}

}  // namespace memory_test
