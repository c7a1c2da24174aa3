// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/volume.hpp>

#include <catch2/catch.hpp>

namespace volume_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr bool lowered_by_the_compiler() {
    const api::PersistentVolumeClaim made =
        lower(PersistentVolumeClaim{.name = "data", .size = "10Gi", .storageClassName = "fast"});
    api::Volume mounted;
    lower(volume{"data", PersistentVolumeClaim{.name = "data"}}, mounted);
    return made.spec.resources->requests[0].value == "10Gi" &&
           made.spec.accessModes[0] == "ReadWriteOnce" &&
           mounted.persistentVolumeClaim->claimName == "data";
}
static_assert(lowered_by_the_compiler());

api::Volume made_from(const volume& v) {
    api::Volume made;
    lower(v, made);
    return made;
}

}  // namespace

TEST_CASE("a claim asks for space of a class") {
    const api::PersistentVolumeClaim made =
        lower(PersistentVolumeClaim{.name = "data",
                                    .namespace_ = "db",
                                    .accessModes = {"ReadWriteMany", "ReadOnlyMany"},
                                    .size = "1Ti",
                                    .storageClassName = "slow"});
    CHECK(made.apiVersion == "v1");
    CHECK(made.kind == "PersistentVolumeClaim");
    CHECK(made.metadata.namespace_ == "db");
    CHECK(made.spec.accessModes == core::list<text>{"ReadWriteMany", "ReadOnlyMany"});
    CHECK(made.spec.resources->requests == core::map<text>{{"storage", "1Ti"}});
    CHECK(made.spec.storageClassName == "slow");
}

TEST_CASE("a claim takes whatever else the API has") {
    const PersistentVolumeClaim c{.name = "data",
                                  .size = "1Gi",
                                  .spec = api::PersistentVolumeClaimSpec{
                                      .accessModes = {"ReadWriteMany"}, .volumeName = "disk"}};
    const api::PersistentVolumeClaim made = lower(c);
    CHECK(made.spec.volumeName == "disk");
    CHECK(made.spec.accessModes == core::list<text>{"ReadWriteMany"});
    CHECK_FALSE(all_checked(c));
    CHECK(all_checked(PersistentVolumeClaim{.name = "data"}));
}

TEST_CASE("no class is something else than the default one") {
    constexpr bool told = lower(PersistentVolumeClaim{.name = "a", .storageClassName = ""})
                              .spec.storageClassName.said() &&
                          !lower(PersistentVolumeClaim{.name = "a"}).spec.storageClassName.said();
    static_assert(told);
    CHECK(class_name(std::string()).said());
    CHECK_FALSE(class_name(class_name()).said());
    CHECK_FALSE(class_name(name()).said());
    CHECK_THROWS_AS(class_name(std::string("A_1")), mistake);
}

TEST_CASE("empty directories have limits, and may be in memory") {
    const api::Volume small = made_from({"cache", emptyDir{.sizeLimit = "64Mi", .inMemory = true}});
    CHECK(small.emptyDir->sizeLimit == "64Mi");
    CHECK(small.emptyDir->medium == "Memory");
    CHECK(made_from({"cache", emptyDir{}}).emptyDir->medium.empty());
}

TEST_CASE("paths of the node may be of a type") {
    const api::Volume v = made_from({"host", hostPath{"/srv", "DirectoryOrCreate"}});
    CHECK(v.hostPath->path == "/srv");
    CHECK(v.hostPath->type == "DirectoryOrCreate");
}

}  // namespace volume_test
