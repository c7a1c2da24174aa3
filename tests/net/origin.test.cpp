// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/origin.hpp>

#include <catch2/catch.hpp>

namespace origin_test {

using namespace slipway;
using net::base_url;

TEST_CASE("an address of a server has scheme, host, port and a path") {
    const base_url full = base_url::parse("https://example.com:6443/k8s/clusters/c-1/");
    CHECK(full.at == net::origin{true, "example.com", 6443});
    CHECK(full.path == "/k8s/clusters/c-1");
    CHECK(full.str() == "https://example.com:6443/k8s/clusters/c-1");
    CHECK(base_url::parse("https://example.com").at == net::origin{true, "example.com", 443});
    CHECK(base_url::parse("http://example.com/").at == net::origin{false, "example.com", 80});
    CHECK(base_url::parse("http://example.com/").path.empty());
}

TEST_CASE("an IPv6 address stands in brackets") {
    const base_url six = base_url::parse("https://[::1]:6443/x");
    CHECK(six.at == net::origin{true, "::1", 6443});
    CHECK(six.str() == "https://[::1]:6443/x");
    CHECK(base_url::parse("http://[fe80::1]").at.authority() == "[fe80::1]");
}

TEST_CASE("a Host header names the port unless it is the usual one") {
    CHECK(base_url::parse("https://a:443").at.authority() == "a");
    CHECK(base_url::parse("https://a:80").at.authority() == "a:80");
    CHECK(base_url::parse("http://a:80").at.authority() == "a");
}

TEST_CASE("what is no such address is refused, and says why") {
    for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{
             {"example.com", "https:// or http://"},
             {"ftp://example.com", "https:// or http://"},
             {"https://", "names no host"},
             {"https:///path", "names no host"},
             {"https://a:0", "'0' is not a port"},
             {"https://a:65536", "'65536' is not a port"},
             {"https://a:", "'' is not a port"},
             {"https://a:6443x", "'6443x' is not a port"},
             {"https://[::1", "bracket"},
             {"https://[::1]x", "only be a port"},
             {"https://a b", "blank"},
             {"https://a\r\nX: y", "control"},
             {"https://a/?q=1", "query"},
             {"https://a/#f", "fragment"}}) {
        INFO(text);
        CHECK_THROWS_WITH(base_url::parse(text), Catch::Contains(why) && Catch::Contains("'"));
        CHECK_THROWS_AS(base_url::parse(text), status_error);
    }
}

TEST_CASE("a password in an address is not repeated") {
    try {
        base_url::parse("https://jane:secret@example.com");
        FAIL("it was taken");
    } catch (const status_error& e) {
        CHECK(e.message().find("secret") == std::string::npos);
        CHECK(e.message().find("example.com") != std::string::npos);
    }
}

}  // namespace origin_test
