// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/any_registry.hpp>

#include <memory>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace any_registry_test {

using namespace slipway;

TEST_CASE("a registry of any kind keeps the laws of the one it holds") {
    laws::registry_laws([] {
        return std::make_shared<registry::any_registry>(
            std::make_shared<registry::memory_registry>());
    });
}

TEST_CASE("copies share what they hold, and may stand for one that is owned elsewhere") {
    registry::memory_registry own;
    auto one = registry::any_registry::of(own);
    auto two = one;
    laws::put_blob(two, "a/b", "x");
    CHECK(own.stat_blob("a/b", oci::digest_of(std::string_view("x"))) == 1);
    registry::registry_archetype nothing;
    auto empty = registry::any_registry::of(nothing);
    laws::failure(core::reason::not_found, [&] { empty.resolve("a/b", "latest"); });
}

TEST_CASE("what a registry has at hand is asked for where it knows such a thing") {
    registry::memory_registry own;
    const auto image = laws::small_image("x");
    registry::push(own, oci::reference::parse("example.com/a/b:1"), image);
    CHECK(registry::any_registry::of(own).manifest_at_hand("example.com/a/b", "1")->bytes ==
          image.manifest_bytes);
    registry::registry_archetype nothing;
    CHECK_FALSE(registry::any_registry::of(nothing).manifest_at_hand("example.com/a/b", "1"));
    const auto blob = image.id();
    CHECK(registry::any_registry::of(own).blob_at_hand("example.com/a/b", blob));
    CHECK_FALSE(registry::any_registry::of(own).small_blob("example.com/a/b", blob));
    CHECK_FALSE(registry::any_registry::of(nothing).blob_at_hand("example.com/a/b", blob));
    CHECK_FALSE(registry::any_registry::of(nothing).small_blob("example.com/a/b", blob));
}

}  // namespace any_registry_test
