// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/expand.hpp>

#include <map>

#include <catch2/catch.hpp>

namespace expand_test {

using namespace slipway;

namespace {

const std::map<std::string, std::string, std::less<>> known{
    {"A", "one"}, {"B_2", "two words"}, {"EMPTY", ""}};

std::optional<std::string> find(std::string_view name) {
    const auto at = known.find(name);
    return at == known.end() ? std::nullopt : std::optional(at->second);
}
std::string expanded(std::string_view text, char escape = '\\') {
    return oci::expand(text, find, escape);
}

}  // namespace

TEST_CASE("variables are replaced, with and without braces") {
    CHECK(expanded("$A") == "one");
    CHECK(expanded("x${A}y$B_2.") == "xoneytwo words.");
    CHECK(expanded("$ABSENT-${ABSENT}") == "-");
    CHECK(expanded("$ 5$ $") == "$ 5$ $");
    CHECK(expanded("$1x") == "x");
}

TEST_CASE("a value may stand in for one that is not set, or be there when it is") {
    CHECK(expanded("${ABSENT:-d}|${EMPTY:-d}|${EMPTY-d}|${A:-d}") == "d|d||one");
    CHECK(expanded("${ABSENT:+d}|${EMPTY:+d}|${EMPTY+d}|${A:+d}") == "||d|d");
    CHECK(expanded("${ABSENT:-${A}-${EMPTY:-$B_2}}") == "one-two words");
    CHECK(expanded("${A:?needed}") == "one");
    CHECK_THROWS_WITH(expanded("${ABSENT:?tell me the port}"), "ABSENT: tell me the port");
    CHECK_THROWS_WITH(expanded("${EMPTY:?}"), Catch::Contains("EMPTY"));
}

TEST_CASE("quotes go, and say what is expanded") {
    CHECK(expanded(R"('$A' "$A \" \$A \n" \$A a\b)") == R"($A one " $A \n $A ab)");
    CHECK(expanded("`$A c:\\$A", '`') == "$A c:\\one");
    CHECK(expanded("a\\") == "a");
    CHECK(oci::expand_words(R"(80  "$B_2" $A '' )", find) ==
          std::vector<std::string>{"80", "two words", "one", ""});
    CHECK(oci::expand_words(" ", find).empty());
    CHECK(oci::expand_document("it's \"$A\" \\$A \\n\n", find) == "it's \"one\" $A \\n\n");
}

TEST_CASE("what is broken, too deep or too long is refused") {
    for (const char* bad : {"'a", "\"a", "${", "${}", "${A", "${A:", "${A:-", "${A:-x", "${A#x}",
                            "${A/x/y}", "${:-x}", "${-x}"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(expanded(bad), status_error);
    }
    std::string deep;
    for (int i = 0; i < 10'000; ++i) deep += "${X:-";
    CHECK_THROWS_WITH(expanded(deep), Catch::Contains("deeper than 32"));
    const std::string big(600'000, 'x');
    CHECK_THROWS_WITH(oci::expand("$X$X", [&](std::string_view) { return std::optional(big); }),
                      Catch::Contains("1 MiB"));
}

}  // namespace expand_test
