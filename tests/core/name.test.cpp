// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/name.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace name_test {

using namespace slipway::core;

TEST_CASE("DNS labels and subdomains") {
    for (const char* s : {"a", "web-1", "0", "a-b-c"}) CHECK(is_dns_label(s));
    for (const char* s : {"", "Web", "web_1", "-a", "a-", "a.b", "ä"}) CHECK_FALSE(is_dns_label(s));
    CHECK(is_dns_label(std::string(63, 'a')));
    CHECK_FALSE(is_dns_label(std::string(64, 'a')));
    CHECK(is_dns_subdomain("a.b-c.d1"));
    for (const char* s : {"", ".", "a.", ".a", "a..b", "A.b"}) CHECK_FALSE(is_dns_subdomain(s));
    CHECK_FALSE(is_dns1035_label("1a"));
    CHECK(is_dns1035_label("a1"));
}

TEST_CASE("port names have a letter, no double dash, and at most 15 characters") {
    for (const char* s : {"http", "p80", "a-b"}) CHECK(is_port_name(s));
    for (const char* s : {"", "80", "a--b", "HTTP", "sixteen-letters-", "aaaaaaaaaaaaaaaa"})
        CHECK_FALSE(is_port_name(s));
}

TEST_CASE("label keys and values") {
    for (const char* s : {"app", "app.kubernetes.io/name", "A_b.c"}) CHECK(is_label_key(s));
    for (const char* s : {"", "/a", "a/", "a/b/c", "-a", "Example.com/a"})
        CHECK_FALSE(is_label_key(s));
    for (const char* s : {"", "v1.2_x", "Web"}) CHECK(is_label_value(s));
    for (const char* s : {"-", "a b", "a/b", "v1."}) CHECK_FALSE(is_label_value(s));
    CHECK_FALSE(is_label_value(std::string(64, 'a')));
}

TEST_CASE("configuration keys and environment names") {
    CHECK(is_config_key("app.properties"));
    for (const char* s : {"", ".", "..", "a/b", "a b"}) CHECK_FALSE(is_config_key(s));
    CHECK(is_env_name("LOG_LEVEL"));
    for (const char* s : {"", "A=B", "A\n"}) CHECK_FALSE(is_env_name(s));
}

static_assert(to_lower('A') == 'a' && to_lower('Z') == 'z' && to_lower('a') == 'a' &&
              to_lower('[') == '[' && to_lower('@') == '@');

}  // namespace name_test
