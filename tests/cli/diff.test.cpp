// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/diff.hpp>

#include <random>
#include <string>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

namespace diff_test {

using namespace slipway;
using namespace slipway::cli;

namespace {

std::string text_of(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& l : lines) all += l + '\n';
    return all;
}

/// What a compared text was, or has become.
std::string side(const std::vector<detail::changed_line>& all, char other) {
    std::string made;
    for (const detail::changed_line& l : all)
        if (l.how != other) made += std::string(l.text) + '\n';
    return made;
}

bool same(const char* before, const char* after) {
    return detail::to_compare(json::read(before), json::read(after), false).same();
}

}  // namespace

TEST_CASE("a diff has the form of diff -u") {
    const std::string before = text_of(
        {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"});
    const std::string after = text_of(
        {"1", "2", "3", "4", "five", "6", "7", "8", "9", "10", "11", "12", "13", "14", "16"});
    CHECK(detail::unified_diff(before, after, "a", "b", false) ==
          "--- a\n+++ b\n"
          "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
          "@@ -12,5 +12,4 @@\n 12\n 13\n 14\n-15\n 16\n");
    CHECK(detail::unified_diff(before, before, "a", "b", false).empty());
    CHECK(detail::unified_diff("", "x\n", "a", "b", false) ==
          "--- a\n+++ b\n@@ -0,0 +1,1 @@\n+x\n");
    CHECK(
        detail::unified_diff("x\n", "", "a", "b", true) ==
        "\x1b[1m--- a\x1b[0m\n\x1b[1m+++ b\x1b[0m\n\x1b[36m@@ -1,1 +0,0 @@\x1b[0m\n\x1b[31m-x\x1b[0m\n");
}

TEST_CASE(
    "both texts can be made again from their difference, which is the shortest for small changes") {
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        std::string texts[2];
        for (std::string& t : texts)
            for (auto n = random() % 30; n > 0; --n)
                t += std::string(1, static_cast<char>('a' + random() % 4)) + '\n';
        const auto found = detail::compare_lines(texts[0], texts[1]);
        CHECK(side(found, '+') == texts[0]);
        CHECK(side(found, '-') == texts[1]);
    }
    std::size_t changes = 0;
    for (const auto& l : detail::compare_lines("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"))
        changes += l.how != ' ';
    CHECK(changes == 5);  // the example of the algorithm's author
    std::string many, others;
    for (int i = 0; i < 5000; ++i)
        many += std::to_string(i) + '\n', others += std::to_string(-i) + '\n';
    const auto replaced = detail::compare_lines(many, others);
    CHECK(side(replaced, '+') == many);
    CHECK(side(replaced, '-') == others);
}

TEST_CASE("what means the same is no difference") {
    CHECK(same(R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"d":3,"c":2},"a":1})"));
    CHECK(same(R"({"resources":{"limits":{"cpu":"1000m","memory":"3Gi"}}})",
               R"({"resources":{"limits":{"memory":"3072Mi","cpu":"1"}}})"));
    CHECK(same(R"({"resources":{"limits":{"cpu":1}}})", R"({"resources":{"limits":{"cpu":"1"}}})"));
    CHECK(same(R"({"emptyDir":{"sizeLimit":"1Gi"}})", R"({"emptyDir":{"sizeLimit":"1024Mi"}})"));
    CHECK_FALSE(
        same(R"({"resources":{"limits":{"cpu":"1"}}})", R"({"resources":{"limits":{"cpu":"2"}}})"));
    CHECK_FALSE(same(R"({"env":[{"value":"1000m"}]})", R"({"env":[{"value":"1"}]})"));
    CHECK_FALSE(same(R"({"metadata":{"labels":{"version":"1.0"}}})",
                     R"({"metadata":{"labels":{"version":"1"}}})"));
    CHECK_FALSE(same(R"({"resources":{"limits":{"memory":"100Ei"}}})",
                     R"({"resources":{"limits":{"memory":"200Ei"}}})"));
    CHECK_FALSE(same(R"({"data":{"divisor":"1000m","limits":"1"}})",
                     R"({"data":{"divisor":"1","limits":"1"}})"));
    CHECK_FALSE(same(R"([1,2])", R"([1])"));
    CHECK(same(
        R"({"metadata":{"uid":"1","resourceVersion":"1","managedFields":[],"generation":1},"status":{"x":1}})",
        R"({"metadata":{"resourceVersion":"2"}})"));
}

TEST_CASE("no value of a Secret is shown, wherever it stands") {
    const json::value before = json::read(
        R"({"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{first}"}},"data":{"a":"first","b":"first","gone":"first"}})");
    const json::value after = json::read(
        R"({"metadata":{},"data":{"a":"second","b":"first","new":"second"},"stringData":"second"})");
    const auto shown = detail::to_compare(before, after, true);
    CHECK(
        json::write(shown.before) ==
        R"x({"metadata":{},"data":{"a":"(hidden, before)","b":"(hidden)","gone":"(hidden, before)"}})x");
    CHECK(
        json::write(shown.after) ==
        R"x({"metadata":{},"data":{"a":"(hidden, after)","b":"(hidden)","new":"(hidden, after)"},"stringData":"(hidden, after)"})x");
    CHECK(json::write(detail::to_compare(json::value(), after, true).after).find("second") ==
          std::string::npos);

    detail::defined_object secret;
    secret.key = {"", "Secret", "shop", "database"};
    secret.body = json::read(R"({"data":{"password":"c2VzYW1l"},"stringData":{"token":"token"}})");
    CHECK(detail::without_secrets("wrong: c2VzYW1l, sesame and token", secret) ==
          "wrong: ***, *** and ***");
    secret.body["stringData"]["pin"] = "12";
    CHECK(detail::without_secrets("wrong: '12'", secret).find("12") == std::string::npos);
}

}  // namespace diff_test
