// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_port_of_a_backend_is_the_number_or_name_of_a_port_of_its_Service
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Ingress made{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {{80}}}, 8080)};
#else
    Ingress made{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {{80}}}, 80)};
#endif
    return {.name = "shop", .resources = {Service{.name = "web", .ports = {{80}}}, made}};
}
static_assert(sound<shop>);
