// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/overlay_options.hpp>

#include <catch2/catch.hpp>

#include <support/refusal.hpp>
#include <support/scratch_directory.hpp>

namespace overlay_options_test {

using namespace slipway;

TEST_CASE("layers are named from the directory that they all are in, the highest first") {
    const scratch_directory files;
    const auto made =
        oci::overlay_options(files / "links", {files / "l/low/root", files / "l/high"},
                             files / "changes", files / "room");
    CHECK(made.from == files / "l");
    CHECK(made.options == "lowerdir=high:low/root,upperdir=" + (files / "changes").string() +
                              ",workdir=" + (files / "room").string());
    CHECK(!exists(files / "links"));
}

TEST_CASE("one layer alone, and layers that share nothing but the root") {
    const auto one = oci::overlay_options("/links", {"/a/b/"}, "/u", "/w");
    CHECK(one.from == "/a");
    CHECK(one.options == "lowerdir=b,upperdir=/u,workdir=/w");
    const auto two = oci::overlay_options("/links", {"/a/b", "/ab"}, "/u", "/w");
    CHECK(two.from == "/");
    CHECK(two.options == "lowerdir=ab:a/b,upperdir=/u,workdir=/w");
}

TEST_CASE("where names would be taken for something else, they are short links") {
    const scratch_directory files;
    const auto low = files / "a:b,c\\d/low", high = files / "high";
    for (int times = 0; times < 2; ++times) {  // also where there are some of the run before
        const auto made =
            oci::overlay_options(files / "links", {low, high}, files / "changes", files / "room");
        CHECK(made.from == files / "links");
        CHECK(made.options == "lowerdir=0:1,upperdir=upper,workdir=work");
    }
    const auto target = [&](const char* name) {
        return std::filesystem::read_symlink(files / "links" / name);
    };
    CHECK(target("0") == high);
    CHECK(target("1") == low);
    CHECK(target("upper") == files / "changes");
    CHECK(target("work") == files / "room");
}

TEST_CASE("a layer that an image has twice stands where it is highest") {
    const auto made = oci::overlay_options("/links", {"/one", "/other", "/one"}, "/u", "/w");
    CHECK(made.options == "lowerdir=one:other,upperdir=/u,workdir=/w");
}

TEST_CASE("no layers are none to mount") {
    CHECK(support::refusal([&] { oci::overlay_options("/links", {}, "/u", "/w"); }) ==
          core::reason::invalid);
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
                                    files / "work")
            .options;
    };
    CHECK(options(oci::most_overlay_layers).size() < 4000);
    CHECK(support::refusal([&] { options(oci::most_overlay_layers + 1); }) ==
          core::reason::invalid);
}

}  // namespace overlay_options_test
