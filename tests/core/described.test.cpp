// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/described.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace described_test {

using namespace slipway;

namespace {

struct described_struct {
    BOOST_HANA_DEFINE_STRUCT(described_struct, (int, size), (bool, warm));
};
struct plain_struct {
    int size = 0;
};

}  // namespace

TEST_CASE("the members of a described struct are told by name") {
    std::string told;
    core::each_described(described_struct{3, true}, [&](std::string_view name, const auto& member) {
        told += std::string(name) + "=" + std::to_string(member) + " ";
    });
    CHECK(told == "size=3 warm=1 ");
}

static_assert(core::described<described_struct>);
static_assert(!core::described<plain_struct>);
static_assert([] {
    int sum = 0;
    core::each_described(described_struct{3, true}, [&](std::string_view, const auto& member) {
        sum += static_cast<int>(member);
    });
    return sum;
}() == 4);

}  // namespace described_test
