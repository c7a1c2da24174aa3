// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/dockerignore.hpp>

#include <catch2/catch.hpp>

namespace dockerignore_test {

using namespace slipway;

TEST_CASE("what a pattern matches is left out, with all that is below it") {
    const auto rules = oci::dockerignore::parse(
        "# a comment\n\n  /build  \n*.o\n**/tmp\r\ndocs/*.md\n./x/../y/\n");
    for (const char* gone :
         {"build", "build/a/b", "a.o", "tmp", "a/b/tmp/c", "docs/x.md", "y", "y/z"}) {
        CAPTURE(gone);
        CHECK(rules.ignores(gone));
    }
    for (const char* here :
         {"a/build", "src/a.o", "docs", "docs/sub/x.md", "# a comment", "x", "tmpx"}) {
        CAPTURE(here);
        CHECK_FALSE(rules.ignores(here));
    }
    CHECK(rules.ignores_all_below("build"));
    CHECK_FALSE(oci::dockerignore().ignores("anything"));
}

TEST_CASE("a pattern behind ! takes in again, and the last one that matches holds") {
    const auto rules =
        oci::dockerignore::parse("*\n!src\n! README*.md\nREADME-secret.md\nsrc/generated\n");
    CHECK(rules.ignores("Makefile"));
    CHECK_FALSE(rules.ignores("src"));
    CHECK_FALSE(rules.ignores("src/main.cpp"));
    CHECK(rules.ignores("src/generated/a.cpp"));
    CHECK_FALSE(rules.ignores("README.md"));
    CHECK_FALSE(rules.ignores("README-not-secret.md"));
    CHECK(rules.ignores("README-secret.md"));
    CHECK_FALSE(
        rules.ignores_all_below("src/generated"));  // a later line might have had more to say
}

TEST_CASE("a bad line is named") {
    CHECK_THROWS_WITH(oci::dockerignore::parse("ok\n[a\n"),
                      Catch::StartsWith(".dockerignore:2: ") && Catch::Contains("[ is not closed"));
    CHECK_THROWS_WITH(oci::dockerignore::parse("!\n"), Catch::StartsWith(".dockerignore:1: "));
    CHECK_THROWS_WITH(oci::dockerignore::parse(std::string(2 << 20, 'a')),
                      Catch::Contains("1 MiB"));
    CHECK_FALSE(oci::dockerignore::parse(".\n/\n").ignores("a"));
}

}  // namespace dockerignore_test
