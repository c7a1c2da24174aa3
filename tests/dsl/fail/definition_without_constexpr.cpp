// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_definition_is_constexpr_and_without_wrong_values|call to non-.constexpr. function .*shop
// ERRORS: 2
#include <slipway/cli/run.hpp>
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

#ifdef EXPECT_ERROR
#define MAYBE_CONSTEXPR
#else
#define MAYBE_CONSTEXPR constexpr
#endif
MAYBE_CONSTEXPR Cluster shop(parameters& in) {
    return {.name = "shop",
            .resources = {Deployment{.name = "web",
                                     .labels = {{"app", "web"}},
                                     .replicas = in.number("replicas", 3, "how many"),
                                     .containers = {{.name = "app", .image = "web:1"}}}}};
}
int main(int argc, char** argv) { return slipway::run<shop>(argc, argv); }
