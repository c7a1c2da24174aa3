// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/literals.hpp>

#include <string>

#include <catch2/catch.hpp>

using namespace slipway;
using namespace slipway::dsl;

static_assert(dsl::name("web-1") == "web-1");
static_assert(image("registry.example.com:5000/shop/web:1.4.2-RC1") != image("busybox"));
static_assert(quantity("1.5Gi") == "1.5Gi");
static_assert(port_number(8080) == 8080L);

TEST_CASE("a computed value is checked when it is built") {
    CHECK_NOTHROW(dsl::name(text(std::string("web"))));
    CHECK_THROWS_AS(dsl::name(text(std::string("Web_1"))), mistake);
    CHECK_THROWS_AS(image(text(std::string("Shop/web"))), mistake);
    CHECK_THROWS_AS(quantity(text(std::string("250mm"))), mistake);
    volatile long port = 70'000;
    CHECK_THROWS_AS(port_number(port), mistake);
    try {
        label_value(text(std::string("a b")));
        FAIL("accepted");
    } catch (const mistake& m) {
        CHECK(m.value == "a b");
        CHECK(std::string(m.sentence).find("label value") != std::string::npos);
    }
}

TEST_CASE("images as registries take them") {
    for (const char* s : {"busybox", "busybox:1.36", "a/b/c:Tag", "host:5000/a", "a@sha256:0123"}) CHECK(dsl::detail::is_image(s));
    for (const char* s : {"", "A/b", "a:", "/a", "a b", "a/"}) CHECK_FALSE(dsl::detail::is_image(s));
}
