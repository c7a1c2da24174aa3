// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/subordinate_ids.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace subordinate_ids_test {

using namespace slipway;

TEST_CASE("a user's subordinate ids are those of his name and of his id") {
    const scratch_directory files;
    scratch_directory::write(
        files / "subuid",
        "root:1:2\nsailor:100000:65536\nother:165536:65536\n\n1000:300000:10\nsailor:x:1\nsailor:5\nsailor:7:0\nsailor:4294967296:1\n");
    const auto ids = [&](const std::string& name, uid_t id) {
        std::string made;
        for (const auto& each :
             runtime::detail::subordinate_ids((files / "subuid").string(), name, id))
            made += std::to_string(each.first) + '+' + std::to_string(each.count) + ' ';
        return made;
    };
    CHECK(ids("sailor", 1000) == "100000+65536 300000+10 ");
    CHECK(ids("other", 7) == "165536+65536 ");
    CHECK(ids("", 1000) == "300000+10 ");
    CHECK(ids("nobody", 65534).empty());
    CHECK(runtime::detail::subordinate_ids((files / "none").string(), "sailor", 1000).empty());
}

}  // namespace subordinate_ids_test
