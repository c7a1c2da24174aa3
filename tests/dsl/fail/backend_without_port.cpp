// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_backend_without_a_port_needs_a_Service_of_one_port
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Ingress made{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {}})};
#else
    Ingress made{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {{80}}})};
#endif
    return {.name = "shop", .resources = {Service{.name = "web", .ports = {{80}}}, made}};
}
static_assert(sound<shop>);
