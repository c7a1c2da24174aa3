// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/verify.hpp>

#include <fstream>

#include <catch2/catch.hpp>

#include <slipway/registry/faulty.hpp>
#include <slipway/registry/layout.hpp>

#include <support/scratch_directory.hpp>

#include "registry/laws/registry.hpp"

namespace verify_test {

using namespace slipway;

TEST_CASE("verify finds what is damaged or missing, and nothing else") {
    const ::scratch_directory scratch;
    registry::layout_registry r(scratch / "layout");
    const auto one = laws::small_image("one"), two = laws::small_image("two");
    const auto web = oci::reference::parse("shop/web:1"),
               cart = oci::reference::parse("shop/cart:1");
    registry::push(r, web, one);
    registry::push(r, cart, two);
    const auto sound = registry::verify(r);
    CHECK(sound.found.empty());
    CHECK(sound.manifests == 2);
    CHECK(sound.blobs == 5);  // one layer is in both
    CHECK(sound.bytes > 0);

    oci::index index;
    index.manifests = {oci::describe(one.manifest_bytes, one.manifest.media_type)};
    r.put_manifest(web.name(), oci::write(index), index.media_type, {"all"});
    CHECK(registry::verify(r, web.name()).manifests == 2);
    CHECK(registry::verify(r, web.name()).blobs == 3);

    const auto file = [&](const oci::digest& d) {
        return scratch / ("layout/blobs/sha256/" + std::string(d.hex()));
    };
    const auto& layer = one.manifest.layers[1];
    std::string bytes = ::scratch_directory::read(file(layer.digest));
    bytes[bytes.size() / 2] ^= 1;
    ::scratch_directory::write(file(layer.digest), bytes);
    r.delete_blob(cart.name(), two.id());
    const auto found = registry::verify(r).found;
    REQUIRE(found.size() == 2);
    CHECK(found[0].repository == cart.name());
    CHECK(found[0].tag == "1");
    CHECK(found[0].digest == two.id());
    CHECK_THAT(found[0].what, Catch::Contains("has no blob"));
    CHECK(found[1].digest == layer.digest);
    CHECK_THAT(found[1].what, Catch::Contains("has other content"));

    std::filesystem::remove(file(one.manifest_digest()));
    CHECK(registry::verify(r, web.name()).found.size() == 2);  // the tag, and what the index lists
}

TEST_CASE("verify does not take trouble on the way for damage") {
    const ::scratch_directory scratch;
    const auto kept = std::make_shared<registry::layout_registry>(scratch / "layout");
    registry::push(*kept, oci::reference::parse("shop/web:1"), laws::small_image("one"));
    registry::faulty_registry r(
        registry::any_registry(kept), [](std::string_view call, const std::string&) {
            return registry::registry_fault{
                .thrown = {},
                .cut_after = call == "read_blob" ? std::optional<std::uint64_t>(1) : std::nullopt,
                .wrong_byte_at = {}};
        });
    laws::failure(core::reason::service_unavailable, [&] { registry::verify(r); });
}

}  // namespace verify_test
