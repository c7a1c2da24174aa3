// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_port_of_a_backend_is_the_number_or_name_of_a_port_of_its_Service
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Ingress it{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {{80}}}, 8080)};
#else
    Ingress it{.name = "i", .defaultBackend = backend(Service{.name = "web", .ports = {{80}}}, 80)};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
