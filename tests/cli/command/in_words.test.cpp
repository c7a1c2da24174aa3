// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/in_words.hpp>

#include <catch2/catch.hpp>

namespace in_words_test {

using namespace slipway;
using namespace slipway::cli::command;
using namespace std::chrono_literals;

TEST_CASE("in words: sizes") {
    CHECK(size_in_words(0) == "0B");
    CHECK(size_in_words(999) == "999B");
    CHECK(size_in_words(1000) == "1kB");
    CHECK(size_in_words(4'268'000) == "4.27MB");
    CHECK(size_in_words(187'300'000) == "187MB");
    CHECK(size_in_words(999'600) == "1MB");
    CHECK(size_in_words(1'240'000'000) == "1.24GB");
    CHECK(size_in_words(UINT64_MAX) == "18.4EB");
}

TEST_CASE("in words: how long ago") {
    CHECK(duration_in_words(10ms) == "Less than a second");
    CHECK(duration_in_words(1s) == "1 second");
    CHECK(duration_in_words(59s) == "59 seconds");
    CHECK(duration_in_words(100s) == "About a minute");
    CHECK(duration_in_words(25min) == "25 minutes");
    CHECK(duration_in_words(61min) == "About an hour");
    CHECK(duration_in_words(47h) == "47 hours");
    CHECK(duration_in_words(24h * 13) == "13 days");
    CHECK(duration_in_words(24h * 30) == "4 weeks");
    CHECK(duration_in_words(24h * 365) == "12 months");
    CHECK(duration_in_words(24h * 365 * 3) == "3 years");
    const auto now = core::parse_rfc3339("2026-01-31T12:00:00Z");
    CHECK(ago("2026-01-31T11:50:00Z", now) == "10 minutes ago");
    CHECK(ago("2026-01-31T12:00:05Z", now) == "Less than a second ago");  // clocks differ
    CHECK(ago("", now) == "N/A");
    CHECK(ago("yesterday", now) == "N/A");
}

}  // namespace in_words_test
