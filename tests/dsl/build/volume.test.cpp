// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/volume.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>

namespace build_volume_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same PersistentVolumeClaim") {
    CHECK(yaml_of(build::persistent_volume_claim("a")
                      .accessMode("ReadWriteMany")
                      .accessMode("ReadOnlyMany")
                      .storageClassName("slow")
                      .size("10Gi")) ==
          yaml_of(PersistentVolumeClaim{.name = "a",
                                        .accessModes = {"ReadWriteMany", "ReadOnlyMany"},
                                        .size = "10Gi",
                                        .storageClassName = "slow"}));
    slipway::api::PersistentVolumeClaimSpec api;
    api.volumeName = "disk-1";
    CHECK(yaml_of(build::persistent_volume_claim("a").spec(api)) ==
          yaml_of(PersistentVolumeClaim{.name = "a", .spec = api}));
    CHECK(PersistentVolumeClaim(
              build::persistent_volume_claim(PersistentVolumeClaim{.name = "a", .size = "1Gi"})
                  .size("2Gi"))
              .size == "2Gi");
}

}  // namespace build_volume_test
