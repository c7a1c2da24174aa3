// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_port_number_is_between_1_and_65535
#include <slipway/dsl.hpp>

using namespace slipway::dsl;

// One mistake is one error, also where the whole program depends on the definition.
constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Service made{.name = "s", .ports = {{70000}}};
#else
    Service made{.name = "s", .ports = {{7000}}};
#endif
    return {.name = "shop", .resources = {made}};
}

int main(int argc, char** argv) { return slipway::run<shop>(argc, argv); }
