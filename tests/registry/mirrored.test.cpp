// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/mirrored.hpp>

#include <memory>
#include <optional>

#include <slipway/registry/faulty.hpp>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace mirrored_test {

using namespace slipway;
using laws::failure;
using registry::any_registry;
using registry::memory_registry;

namespace {

any_registry fresh() { return any_registry(std::make_shared<memory_registry>()); }
const auto web = oci::reference::parse("shop/web:1");

}  // namespace

TEST_CASE("a registry with an empty mirror holds to the laws") {
    laws::registry_laws([] {
        return std::make_shared<registry::mirrored_registry>(
            std::vector<registry::registry_mirror>{{fresh()}}, fresh());
    });
}

TEST_CASE("mirrors are asked in their order, and the registry itself last") {
    any_registry near = fresh(), far = fresh(), origin = fresh();
    const auto image = laws::small_image("one"), other = laws::small_image("two");
    registry::push(near, oci::reference::parse("mirror.example.com/hub/shop/web:1"), image);
    registry::push(origin, web, image);
    registry::push(origin, oci::reference::parse("quay.io/shop/web:1"), other);
    int asked = 0;
    std::optional<std::uint64_t> cut;
    const auto counted = [&](any_registry r) {
        return any_registry(std::make_shared<registry::faulty_registry>(
            std::move(r), [&](std::string_view call, const std::string&) {
                ++asked;
                return registry::registry_fault{
                    .thrown = {},
                    .cut_after = call == "read_blob" ? cut : std::nullopt,
                    .wrong_byte_at = {}};
            }));
    };
    registry::mirrored_registry r(
        {{far, "docker.io/", "nobody/"}, {counted(near), "docker.io/", "mirror.example.com/hub/"}},
        origin);
    CHECK(r.get_manifest(web.name(), "1").bytes == image.manifest_bytes);
    CHECK(r.resolve(web.name(), "1").digest == image.manifest_digest());
    CHECK(r.tags(web.name(), "", 9).size() == 1);
    CHECK(asked == 3);
    CHECK(r.resolve("quay.io/shop/web", "1").digest == other.manifest_digest());
    CHECK(asked == 3);  // it has other names
    failure(core::reason::not_found, [&] { r.resolve(web.name(), "9"); });
    CHECK(asked == 4);

    const std::string bytes(300'000, 'x');
    laws::put_blob(near, "a", bytes);
    laws::put_blob(origin, "a", bytes);
    cut = 100'000;
    CHECK(oci::read_all(r.read_blob(web.name(), oci::digest_of(bytes)), 1 << 20) == bytes);
    CHECK(oci::read_all(r.read_blob(web.name(), oci::digest_of(bytes), {50'000, 200'000}), 1 << 20)
              .size() == 200'000);
    origin.delete_blob("a", oci::digest_of(bytes));
    failure(core::reason::not_found,
            [&] { oci::read_all(r.read_blob(web.name(), oci::digest_of(bytes)), 1 << 20); });
    cut.reset();
    CHECK(oci::read_all(r.read_blob(web.name(), oci::digest_of(bytes)), 1 << 20) == bytes);

    registry::push(r, oci::reference::parse("shop/web:2"), other);
    CHECK(origin.resolve(web.name(), "2").digest == other.manifest_digest());
    failure(core::reason::not_found, [&] { near.resolve("mirror.example.com/hub/shop/web", "2"); });
}

}  // namespace mirrored_test
