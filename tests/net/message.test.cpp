// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/message.hpp>

#include <catch2/catch.hpp>

namespace message_test {

using slipway::net::headers;

TEST_CASE("fields are found whatever their case, the first of a name first") {
    headers h{{"Content-Type", "text/plain"}, {"X-Twice", "one"}};
    h.add("x-twice", "two");
    CHECK(h["content-type"] == "text/plain");
    CHECK(h["CONTENT-TYPE"] == "text/plain");
    CHECK(h["X-TWICE"] == "one");
    CHECK(h.contains("x-Twice"));
    CHECK(h["Content"].empty());
    CHECK_FALSE(h.contains("Content"));
    CHECK_FALSE(h.contains(""));
}

TEST_CASE("all fields stay, in their order and as they were written") {
    headers h;
    CHECK(h.begin() == h.end());
    h.add("B", "1");
    h.add("a", "2");
    h.add("b", "3");
    std::string seen;
    for (const auto& [name, value] : h) seen += name + value;
    CHECK(seen == "B1a2b3");
}

TEST_CASE("only letters of ASCII have two cases") {
    CHECK(headers::same("Ab", "aB"));
    CHECK_FALSE(headers::same("a", "ab"));
    CHECK_FALSE(headers::same("@", "`"));  // 0x20 apart, as letters are
    CHECK_FALSE(headers::same("[", "{"));
    CHECK_FALSE(headers::same("\xc4", "\xe4"));
}

}  // namespace message_test
