// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Controllers find no certificate in such a Secret and serve one of their own, which browsers refuse.
// EXPECT: this Ingress takes its certificate from a Secret of another type
// EXPECT-NAME: Secret shop
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
#ifdef EXPECT_ERROR
    Secret certificate{.name = "shop", .type = "kubernetes.io/dockerconfigjson", .data = {{".dockerconfigjson", "{}"}}};
#else
    Secret certificate{.name = "shop", .type = "kubernetes.io/tls", .data = {{"tls.crt", "..."}, {"tls.key", "..."}}};
#endif
    Service web{.name = "web", .ports = {{80}}};
    Ingress front{.name = "front",
                  .rules = {{.host = "shop.example.com", .paths = {{.backend = backend(web, 80)}}}},
                  .tls = {{.hosts = {"shop.example.com"}, .secretName = certificate}}};
    return {.name = "shop", .resources = {certificate, web, front}};
}
static_assert(sound<shop>);
