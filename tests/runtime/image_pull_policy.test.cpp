// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/image_pull_policy.hpp>

#include <catch2/catch.hpp>

#include <slipway/oci/build.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/memory.hpp>

#include "support/scratch_directory.hpp"

namespace image_pull_policy_test {

using namespace slipway;
using runtime::pull_policy;

namespace {

/// A registry and a machine without images.
struct machine {
    void publish(const std::string& name, const std::string& content) {
        registry::push(shelf, oci::reference::parse(name),
                       oci::image_builder().layer(oci::file_tree().text("file", content)).build());
    }
    runtime::image get(const std::string& name, pull_policy policy) {
        return runtime::ensure_image(store, name, policy, shelf);
    }
    /// The kubelet's word for why there is no image, and the sentence.
    std::pair<std::string, std::string> why_not(const std::string& name, pull_policy policy) {
        try {
            get(name, policy);
        } catch (const runtime::image_error& e) {
            return {e.waiting_reason(), e.message()};
        }
        return {};
    }

    scratch_directory files;
    registry::memory_registry shelf;
    runtime::image_store store{files / "images"};
};

}  // namespace

TEST_CASE("policies are the three words of Kubernetes") {
    CHECK(runtime::parse_pull_policy("Always") == pull_policy::always);
    CHECK(runtime::parse_pull_policy("IfNotPresent") == pull_policy::if_not_present);
    CHECK(runtime::parse_pull_policy("Never") == pull_policy::never);
    CHECK_THROWS_WITH(runtime::parse_pull_policy("always"),
                      Catch::Contains("\"always\" is no pull policy"));
}

TEST_CASE("only what is or becomes latest is asked for always") {
    const std::string digest = "@" + oci::digest_of("x").str();
    for (const auto& name : {std::string("web"), std::string("web:latest")})
        CHECK(runtime::default_pull_policy(oci::reference::parse(name)) == pull_policy::always);
    for (const auto& name : {std::string("web:1"), "web" + digest, "web:latest" + digest})
        CHECK(runtime::default_pull_policy(oci::reference::parse(name)) ==
              pull_policy::if_not_present);
}

TEST_CASE("a new image of the same name is seen by Always alone") {
    machine m;
    m.publish("shop/web:1", "old");
    const auto old = m.get("shop/web:1", pull_policy::if_not_present);
    CHECK(old.pulled);
    m.publish("shop/web:1", "new");
    const auto same = m.get("shop/web:1", pull_policy::if_not_present);
    CHECK(same.id == old.id);
    CHECK_FALSE(same.pulled);
    CHECK(m.get("shop/web:1", pull_policy::never).id == old.id);
    const auto fresh = m.get("shop/web:1", pull_policy::always);
    CHECK(fresh.id != old.id);
    CHECK(m.get("shop/web:1", pull_policy::never).id == fresh.id);
}

TEST_CASE("why there is no image is said in the kubelet's words") {
    machine m;
    CHECK(m.why_not("shop/web:1", pull_policy::never) ==
          std::pair<std::string, std::string>(
              "ErrImageNeverPull",
              "Container image \"shop/web:1\" is not present with pull policy of Never"));
    for (const auto policy : {pull_policy::always, pull_policy::if_not_present}) {
        const auto [reason, message] = m.why_not("shop/web:1", policy);
        CHECK(reason == "ErrImagePull");
        CHECK(message.starts_with("failed to pull image \"shop/web:1\": "));
    }
    const auto [reason, message] = m.why_not("Shop//web", pull_policy::always);
    CHECK(reason == "InvalidImageName");
    CHECK(message.find("couldn't parse image name") != std::string::npos);
}

}  // namespace image_pull_policy_test
