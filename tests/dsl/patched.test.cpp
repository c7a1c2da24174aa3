// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/patched.hpp>

#include <catch2/catch.hpp>

namespace patched_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster shop() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .containers = {{.name = "app", .image = "web:1", .args = {"one"}}}};
    return {.name = "shop", .resources = {settings, web, expose(web, {.ports = {{80}}})}};
}

template <api::kind Kind>
std::string refused(const char* name, const char* path, const field_value& value) {
    try {
        static_cast<void>(shop() | patched<Kind>(name, path, value));
    } catch (const mistake& m) {
        return m.sentence;
    }
    return "";
}

}  // namespace

TEST_CASE("a field is set by its path") {
    const Cluster c =
        shop() | patched<api::Deployment>("web", "spec.minReadySeconds", 5) |
        patched<api::Deployment>("web", "spec.paused", true) |
        patched<api::Deployment>("web", "spec.template.spec.containers[app].imagePullPolicy",
                                 "Always") |
        patched<api::Deployment>("web", "spec.template.spec.containers[app].args[one]", "two") |
        patched<api::Deployment>("web", "spec.strategy.rollingUpdate.maxSurge", "50%") |
        patched<api::Deployment>("web", "metadata.annotations[example.com/team]", "web") |
        patched<api::ConfigMap>("settings", "data[LOG_LEVEL]", "debug") |
        patched<api::ConfigMap>("settings", "data[NEW]", "x");
    const api::Deployment& web = *c.resources[1].as<api::Deployment>();
    CHECK(web.spec.minReadySeconds == 5L);
    CHECK(web.spec.paused == true);
    CHECK(web.spec.template_.spec.containers[0].imagePullPolicy == "Always");
    CHECK(web.spec.template_.spec.containers[0].args[0] == "two");
    CHECK(web.spec.strategy->rollingUpdate->maxSurge == core::int_or_string("50%"));
    CHECK(*web.metadata.annotations.find("example.com/team") == "web");
    CHECK(*c.resources[0].as<api::ConfigMap>()->data.find("LOG_LEVEL") == "debug");
    CHECK(*c.resources[0].as<api::ConfigMap>()->data.find("NEW") == "x");
    CHECK(*shop().resources[0].as<api::ConfigMap>()->data.find("LOG_LEVEL") == "info");
}

TEST_CASE("paths that lead nowhere and values of another type are refused") {
    const std::string path =
        "a path names fields of the object, list elements as [name] and map entries as [key]";
    CHECK(refused<api::Deployment>("web", "spec.minReadySecond", 5) == path);
    CHECK(refused<api::Deployment>("web", "spec", 5) == path);
    CHECK(refused<api::Deployment>("web", "", 5) == path);
    CHECK(refused<api::Deployment>("web", "spec.template.spec.containers[ap].image", "a:1") ==
          path);
    CHECK(refused<api::Deployment>("web", "spec.template.spec.containers[app", "a:1") == path);
    CHECK(refused<api::Deployment>("web", "spec.template.spec.containers.image", "a:1") == path);
    CHECK(refused<api::Deployment>("web", "spec.minReadySeconds.more", 5) == path);
    const std::string type = "the value has the type of the field that it is for";
    CHECK(refused<api::Deployment>("web", "spec.minReadySeconds", "5") == type);
    CHECK(refused<api::Deployment>("web", "spec.paused", 1) == type);
    CHECK(refused<api::ConfigMap>("settings", "data[LOG_LEVEL]", 5) == type);
    CHECK_FALSE(refused<api::ConfigMap>("web", "data[LOG_LEVEL]", "x").empty());
}

static_assert((shop() | patched<api::Deployment>("web", "spec.minReadySeconds", 5))
                  .resources[1]
                  .as<api::Deployment>()
                  ->spec.minReadySeconds == 5L);

}  // namespace patched_test
