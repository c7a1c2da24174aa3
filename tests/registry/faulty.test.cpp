// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/faulty.hpp>

#include <memory>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace faulty_test {

using namespace slipway;
using laws::failure;
using registry::any_registry;
using registry::memory_registry;

namespace {

any_registry fresh() { return any_registry(std::make_shared<memory_registry>()); }
const auto web = oci::reference::parse("shop/web:1");

}  // namespace

TEST_CASE("a registry in which nothing goes wrong holds to the laws") {
    laws::registry_laws([] {
        return std::make_shared<registry::faulty_registry>(
            fresh(),
            [](std::string_view, const std::string&) { return registry::registry_fault{}; });
    });
}

TEST_CASE("calls fail, blobs break off and change, as planned") {
    any_registry below = fresh();
    const std::string bytes(300'000, 'x');
    laws::put_blob(below, "a", bytes);
    registry::registry_fault fault;
    std::string called;
    registry::faulty_registry r(below, [&](std::string_view call, const std::string& repository) {
        called = std::string(call) + " " + repository;
        return fault;
    });
    const auto d = oci::digest_of(bytes);
    CHECK(r.stat_blob("a", d) == bytes.size());
    CHECK(called == "stat_blob a");
    fault.thrown = status_error(core::reason::too_many_requests, "enough");
    CHECK(failure(core::reason::too_many_requests, [&] { r.stat_blob("a", d); }) == "enough");
    CHECK(failure(core::reason::too_many_requests, [&] { r.read_blob("a", d); }) == "enough");
    fault = {.thrown = {}, .cut_after = 200'000, .wrong_byte_at = {}};
    std::size_t came = 0;
    failure(core::reason::service_unavailable, [&] {
        oci::drain(r.read_blob("a", d), [&](std::string_view part) { came += part.size(); });
    });
    CHECK(came == 200'000);
    fault = {.thrown = {}, .cut_after = {}, .wrong_byte_at = 250'000};
    const std::string wrong = oci::read_all(r.read_blob("a", d), 1 << 20);
    CHECK(wrong.size() == bytes.size());
    CHECK(wrong.find_first_not_of('x') == 250'000);
}

}  // namespace faulty_test
