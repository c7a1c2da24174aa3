// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/small_file.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace small_file_test {

using namespace slipway;

TEST_CASE("a file is read whole, whatever is in it") {
    const scratch_directory dir;
    const std::string content = std::string(10'000, 'x') + std::string(1, '\0') + "\r\n\xff";
    scratch_directory::write(dir / "file", content);
    scratch_directory::write(dir / "empty", "");
    CHECK(net::read_small_file(dir / "file") == content);
    CHECK(net::read_small_file(dir / "empty") == "");
    CHECK(net::read_pem_file(dir / "file", "the key") == content);
}

TEST_CASE("what is not there, no file, or without end, is not read") {
    const scratch_directory dir;
    CHECK_FALSE(net::read_small_file(dir / "absent"));
    CHECK_FALSE(net::read_small_file(dir.path()));
    CHECK_FALSE(net::read_small_file("/dev/zero"));
    CHECK_THROWS_WITH(net::read_pem_file("/no/such/file", "the key"),
                      "cannot read the key from '/no/such/file'");
    scratch_directory::write(dir / "empty", "");
    CHECK_THROWS_AS(net::read_pem_file(dir / "empty", "the key"), status_error);
}

}  // namespace small_file_test
