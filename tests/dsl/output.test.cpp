// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/output.hpp>

#include <string>
#include <utility>

#include <catch2/catch.hpp>

namespace output_test {

using slipway::dsl::output;

namespace {

constexpr bool written_in_constant_evaluation() {
    char room[8]{};
    output into(room, sizeof room), grown, counted(nullptr, 0);
    for (output* out : {&into, &grown, &counted}) {
        *out << "ab";
        out->blanks(2);
        *out << "c";
    }
    return into.view() == "ab  c" && grown.view() == "ab  c" && counted.size() == 5;
}
static_assert(written_in_constant_evaluation());

constexpr bool counted_where_there_is_no_room() {
    char room[4]{'-', '-', '-', '-'};
    output into(room, 3);
    into << "ab" << "cd" << "e";
    return into.size() == 5 && room[0] == 'a' && room[1] == 'b' && room[2] == '-' && room[3] == '-';
}
static_assert(counted_where_there_is_no_room());

}  // namespace

TEST_CASE("text grows, and keeps what was written") {
    output out;
    std::string same;
    for (int i = 0; i < 1000; ++i) {
        out << std::to_string(i) << "\n";
        same += std::to_string(i) + '\n';
    }
    CHECK(out.view() == same);
    const output moved = std::move(out);
    CHECK(moved.view() == same);
}

TEST_CASE("any number of blanks") {
    for (const int n : {0, 1, 31, 32, 33, 100}) {
        output out;
        out.blanks(n);
        CHECK(out.view() == std::string(static_cast<std::size_t>(n), ' '));
    }
}

}  // namespace output_test
