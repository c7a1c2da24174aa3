// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/namespace.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>

namespace build_namespace_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same Namespace") {
    CHECK(yaml_of(build::namespace_("tools").label("team", "platform").annotation("n", "o")) ==
          yaml_of(Namespace{
              .name = "tools", .labels = {{"team", "platform"}}, .annotations = {{"n", "o"}}}));
    CHECK(Namespace(build::namespace_(Namespace{.name = "tools"}).labels({{"a", "b"}}))
              .labels.size() == 1);
}

}  // namespace build_namespace_test
