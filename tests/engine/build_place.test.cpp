// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/detail/build_place.hpp>

#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include <slipway/engine/prune_builds.hpp>

#include <support/scratch_directory.hpp>

namespace build_place_test {

using namespace slipway;

TEST_CASE("builds begin while somebody prunes what earlier ones have left") {
    const scratch_directory files;
    const auto tries = [&](auto begin) {
        std::string failures;
        for (int times = 0; times < 300; ++times) try {
                begin();
            } catch (const status_error& e) {
                if (!e.is(core::reason::conflict)) failures += e.message() + '\n';
            }
        return failures;
    };
    std::string of_prune;
    std::thread other([&] { of_prune = tries([&] { engine::prune_builds(files.path()); }); });
    const std::string of_builds =
        tries([&] { const engine::detail::build_place place(files.path()); });
    other.join();
    CHECK(of_prune == "");
    CHECK(of_builds == "");
}

}  // namespace build_place_test
