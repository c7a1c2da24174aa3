// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/further.hpp>

#include <catch2/catch.hpp>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/members/core_v1.hpp>

namespace further_test {

using namespace slipway;

TEST_CASE("what is said beyond a short form finds what is missing in the whole") {
    const auto missing = [](const dsl::further<api::PodSpec>& said) {
        api::PodSpec whole = *said;
        whole.containers.append().image = "web:1";
        dsl::detail::missing_fields found;
        said.find_missing(whole, found);
        REQUIRE(found.paths.size() == 1);
        return found.paths[0];
    };
    const dsl::further<api::PodSpec> given = api::PodSpec{};
    CHECK(missing(given).view() == "spec.containers.name");
    dsl::further<api::PodSpec> made;
    CHECK_FALSE(made.has_value());
    made.emplace().hostname = "a";
    CHECK(missing(made).view() == "spec.containers.name");
    const dsl::further<api::PodSpec> copy = made;
    CHECK(copy->hostname == "a");
    CHECK(missing(copy).view() == "spec.containers.name");
}

}  // namespace further_test
