// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/group_version.hpp>

#include <slipway/api/resources.hpp>

#include <catch2/catch.hpp>

namespace group_version_test {

using namespace slipway;

TEST_CASE("a kind's objects say its group and version, those of the core group the version alone") {
    CHECK(api::group_version(*api::find_kind("", "v1", "Pod")) == "v1");
    CHECK(api::group_version(*api::find_kind("apps", "v1", "Deployment")) == "apps/v1");
    CHECK(api::group_version(*api::find_kind("rbac.authorization.k8s.io", "v1", "Role")) ==
          "rbac.authorization.k8s.io/v1");
}

}  // namespace group_version_test
