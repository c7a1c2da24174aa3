// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/cached.hpp>

#include <atomic>
#include <chrono>
#include <memory>

#include <slipway/registry/faulty.hpp>

#include <support/manual_time.hpp>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace cached_test {

using namespace slipway;
using laws::failure;
using registry::any_registry;
using registry::memory_registry;

namespace {

any_registry fresh() { return any_registry(std::make_shared<memory_registry>()); }
const auto web = oci::reference::parse("shop/web:1");

}  // namespace

TEST_CASE("a registry behind a cache holds to the laws") {
    laws::registry_laws(
        [] { return std::make_shared<registry::cached_registry>(fresh(), fresh()); });
}

TEST_CASE("what was read once is there when nobody answers elsewhere any more") {
    any_registry cache = fresh(), origin = fresh();
    bool down = false;
    std::atomic<int> blobs = 0;  // asked for by several threads
    const any_registry elsewhere(std::make_shared<registry::faulty_registry>(
        origin, [&](std::string_view call, const std::string&) {
            blobs += call == "read_blob";
            registry::registry_fault f;
            if (down) f.thrown = status_error(core::reason::service_unavailable, "nobody answers");
            return f;
        }));
    registry::cached_registry r(cache, elsewhere);
    const auto image = laws::small_image("one"), newer = laws::small_image("two");
    registry::push(origin, web, image);
    registry::memory_registry here, there;
    registry::copy(r, web, here, web);
    CHECK(blobs == 3);
    CHECK(cache.resolve(web.name(), "1").digest == image.manifest_digest());
    registry::copy(r, web, there, web);
    CHECK(blobs == 3);

    registry::push(origin, web, newer);
    CHECK(r.resolve(web.name(), "1").digest == newer.manifest_digest());  // the tag has moved
    down = true;
    CHECK(r.resolve(web.name(), "1").digest == image.manifest_digest());
    CHECK(r.tags(web.name(), "", 9) == std::vector<std::string>{"1"});
    registry::memory_registry late;
    CHECK(registry::copy(r, web, late, web).blobs_copied == 3);
    failure(core::reason::service_unavailable,
            [&] { r.get_manifest(web.name(), newer.manifest_digest().str()); });
    failure(core::reason::not_found, [&] { r.resolve("docker.io/shop/other", "1"); });
}

TEST_CASE("only whole blobs that are what their digest says are kept") {
    any_registry cache = fresh(), origin = fresh();
    registry::registry_fault fault;
    const any_registry elsewhere(std::make_shared<registry::faulty_registry>(
        origin, [&](std::string_view call, const std::string&) {
            return call == "read_blob" ? fault : registry::registry_fault{};
        }));
    registry::cached_registry r(cache, elsewhere);
    const std::string bytes(300'000, 'x');
    laws::put_blob(origin, "a", bytes);
    const auto d = oci::digest_of(bytes);
    fault.cut_after = 200'000;
    failure(core::reason::service_unavailable,
            [&] { oci::read_all(r.read_blob("a", d), 1 << 20); });
    CHECK_FALSE(cache.stat_blob("a", d));
    fault = {.thrown = {}, .cut_after = {}, .wrong_byte_at = 7};
    CHECK(oci::read_all(r.read_blob("a", d), 1 << 20) != bytes);
    CHECK_FALSE(cache.stat_blob("a", d));
    fault = {};
    CHECK(oci::read_all(r.read_blob("a", d, {5, 10}), 1 << 20).size() == 10);
    CHECK_FALSE(cache.stat_blob("a", d));
    CHECK(oci::read_all(r.read_blob("a", d), 1 << 20) == bytes);
    CHECK(cache.stat_blob("a", d) == bytes.size());
    CHECK(oci::read_all(r.read_blob("a", d, {5, 10}), 1 << 20).size() == 10);
}

TEST_CASE("a tag is asked for again when it is no longer fresh") {
    const auto time = std::make_shared<support::manual_time>();
    any_registry origin = fresh();
    registry::cached_registry r(fresh(), origin, std::chrono::seconds(60), time);
    const auto image = laws::small_image("one"), newer = laws::small_image("two");
    registry::push(origin, web, image);
    CHECK(r.resolve(web.name(), "1").digest == image.manifest_digest());
    registry::push(origin, web, newer);
    CHECK(r.resolve(web.name(), "1").digest == image.manifest_digest());
    time->pass(std::chrono::seconds(60));
    CHECK(r.resolve(web.name(), "1").digest == newer.manifest_digest());
    registry::push(r, web, image);
    CHECK(r.resolve(web.name(), "1").digest == image.manifest_digest());  // who pushes knows
}

}  // namespace cached_test
