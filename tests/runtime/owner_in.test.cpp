// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/owner_in.hpp>

#include <catch2/catch.hpp>

#include "support/scratch_directory.hpp"

namespace owner_in_test {

using namespace slipway;

TEST_CASE("owners are found in the image's own files") {
    const scratch_directory layer;
    scratch_directory::write(layer / "etc/passwd",
                             "root:x:0:0::/:/bin/sh\nweb:x:1000:1001::/srv:/bin/sh\n");
    scratch_directory::write(layer / "etc/group", "staff:x:50:\n");
    const auto owner = [&](const char* text) {
        const auto made = runtime::owner_in({layer.path()}, text);
        return std::to_string(made.uid) + ':' + std::to_string(made.gid);
    };
    CHECK(owner("web") == "1000:1001");
    CHECK(owner("web:staff") == "1000:50");
    CHECK(owner("7:8") == "7:8");
    CHECK(owner("web:8") == "1000:8");
    CHECK_THROWS_AS(owner("nobody"), status_error);
    CHECK_THROWS_AS(owner("web:nobody"), status_error);
    CHECK_THROWS_AS(runtime::owner_in({}, "web"), status_error);
    // The kernel would take it for "as it is": root.
    CHECK_THROWS_AS(owner("4294967295"), status_error);
    CHECK_THROWS_AS(owner("7:4294967295"), status_error);
    CHECK(owner("4294967294:4294967294") == "4294967294:4294967294");
}

}  // namespace owner_in_test
