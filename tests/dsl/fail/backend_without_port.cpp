// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: a_backend_without_a_port_needs_a_Service_of_one_port
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Ingress it{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {}})};
#else
    Ingress it{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {{80}}})};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
