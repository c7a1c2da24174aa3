// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/config.hpp>

#include <catch2/catch.hpp>

namespace config_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr bool coded_by_the_compiler() {
    const api::Secret made = lower(Secret{.name = "keys", .data = {{"token", "hello"}}});
    const api::ConfigMap clear =
        lower(ConfigMap{.name = "settings", .data = {{"LOG_LEVEL", "info"}}});
    return made.data[0].value == "aGVsbG8=" && clear.data[0].value == "info";
}
static_assert(coded_by_the_compiler());

}  // namespace

TEST_CASE("a Secret has a type, and data that its own stay in the clear") {
    const Secret tls{.name = "tls",
                     .type = "kubernetes.io/tls",
                     .data = {{"tls.crt", "a"}, {"tls.key", "b"}},
                     .immutable = true};
    const api::Secret made = lower(tls);
    CHECK(made.type == "kubernetes.io/tls");
    CHECK(made.data == core::map<text>{{"tls.crt", "YQ=="}, {"tls.key", "Yg=="}});
    CHECK(made.immutable);
    CHECK(tls.data[0].value == "a");
}

TEST_CASE("what may change is not said to be immutable") {
    CHECK_FALSE(lower(ConfigMap{.name = "c"}).immutable.has_value());
    CHECK(lower(ConfigMap{.name = "c", .immutable = true}).immutable);
    CHECK_FALSE(lower(Secret{.name = "s"}).immutable.has_value());
}

}  // namespace config_test
