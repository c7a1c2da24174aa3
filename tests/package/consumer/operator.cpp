// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/operator.hpp>

#include <slipway/api/custom_resource.hpp>
#include <slipway/api/resources/networking_v1.hpp>

namespace api = slipway::api;
namespace controller = slipway::controller;

struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (int, size), (slipway::text, image));
};
using Cache = api::custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;

void keep_caches(controller::manager& manager);
void keep_caches(controller::manager& manager) {
    controller::controller<Cache>(manager, "caches")
        .owns<api::Ingress>()
        .reconcile([](controller::context&, const Cache&) { return controller::done(); });
}
