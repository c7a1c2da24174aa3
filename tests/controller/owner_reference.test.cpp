// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/controller/owner_reference.hpp>

#include <slipway/api/resources/apps_v1.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/write.hpp>

#include <catch2/catch.hpp>

namespace owner_reference_test {

using namespace slipway;

TEST_CASE("a reference says all that the garbage collector asks for") {
    api::Deployment owner{};
    owner.metadata.name = "web";
    owner.metadata.uid = "7";
    CHECK(json::write(json::encode(controller::owner_reference(owner))) ==
          R"({"apiVersion":"apps/v1","kind":"Deployment","name":"web",)"
          R"("blockOwnerDeletion":true,"controller":true,"uid":"7"})");
}

}  // namespace owner_reference_test
