// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/tmpfs_words.hpp>

#include <catch2/catch.hpp>

namespace tmpfs_words_test {

using namespace slipway;
using Catch::Contains;
using runtime::options_in_words;
using runtime::tmpfs_named;

TEST_CASE("directories in memory are written as Docker and Podman write them") {
    CHECK(tmpfs_named("/run", "") == runtime::tmpfs{.target = "/run"});
    CHECK(tmpfs_named("/run", "rw,exec,size=64m,mode=0755,uid=7,gid=8") ==
          runtime::tmpfs{
              .target = "/run", .bytes = 64 << 20, .mode = 0755, .uid = 7, .gid = 8, .exec = true});
    CHECK(tmpfs_named("/run", "ro,suid,dev,size=65536").read_only);
    CHECK(tmpfs_named("/run", "size=1G").bytes == 1U << 30);
    CHECK(options_in_words(tmpfs_named("/run", "")) == "rw,noexec,nosuid,nodev");
    for (const char* each :
         {"ro,exec,suid,dev,size=1024,mode=0,uid=1,gid=2", "rw,noexec,nosuid,dev,mode=2770"})
        CHECK(options_in_words(tmpfs_named("/run", each)) == each);
}

TEST_CASE("what is no directory in memory is told") {
    for (const char* wrong : {"", "run", "/", "//"})
        CHECK_THROWS_WITH(tmpfs_named(wrong, ""),
                          Contains("is no place for a directory in memory"));
    for (const char* wrong : {"nosuch", "size=", "size=-1", "size=50%", "size=99999999999999999999",
                              "size=18014398509481984k", "mode=8", "mode=17777", "mode=", "uid=x",
                              "gid=-1", "ro,", "x=1", "notexec"}) {
        CAPTURE(wrong);
        CHECK_THROWS_WITH(tmpfs_named("/run", wrong),
                          Contains("is no option of the directory in memory /run"));
    }
}

}  // namespace tmpfs_words_test
