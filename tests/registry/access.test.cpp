// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/access.hpp>

#include <catch2/catch.hpp>

namespace access_test {

using namespace slipway::registry;

TEST_CASE("a star in a pattern stands for anything") {
    for (const char* pattern :
         {"shop/web", "*", "shop/*", "*/web", "s*/*b", "shop/web*", "**", "*s*h*o*p*"})
        CHECK(fits("shop/web", pattern));
    for (const char* pattern :
         {"", "shop", "shop/", "web", "*/we", "shop/web/*", "shop?web", "*x*"})
        CHECK_FALSE(fits("shop/web", pattern));
    CHECK(fits("", "*"));
    CHECK(fits("", ""));
}

TEST_CASE("each rule adds rights, for whom and where it says") {
    const std::vector<access_rule> rules{{.user = "", .repositories = "public/*"},
                                         {.user = "*", .repositories = "shop/*"},
                                         {.user = "alice", .repositories = "shop/*", .push = true},
                                         {.user = "root", .push = true, .remove = true}};
    const auto can = [&](const char* user, const char* repository, registry_action a) {
        return allows(rules, user, repository, a);
    };
    using enum registry_action;
    CHECK(can("", "public/x", pull));
    CHECK_FALSE(can("", "public/x", push));
    CHECK_FALSE(can("", "shop/web", pull));
    CHECK(can("bob", "shop/web", pull));
    CHECK(can("bob", "public/x", pull));
    CHECK_FALSE(can("bob", "shop/web", push));
    CHECK(can("alice", "shop/web", push));
    CHECK_FALSE(can("alice", "shop/web", remove));
    CHECK_FALSE(can("alice", "other", pull));
    CHECK(can("root", "other", remove));
    CHECK(can("root", "*", remove));  // of all of them
    CHECK_FALSE(can("alice", "*", push));
}

}  // namespace access_test
