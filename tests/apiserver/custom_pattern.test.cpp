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

bool matches(const char* expression, std::string_view text) { return pattern(expression).judge(text) == pattern::verdict::matches; }

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
    CHECK(refusal("(a") == "missing closing )");
    CHECK(refusal("a)") == "unexpected )");
    CHECK(refusal("[a") == "missing closing ]");
    CHECK(refusal("[b-a]") == "invalid character class range");
    CHECK(refusal("*a") == "missing argument to repetition operator");
    CHECK(refusal("a**") == "invalid nested repetition operator");
    CHECK(refusal("a{1001}") == "invalid repeat count");
    CHECK(refusal("a\\") == "trailing backslash at end of expression");
    CHECK(refusal("\\q") == "invalid escape sequence");
    CHECK(refusal("(?=a)") == "invalid or unsupported Perl syntax");
    CHECK(refusal("\\x{110000}") == "invalid escape sequence");
}

TEST_CASE("hostile patterns and texts take bounded time") {
    CHECK_FALSE(matches("^(a+)+$", std::string(5000, 'a') + "b"));
    CHECK_FALSE(matches("^(a|a)*(a|a)*(a|a)*$", std::string(5000, 'a') + "b"));
    CHECK(refusal(std::string(1000, '(') + std::string(1000, ')')) == "expression nests too deeply");
    CHECK(refusal("(((a{100}){100}){100}){100}") == "invalid repeat count");
    CHECK(refusal("((((){1000}){1000}){1000}){1000}") == "invalid repeat count");
    std::string large;
    for (int i = 0; i < 30; ++i) large += "[a-z]{900}";
    CHECK(refusal(large) == "expression too large");
    CHECK(refusal(std::string(10'001, 'a')) == "expression too large");
    CHECK(pattern("(x?){900}y").judge(std::string(100'000, 'x')) == pattern::verdict::undecided);
}

}  // namespace custom_pattern_test
