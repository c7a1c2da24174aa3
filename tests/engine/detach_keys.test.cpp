// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/detach_keys.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace detach_keys_test {

using namespace slipway;
using engine::detach_keys;

namespace {

/// What goes on of what is typed, piece by piece; with `!` where the user leaves.
std::string typed(detach_keys keys, const std::vector<std::string>& pieces) {
    std::string made;
    for (const std::string& piece : pieces)
        if (keys.pass(piece, made)) return made + '!';
    return made;
}

}  // namespace

TEST_CASE("detach keys: the usual ones leave, and what may begin them waits for the next key") {
    CHECK(typed({}, {"ls\n"}) == "ls\n");
    CHECK(typed({}, {"a\x10\x11rest"}) == "a!");
    CHECK(typed({}, {"\x10", "\x11"}) == "!");
    CHECK(typed({}, {"\x10"}).empty());
    CHECK(typed({}, {"\x10", "x\x11"}) == "\x10x\x11");
    CHECK(typed({}, {"\x10\x10", "\x11"}) == "\x10!");
    CHECK(typed(detach_keys::parse("a,b,a,c"), {"abab", "ac"}) == "ab!");
}

TEST_CASE("detach keys: they are written as docker writes them") {
    CHECK(typed(detach_keys::parse("ctrl-p,ctrl-q"), {"\x10\x11"}) == "!");
    CHECK(typed(detach_keys::parse("ctrl-a,d"), {"\x01"
                                                 "d"}) == "!");
    CHECK(typed(detach_keys::parse("ctrl-@"), {std::string(1, '\0')}) == "!");
    CHECK(typed(detach_keys::parse("ctrl-["), {"\x1b"}) == "!");
    CHECK(typed(detach_keys::parse("ctrl-\\,ctrl-],ctrl-^,ctrl-_"), {"\x1c\x1d\x1e\x1f"}) == "!");
    CHECK(typed(detach_keys::parse("x,,,y"), {"x,y"}) == "!");
    CHECK(typed(detach_keys::parse("DEL"), {"\x7f"}) == "!");
    for (const char* wrong : {"", "ctrl", "ctrl-", "ctrl-P", "ctrl-1", "a,", "ab"}) {
        CAPTURE(wrong);
        CHECK_THROWS_WITH(
            detach_keys::parse(wrong),
            "'" + std::string(wrong) + "' are no keys to leave by, such as ctrl-p,ctrl-q");
    }
}

}  // namespace detach_keys_test
