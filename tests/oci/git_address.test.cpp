// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/git_address.hpp>

#include <catch2/catch.hpp>

namespace git_address_test {

using slipway::oci::git_address;

TEST_CASE("repositories are told from files, and from addresses of files") {
    for (const char* one : {"https://h/a/b.git", "http://h/b.git", "git@h:a/b.git", "git@h:b",
                            "git://h/b", "ssh://git@h/b", "https://h/b.git#main:x"}) {
        CAPTURE(one);
        CHECK(git_address::try_parse(one));
    }
    for (const char* other :
         {"", "b.git", "./a/b.git", "https://h/b", "https://h/b.git/archive.tar",
          "https://h/b#x.git", "-git@h:b", "file:///b.git", "ext::sh"}) {
        CAPTURE(other);
        CHECK_FALSE(git_address::try_parse(other));
    }
}

TEST_CASE("behind the # stands what is taken of it") {
    const auto parts = [](const char* text) {
        const auto a = git_address::try_parse(text).value();
        return a.remote + " " + a.reference + " " + a.directory;
    };
    CHECK(parts("git://h/b") == "git://h/b  ");
    CHECK(parts("git://h/b#") == "git://h/b  ");
    CHECK(parts("git://h/b#v1") == "git://h/b v1 ");
    CHECK(parts("git://h/b#:docs/x") == "git://h/b  docs/x");
    CHECK(parts("git@h:b.git#feature/one:docs") == "git@h:b.git feature/one docs");
}

TEST_CASE("what is shown has no passwords in it") {
    const auto shown = [](const char* text) { return git_address::try_parse(text)->shown(); };
    CHECK(shown("https://user:pass@word@h/b.git") == "https://h/b.git");
    CHECK(shown("https://token@h:8080/b.git") == "https://h:8080/b.git");
    CHECK(shown("https://h/a@b.git") == "https://h/a@b.git");
    CHECK(shown("git@h:b.git") == "git@h:b.git");
}

}  // namespace git_address_test
