// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/url.hpp>

#include <catch2/catch.hpp>

namespace url_test {

using namespace slipway;

TEST_CASE("a target is split and decoded") {
    const net::url u = net::url::parse(
        "/api/v1//pods/a%2Fb?labelSelector=app%3Dweb,x&watch&limit=5&limit=6&q=a+b");
    CHECK(u.segments == std::vector<std::string>{"api", "v1", "pods", "a/b"});
    CHECK(u.parameter("labelSelector") == "app=web,x");
    CHECK(u.parameter("limit") == "5");
    CHECK(u.parameter("q") == "a b");
    CHECK(u.has("watch"));
    CHECK_FALSE(u.has("other"));
    CHECK(net::url::parse("").path() == "/");
}

TEST_CASE("broken escapes are refused") {
    for (const char* bad : {"/%", "/%2", "/%zz", "/a%00b", "/?a=%"}) {
        INFO(bad);
        CHECK_THROWS_AS(net::url::parse(bad), status_error);
    }
}

TEST_CASE("what is escaped is decoded as it was") {
    CHECK(net::percent_encode("aZ0-._~") == "aZ0-._~");
    CHECK(net::percent_encode("a b/c&d=%+\xc3\xa4") == "a%20b%2Fc%26d%3D%25%2B%C3%A4");
    for (const char* text : {"", "a b", "100%", "x/y?z#", "\xff"}) {
        CHECK(net::percent_decode(net::percent_encode(text)) == text);
        CHECK(net::percent_decode(net::percent_encode(text), true) == text);
    }
}

}  // namespace url_test
