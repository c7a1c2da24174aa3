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

TEST_CASE("an object is of its kind in all versions, of none in another group") {
    const api::resource& deployment = *api::find_kind("apps", "v1", "Deployment");
    CHECK(api::is_kind(deployment, "apps/v1", "Deployment"));
    CHECK(api::is_kind(deployment, "apps/v1beta2", "Deployment"));
    CHECK_FALSE(api::is_kind(deployment, "apps/v1", "ReplicaSet"));
    CHECK_FALSE(api::is_kind(deployment, "apps.example.com/v1", "Deployment"));
    CHECK_FALSE(api::is_kind(deployment, "v1", "Deployment"));
    CHECK(api::is_kind(*api::find_kind("", "v1", "Pod"), "v1", "Pod"));
    CHECK_FALSE(api::is_kind(*api::find_kind("", "v1", "Pod"), "metrics.k8s.io/v1", "Pod"));
}

}  // namespace group_version_test
