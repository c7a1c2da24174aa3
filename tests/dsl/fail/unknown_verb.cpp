// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: A warning: Kubernetes takes such a rule, since programs may have verbs of their own. The short form of a Role knows all of Kubernetes' and takes no others.
// EXPECT: this grants a verb that Kubernetes does not know
// EXPECT-NAME: did you mean list
#include <slipway/dsl/sound.hpp>

using namespace slipway::dsl;

constexpr Cluster shop() {
    slipway::api::Role reader;
    reader.metadata.name = "reader";
    slipway::api::PolicyRule& rule = reader.rules.append();
    rule.apiGroups = {""};
    rule.resources = {"pods"};
#ifdef EXPECT_ERROR
    rule.verbs = {"get", "lst"};
#else
    rule.verbs = {"get", "list"};
#endif
    return {.name = "shop", .resources = {reader}};
}
static_assert(spotless<shop>);
