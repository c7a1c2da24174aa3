// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/unix_socket.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace unix_socket_test {

using namespace slipway;
using Catch::Contains;

TEST_CASE("a unix socket that nobody listens on is named with the reason") {
    const scratch_directory files;
    CHECK_THROWS_WITH(
        net::connect_unix(files / "none"),
        Contains("cannot reach unix:///") && Contains("none: No such file or directory"));
    CHECK_THROWS_WITH(net::connect_unix(files / std::string(200, 'x')),
                      Contains("107 bytes at most"));
    scratch_directory::write(files / "file", "");
    CHECK_THROWS_AS(net::connect_unix(files / "file"), net::http_error);
}

}  // namespace unix_socket_test
