// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/sound.hpp>

#include <catch2/catch.hpp>

namespace sound_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Deployment numbered(long i) {
    const text name = core::cat("web-", core::decimal(i));
    return {.name = name,
            .labels = {{"app", label_value(name)}, {"part-of", "shop"}},
            .containers = {{.name = "app",
                            .image = "shop/web:1",
                            .ports = {{"http", 8080}},
                            .readinessProbe = httpGet("/", "http")}}};
}

/// Loops and functions make a definition, and names that are computed in it.
constexpr Cluster twenty_services() {
    Cluster c{.name = "shop"};
    for (long i = 0; i < 20; ++i) {
        const Deployment web = numbered(i);
        c.resources.push_back(web);
        c.resources.push_back(expose(web, {.ports = {{80, "http"}}}));
    }
    return c;
}
static_assert(sound<twenty_services>);
static_assert(detail::evaluated<twenty_services, false>);
static_assert(detail::checked<twenty_services, false>::count == 40);

// What a loop makes is little code, and compilers make that in less time than they record the
// objects.
static_assert(!detail::checked<twenty_services, true>::records);

/// Claims of a StatefulSet are looked at in constant evaluation, too.
constexpr Cluster with_claims() {
    StatefulSet database{
        .name = "database",
        .labels = {{"app", "database"}},
        .containers = {{.name = "db", .image = "shop/db:1", .volumeMounts = {{"data", "/data"}}}},
        .volumeClaimTemplates = {{.name = "data", .accessModes = {"ReadWriteOnce"}, .size = "1Gi"}},
    };
    return {.name = "shop", .resources = {database}};
}
static_assert(sound<with_claims>);
static_assert(detail::checked<with_claims, true>::records &&
              detail::checked<with_claims, true>::a_definition_is_constexpr_and_without_wrong_values<0>.recorded.fitted());

// What is wrong here has its sentence in tests/dsl/fail; here it is counted without being said.
constexpr Cluster with_findings() {
    return {.name = "shop",
            .resources = {numbered(1), numbered(1),
                          Service{.name = "s", .selector = {{"app", "web-2"}}, .ports = {{80}}}}};
}
static_assert(detail::checked<with_findings, false>::found.count == 2);
static_assert(detail::checked<with_findings, false>::found.kept[0].what == rule::duplicate_object);
static_assert(detail::checked<with_findings, false>::found.kept[1].hint.view() ==
              "did you mean app=web-1?");

}  // namespace

TEST_CASE("the same findings in constant evaluation and at run time") {
    const findings now = check(with_findings());
    constexpr const findings& then = detail::checked<with_findings, false>::found;
    REQUIRE(now.count == then.count);
    for (unsigned i = 0; i < now.size(); ++i) {
        CHECK(now.kept[i].what == then.kept[i].what);
        CHECK(now.kept[i].where.view() == then.kept[i].where.view());
        CHECK(now.kept[i].value.view() == then.kept[i].value.view());
        CHECK(now.kept[i].hint.view() == then.kept[i].hint.view());
        CHECK(now.kept[i].line == then.kept[i].line);
    }
}

}  // namespace sound_test
