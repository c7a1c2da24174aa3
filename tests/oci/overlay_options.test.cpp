// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/overlay_options.hpp>

#include <catch2/catch.hpp>

#include <support/refusal.hpp>
#include <support/scratch_directory.hpp>

namespace overlay_options_test {

using namespace slipway;

TEST_CASE("layers are named by short links, the highest first") {
    const scratch_directory files;
    const auto low = files / "a:b,c\\d/low", high = files / "high";
    for (int times = 0; times < 2; ++times)  // also where there are some of the run before
        CHECK(oci::overlay_options(files / "links", {low, high}, files / "changes",
                                   files / "room") == "lowerdir=1:0,upperdir=upper,workdir=work");
    const auto target = [&](const char* name) {
        return std::filesystem::read_symlink(files / "links" / name);
    };
    CHECK(target("0") == low);
    CHECK(target("1") == high);
    CHECK(target("upper") == files / "changes");
    CHECK(target("work") == files / "room");
}

TEST_CASE("a layer that an image has twice stands where it is highest") {
    const scratch_directory files;
    const auto one = files / "one", other = files / "other";
    CHECK(oci::overlay_options(files / "links", {one, other, one}, files / "u", files / "w") ==
          "lowerdir=2:1,upperdir=upper,workdir=work");
}

TEST_CASE("as many layers as overlayfs takes fit into one page, and no more are tried") {
    const scratch_directory files;
    const auto different_layers = [&](std::size_t count) {
        std::vector<std::filesystem::path> made;
        for (std::size_t i = 0; i < count; ++i) made.push_back(files / std::to_string(i));
        return made;
    };
    const auto options = [&](std::size_t count) {
        return oci::overlay_options(files / "links", different_layers(count), files / "upper",
                                    files / "work");
    };
    CHECK(options(oci::most_overlay_layers).size() < 4000);
    CHECK(support::refusal([&] { options(oci::most_overlay_layers + 1); }) ==
          core::reason::invalid);
}

}  // namespace overlay_options_test
