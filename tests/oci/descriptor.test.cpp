// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/descriptor.hpp>

#include <catch2/catch.hpp>

namespace descriptor_test {

using namespace slipway;

namespace {

json::value smallest() {
    return {{"mediaType", "application/vnd.oci.image.config.v1+json"},
            {"digest", oci::digest_of("x").str()},
            {"size", 1U}};
}

}  // namespace

TEST_CASE("a descriptor is written back as it was read, with what is optional or without") {
    CHECK(oci::to_json(oci::descriptor_from(smallest(), "d")) == smallest());
    json::value all = smallest();
    all["urls"] = {"https://example.com/blob"};
    all["annotations"] = {{"key", "value"}};
    all["data"] = "eA==";
    all["artifactType"] = "application/example";
    all["platform"] = {{"architecture", "arm64"}, {"os", "linux"}, {"variant", "v8"}};
    const oci::descriptor d = oci::descriptor_from(all, "d");
    CHECK(d.platform->variant == "v8");
    CHECK(d.size == 1);
    CHECK(oci::to_json(d) == all);
    CHECK(oci::descriptor_from(oci::to_json(d), "again") == d);
}

TEST_CASE("what is wrong with a descriptor is named by its place") {
    for (const auto& [member, bad] : {std::pair<const char*, json::value>("mediaType", nullptr),
                                      {"digest", "sha256:abc"},
                                      {"digest", 3},
                                      {"size", -1},
                                      {"size", "1"},
                                      {"size", 1.5},
                                      {"size", nullptr},
                                      {"urls", "one"},
                                      {"annotations", {{"a", 1}}},
                                      {"platform", "linux"}}) {
        json::value v = smallest();
        v[member] = bad;
        CAPTURE(v);
        CHECK_THROWS_WITH(oci::descriptor_from(v, "manifest.layers[3]"),
                          Catch::Contains("manifest.layers[3]") && Catch::Contains(member));
    }
    CHECK_THROWS_AS(oci::descriptor_from(json::value::array(), "d"), status_error);
}

}  // namespace descriptor_test
