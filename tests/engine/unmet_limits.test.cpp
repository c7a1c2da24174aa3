// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/unmet_limits.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace unmet_limits_test {

using namespace slipway;
using sentences = std::vector<std::string>;

TEST_CASE("limits that a machine does not hold a container to are told") {
    const runtime::runtime_info able{.name = "linux", .enforces = {"memory limit"}};
    const runtime::runtime_info unable{
        .name = "linux",
        .lacks = {"memory limits: Permission denied", "pids limits: no such controller",
                  "pausing: Permission denied"}};
    const runtime::runtime_info plain{.name = "process",
                                      .lacks = {"limits of memory, CPU and processes"}};
    const runtime::limits none, memory{.memory_bytes = 1 << 24},
        all{.memory_bytes = 1 << 24, .cpu_millis = 100, .processes = 10};
    CHECK(engine::unmet_limits(able, all).empty());
    CHECK(engine::unmet_limits(unable, none).empty());
    CHECK(engine::unmet_limits(plain, none).empty());
    CHECK(engine::unmet_limits(unable, memory) ==
          sentences{"the container goes without its memory limit: Permission denied"});
    CHECK(engine::unmet_limits(unable, all) ==
          sentences{"the container goes without its memory limit: Permission denied",
                    "the container goes without its pids limit: no such controller"});
    CHECK(engine::unmet_limits(plain, memory) ==
          sentences{"the container goes without its memory limit: the runtime process has none"});
}

}  // namespace unmet_limits_test
