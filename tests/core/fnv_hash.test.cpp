// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/fnv_hash.hpp>

#include <catch2/catch.hpp>

namespace fnv_hash_test {

using namespace slipway;

// Of the test vectors that come with the hash (draft-eastlake-fnv, "The source code").
static_assert(core::fnv_hash("") == 0xcbf29ce484222325ULL);
static_assert(core::fnv_hash("a") == 0xaf63dc4c8601ec8cULL);
static_assert(core::fnv_hash("foobar") == 0x85944171f73967e8ULL);

TEST_CASE("a hash goes on with another text") {
    CHECK(core::fnv_hash("bar", core::fnv_hash("foo")) == core::fnv_hash("foobar"));
    CHECK(core::fnv_hash("\xff") != core::fnv_hash(""));
}

}  // namespace fnv_hash_test
