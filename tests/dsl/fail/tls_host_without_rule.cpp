// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: requests for that host come to no Service. A rule for `*.example.com` is one for `shop.example.com`, but not for `eu.shop.example.com`.
// EXPECT: this Ingress has a certificate for a host that none of its rules is for
// EXPECT-NAME: did you mean shop.example.com
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    Secret certificate{.name = "shop", .type = "kubernetes.io/tls", .data = {{"tls.crt", "..."}, {"tls.key", "..."}}};
    Service web{.name = "web", .ports = {{80}}};
    Ingress front{.name = "front",
                  .rules = {{.host = "shop.example.com", .paths = {{.backend = backend(web, 80)}}}},
#ifdef EXPECT_ERROR
                  .tls = {{.hosts = {"shp.example.com"}, .secretName = certificate}}};
#else
                  .tls = {{.hosts = {"shop.example.com"}, .secretName = certificate}}};
#endif
    return {.name = "shop", .resources = {certificate, web, front}};
}
static_assert(spotless<shop>);
