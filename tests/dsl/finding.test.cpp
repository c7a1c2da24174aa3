// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/finding.hpp>

#include <set>
#include <string>

#include <catch2/catch.hpp>

namespace finding_test {

using namespace slipway::dsl;

TEST_CASE("the nearest word is a question when it is close, a fact when it is not") {
    nearest http("htpp");
    CHECK(http.hint().view() == "there is none");
    http.offer("metrics");
    CHECK(http.hint().view() == "there is metrics");
    CHECK_FALSE(http.is_close());
    http.offer("http");
    http.offer("https");
    CHECK(http.hint().view() == "did you mean http?");
    CHECK(http.is_close());
    CHECK(http.best() == "http");
    CHECK(http.is_misspelled());
    nearest deploy("deployment");
    CHECK(deploy.best().empty());
    CHECK_FALSE(deploy.is_misspelled());
    CHECK(deploy.offer("endpoints"));
    CHECK_FALSE(deploy.is_misspelled());
    CHECK(deploy.offer("deployments"));
    CHECK_FALSE(deploy.offer("daemonsets"));
    CHECK(deploy.is_misspelled());
    nearest long_one(std::string(60, 'a'));
    long_one.offer("a");
    CHECK(long_one.hint().view().empty());
}

TEST_CASE("what begins with the word is nearer than what is only as short") {
    for (const bool first : {true, false}) {
        nearest deploy("depl");
        if (first) deploy.offer("ep");
        deploy.offer("deployments");
        deploy.offer("deploy");
        if (!first) deploy.offer("ep");
        CHECK(deploy.hint().view() == "did you mean deploy?");
        CHECK_FALSE(deploy.is_misspelled());
    }
    for (const bool first : {true, false}) {  // but not than what is misspelled
        nearest node("nodw");
        if (first) node.offer("node");
        node.offer("nodwhere");
        if (!first) node.offer("node");
        CHECK(node.hint().view() == "did you mean node?");
    }
    nearest letter("a");
    letter.offer("about");
    CHECK_FALSE(letter.is_close());
    const std::string longer = "aa" + std::string(60, 'b');
    nearest much("aa");
    much.offer(longer);
    CHECK(much.best() == longer);
    CHECK(much.is_close());
}

TEST_CASE("words that do not fit are cut off") {
    words w("a number: ");
    w.add(42);
    CHECK(w.view() == "a number: 42");
    for (int i = 0; i < 50; ++i) w.add("more");
    CHECK(w.size == sizeof w.characters - 1);
    CHECK(w.characters[w.size] == '\0');
}

TEST_CASE("findings beyond those that are kept are counted") {
    findings f;
    CHECK(f.empty());
    for (unsigned i = 0; i < findings::most + 3; ++i)
        f.add({.what = rule::no_containers, .line = static_cast<int>(i)});
    CHECK(f.size() == findings::most);
    CHECK(f.count == findings::most + 3);
    CHECK(f.kept[findings::most - 1].line == static_cast<int>(findings::most) - 1);
}

TEST_CASE("each rule has a sentence of its own") {
    std::set<std::string> sentences;
    unsigned rules = 0;
    for (; *sentence_of(static_cast<rule>(rules)); ++rules)
        sentences.insert(sentence_of(static_cast<rule>(rules)));
    CHECK(sentences.size() == rules);
    CHECK(rules == static_cast<unsigned>(rule::peer_selects_no_pod) + 1);
}

}  // namespace finding_test
