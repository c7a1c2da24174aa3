// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/ulimit_words.hpp>

#include <catch2/catch.hpp>

namespace ulimit_words_test {

using namespace slipway;
using Catch::Contains;
using runtime::ulimit;
using runtime::ulimit_named;

TEST_CASE("limits of processes are written as Docker writes them") {
    CHECK(ulimit_named("nofile=1024:2048") == ulimit{"nofile", 1024, 2048});
    CHECK(ulimit_named("core=0") == ulimit{"core", 0, 0});
    CHECK(ulimit_named("memlock=-1:-1") == ulimit{"memlock", ulimit::unlimited, ulimit::unlimited});
    CHECK(ulimit_named("stack=8192:unlimited").hard == ulimit::unlimited);
    CHECK(runtime::ulimit_resource("nofile") == RLIMIT_NOFILE);
    CHECK_FALSE(runtime::ulimit_resource("NOFILE"));
}

TEST_CASE("what is no limit of a process is told") {
    for (const char* wrong :
         {"", "nofile", "nofile=", "nofile=x", "nofile=1:", "nofile=-2", "nofile=1:2:3"})
        CHECK_THROWS_WITH(ulimit_named(wrong), Contains("is no limit, such as nofile=1024:2048"));
    CHECK_THROWS_WITH(ulimit_named("files=1"), Contains("there is no limit 'files'"));
    CHECK_THROWS_WITH(ulimit_named("nofile=2:1"), Contains("its first number is above its second"));
    CHECK_THROWS(ulimit_named("nofile=-1:1"));
}

}  // namespace ulimit_words_test
