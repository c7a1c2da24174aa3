// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/limited.hpp>

#include <memory>

#include <support/manual_time.hpp>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace limited_test {

using namespace slipway;
using laws::failure;
using registry::any_registry;
using registry::memory_registry;

namespace {

any_registry fresh() { return any_registry(std::make_shared<memory_registry>()); }
const auto web = oci::reference::parse("shop/web:1");

}  // namespace

TEST_CASE("a registry that is called seldom enough holds to the laws") {
    laws::registry_laws([] {
        return std::make_shared<registry::limited_registry>(fresh(),
                                                            registry::registry_rate{1e9, 1e9});
    });
}

TEST_CASE("calls beyond the rate are told when to come again") {
    const auto time = std::make_shared<support::manual_time>();
    registry::limited_registry r(fresh(), {.per_second = 0.5, .burst = 3}, time);
    const auto too_often = [&] {
        try {
            r.check();
        } catch (const status_error& e) {
            CHECK(e.is(core::reason::too_many_requests));
            return e.details().retry_after_seconds;
        }
        return 0;
    };
    const std::string id = r.begin_upload("a", oci::digest_algorithm::sha256);
    r.check();
    r.check();
    CHECK(too_often() == 2);
    CHECK(r.write_upload("a", id, 0, "x") == 1);  // it has begun
    time->pass(std::chrono::seconds(1));
    CHECK(too_often() == 1);
    time->pass(std::chrono::seconds(1));
    CHECK(too_often() == 0);
    CHECK(too_often() == 2);
    time->pass(std::chrono::hours(1));
    for (int i = 0; i < 3; ++i) CHECK(too_often() == 0);
    CHECK(too_often() == 2);
    failure(core::reason::bad_request,
            [] { registry::limited_registry(fresh(), {.per_second = 0, .burst = 1}); });
}

}  // namespace limited_test
