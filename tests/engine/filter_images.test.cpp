// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/filter_images.hpp>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace filter_images_test {

using namespace slipway;

namespace {

runtime::image image(const std::string& name, const std::string& created,
                     std::map<std::string, std::string> labels = {}) {
    runtime::image made{.reference = oci::reference::parse(name)};
    made.config.created = created;
    made.config.labels = std::move(labels);
    return made;
}

bool fits(const engine::images& all, const runtime::image& i, const char* name,
          const std::string& value) {
    engine::filters wanted(engine::image_filters);
    wanted.add(name, value);
    return engine::fits(i, wanted, all);
}

}  // namespace

TEST_CASE("images are found by name, label and when they were made") {
    const support::engine_machine m;
    const engine::images& all = *m.images;
    const auto web = image("shop/web:2", "2026-01-31T12:00:00Z", {{"tier", "front"}});
    CHECK(fits(all, web, "reference", "shop/*"));
    CHECK(fits(all, web, "reference", "shop/web:2"));
    CHECK_FALSE(fits(all, web, "reference", "web"));
    CHECK(fits(all, web, "label", "tier=front"));
    CHECK_FALSE(fits(all, web, "label", "tier=back"));
    CHECK(fits(all, web, "dangling", "false"));
    CHECK_FALSE(fits(all, web, "dangling", "true"));
    CHECK(fits(all, web, "until", "2026-01-31T12:00:01Z"));
    CHECK_FALSE(fits(all, web, "until", "2026-01-31T12:00:00Z"));
    CHECK(fits(all, web, "since", "busybox") != fits(all, web, "before", "busybox"));
    CHECK_THROWS_WITH(fits(all, web, "before", "nosuch"), "No such image: nosuch");
    CHECK_THROWS_WITH(fits(all, web, "dangling", "so"),
                      "invalid filter 'dangling=so': it is true, false, 1, 0");
}

TEST_CASE("an image that does not say when it was made is of 1970") {
    CHECK(engine::made_at(image("web", "")) == runtime::wall_time());
    CHECK(engine::made_at(image("web", "yesterday")) == runtime::wall_time());
    CHECK(engine::made_at(image("web", "1970-01-01T00:00:01Z")) ==
          runtime::wall_time(std::chrono::seconds(1)));
}

}  // namespace filter_images_test
