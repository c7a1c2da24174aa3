// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/config.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>

namespace build_config_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same ConfigMap and Secret") {
    CHECK(yaml_of(build::config_map("a")
                      .data("A", "1")
                      .data({{"B", "2"}, {"C", "3"}})
                      .immutable()
                      .label("x", "y")
                      .in_namespace("prod")) ==
          yaml_of(ConfigMap{.name = "a",
                            .namespace_ = "prod",
                            .labels = {{"x", "y"}},
                            .data = {{"A", "1"}, {"B", "2"}, {"C", "3"}},
                            .immutable = true}));
    CHECK(yaml_of(build::secret("a")
                      .type("kubernetes.io/tls")
                      .data({{"A", "1"}})
                      .data("B", "2")
                      .annotation("n", "o")
                      .immutable()) == yaml_of(Secret{.name = "a",
                                                      .annotations = {{"n", "o"}},
                                                      .type = "kubernetes.io/tls",
                                                      .data = {{"A", "1"}, {"B", "2"}},
                                                      .immutable = true}));
}

TEST_CASE("a list that is given to a builder stays as it was") {
    const entries<datum> shared{{"A", "1"}};
    const ConfigMap one = build::config_map("one").data(shared).data("B", "2");
    const ConfigMap two = build::config_map(one).data("C", "3");
    CHECK(shared.size() == 1);
    CHECK(one.data.size() == 2);
    CHECK(two.data.size() == 3);
    CHECK(Secret(build::secret(Secret{.name = "s"}).data("A", "1")).data.size() == 1);
}

}  // namespace build_config_test
