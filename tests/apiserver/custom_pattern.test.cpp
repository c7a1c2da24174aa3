// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/custom/pattern.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/core/status.hpp>

namespace custom_pattern_test {

using slipway::apiserver::custom::pattern;

namespace {

bool matches(const char* expression, std::string_view text) {
    return pattern(expression).judge(text) == pattern::verdict::matches;
}

std::string refusal(const std::string& expression) {
    try {
        const pattern made(expression);
    } catch (const slipway::core::status_error& e) {
        return e.message();
    }
    return "";
}

}  // namespace

TEST_CASE("patterns match as those of RE2 do") {
    struct row {
        const char* expression;
        std::vector<std::string> matching, others;
    };
    const std::vector<row> rows = {
        {"^[a-z]+:[0-9]+$", {"a:1", "cache:72"}, {"a", "A:1", "a:1\n", " a:1"}},
        {"b+", {"b", "abba"}, {"", "ac"}},
        {"^(a|bc)*$", {"", "abc", "bcbca"}, {"b", "ac"}},
        {"^a?b{2}c{1,3}d{2,}$", {"bbcdd", "abbcccddd"}, {"bbd", "bbccccdd", "bbcd"}},
        {"^x{,2}$", {"x{,2}"}, {"x", ""}},
        {"^\\d{3}-\\w+\\s\\S$", {"123-ab_ c"}, {"12-ab c", "123-a  "}},
        {"^[^a-c\\d]$", {"d", "-"}, {"a", "7", ""}},
        {"^[]a-]+$", {"]a-"}, {"b"}},
        {"^[[:alpha:][:^word:]]$", {"x", "-"}, {"1", "_"}},
        {"^.$", {"a", "\xC3\xA4", "\xF0\x9F\x98\x80"}, {"", "ab", "\n"}},
        {"(?i)^straw$", {"STRAW", "straw"}, {"hay"}},
        {"^(?i:a)b$", {"Ab", "ab"}, {"AB"}},
        {"(?s)^.$", {"\n"}, {}},
        {"(?m)^b$", {"a\nb\nc"}, {"ab"}},
        {"\\bfoo\\b", {"a foo b", "foo"}, {"food"}},
        {"^(?P<name>a)(?:b)+?$", {"abb"}, {"a"}},
        {"^\\x41\\x{1F600}$", {"A\xF0\x9F\x98\x80"}, {"A"}},
        {"^\\$\\.\\*$", {"$.*"}, {"a"}},
        {"", {"", "anything"}, {}},
        {"^((a*)*)*$", {"aaa", ""}, {"b"}},
    };
    for (const row& r : rows) {
        INFO(r.expression);
        for (const std::string& text : r.matching) {
            INFO(text);
            CHECK(matches(r.expression, text));
        }
        for (const std::string& text : r.others) {
            INFO(text);
            CHECK_FALSE(matches(r.expression, text));
        }
    }
}

TEST_CASE("what is no pattern is told") {
    CHECK(refusal("(a") == "missing ): (a");
    CHECK(refusal("a)") == "unexpected ): a)");
    CHECK(refusal("[a") == "missing ]: [a");
    CHECK(refusal("[b-a]") == "invalid character class range: b-a");
    CHECK(refusal("*a") == "no argument for repetition operator: *");
    CHECK(refusal("a**") == "bad repetition operator: **");
    CHECK(refusal("a{1001}") == "invalid repetition size: {1001}");
    CHECK(refusal("a\\") == "trailing \\");
    CHECK(refusal("\\q") == "invalid escape sequence: \\q");
    CHECK(refusal("(?=a)") == "invalid perl operator: (?=");
}

TEST_CASE("hostile patterns and texts take bounded time") {
    CHECK_FALSE(matches("^(a+)+$", std::string(5000, 'a') + "b"));
    CHECK_FALSE(matches("^(a|a)*(a|a)*(a|a)*$", std::string(5000, 'a') + "b"));
    CHECK(matches((std::string(5000, '(') + std::string(5000, ')')).c_str(), ""));
    CHECK(refusal("(((a{100}){100}){100}){100}") != "");
    std::string large;
    for (int i = 0; i < 100; ++i) large += "[a-z]{900}";
    CHECK(refusal(large) != "");
    CHECK(pattern("(x?){900}y").judge(std::string(3'000'000, 'x')) == pattern::verdict::undecided);
}

}  // namespace custom_pattern_test
