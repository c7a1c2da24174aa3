// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/path_pattern.hpp>

#include <catch2/catch.hpp>

namespace path_pattern_test {

using namespace slipway;

namespace {

bool matches(const char* pattern, std::string_view path) {
    return oci::path_pattern(pattern).matches(path);
}

}  // namespace

TEST_CASE("stars and question marks stay within a name") {
    CHECK(matches("*.txt", "a.txt"));
    CHECK(matches("*.txt", ".txt"));
    CHECK_FALSE(matches("*.txt", "d/a.txt"));
    CHECK(matches("d/*", "d/a.txt"));
    CHECK_FALSE(matches("d/*", "d/e/a.txt"));
    CHECK(matches("a?c", "abc"));
    CHECK_FALSE(matches("a?c", "a/c"));
    CHECK_FALSE(matches("a?c", "ac"));
    CHECK(matches("a*b*c", "aXbYc"));
    CHECK(matches("abc", "abc"));
    CHECK_FALSE(matches("abc", "abcd"));
    CHECK_FALSE(matches("abcd", "abc"));
}

TEST_CASE("two stars stand for any number of directories") {
    CHECK(matches("**/x", "x"));
    CHECK(matches("**/x", "a/b/x"));
    CHECK_FALSE(matches("**/x", "a/bx"));
    CHECK(matches("a/**", "a/b/c"));
    CHECK_FALSE(matches("a/**", "b/a"));
    CHECK(matches("a/**/z", "a/z"));
    CHECK(matches("a/**/z", "a/b/c/z"));
    CHECK_FALSE(matches("a/**/z", "a/b/cz"));
    CHECK(matches("**", "anything/at/all"));
    CHECK(matches("**/*.go", "cmd/tool/main.go"));
    CHECK(matches("**/node_modules", "web/node_modules"));
}

TEST_CASE("sets, and characters that mean themselves") {
    CHECK(matches("[a-c]x", "bx"));
    CHECK_FALSE(matches("[a-c]x", "dx"));
    CHECK(matches("[^a-c]x", "dx"));
    CHECK_FALSE(matches("[^a-c]x", "/x"));
    CHECK(matches("[\\]]", "]"));
    CHECK(matches("\\*", "*"));
    CHECK_FALSE(matches("\\*", "a"));
    CHECK_FALSE(oci::path_pattern("a\\*").has_wildcards());
    CHECK(oci::path_pattern("a\\*").literal() == "a*");
    CHECK(oci::path_pattern("a*").has_wildcards());
}

TEST_CASE("patterns that are none are refused, and a long one takes no long time") {
    for (const char* bad : {"[", "[a", "[a-", "[]", "a\\", "[\\"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(oci::path_pattern(bad), status_error);
    }
    std::string pattern;
    for (int i = 0; i < 100; ++i) pattern += "a*";
    CHECK_FALSE(oci::path_pattern(pattern + "b").matches(std::string(2000, 'a')));
}

}  // namespace path_pattern_test
