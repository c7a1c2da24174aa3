// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/overlaid.hpp>

#include <memory>

#include <slipway/registry/memory.hpp>

#include "registry/laws/registry.hpp"

namespace overlaid_test {

using namespace slipway;
using registry::any_registry;
using registry::memory_registry;

namespace {

any_registry fresh() { return any_registry(std::make_shared<memory_registry>()); }

}  // namespace

TEST_CASE("a registry over an empty one holds to the laws") {
    laws::registry_laws(
        [] { return std::make_shared<registry::overlaid_registry>(fresh(), fresh()); });
}

TEST_CASE("what the upper registry lacks is read from the lower, which stays as it is") {
    any_registry upper = fresh(), lower = fresh();
    registry::overlaid_registry both(upper, lower);
    const auto web = oci::reference::parse("shop/web:1"),
               cart = oci::reference::parse("shop/cart:1"),
               newer = oci::reference::parse("shop/web:2");
    const auto one = laws::small_image("one"), two = laws::small_image("two"),
               three = laws::small_image("three");
    registry::push(lower, web, one);
    registry::push(lower, cart, two);
    CHECK(both.get_manifest(web.name(), "1").bytes == one.manifest_bytes);
    CHECK_FALSE(both.stat_blob(web.name(), one.id()));
    CHECK(oci::read_all(both.read_blob(web.name(), one.id()), 1 << 20).size() ==
          *lower.stat_blob(web.name(), one.id()));
    CHECK(both.tags(web.name(), "", 9) == std::vector<std::string>{"1"});

    registry::push(both, newer, three);
    registry::push(upper, web, three);  // hides the lower one's
    CHECK(both.resolve(web.name(), "1").digest == three.manifest_digest());
    CHECK(lower.resolve(web.name(), "1").digest == one.manifest_digest());
    CHECK(both.tags(web.name(), "", 9) == std::vector<std::string>{"1", "2"});
    CHECK(both.tags(web.name(), "1", 9) == std::vector<std::string>{"2"});
    CHECK(both.repositories("", 9) == std::vector<std::string>{cart.name(), web.name()});
    CHECK(both.repositories("", 1) == std::vector<std::string>{cart.name()});
    both.delete_manifest(cart.name(), two.manifest_digest());
    CHECK(both.resolve(cart.name(), "1").digest == two.manifest_digest());
    laws::failure(core::reason::not_found, [&] { both.resolve(cart.name(), "2"); });
    laws::failure(core::reason::not_found, [&] { both.tags("docker.io/no/where", "", 9); });
    laws::failure(core::reason::not_found,
                  [&] { both.read_blob(web.name(), oci::digest_of(std::string_view("absent"))); });
    CHECK(lower.tags(web.name(), "", 9) == std::vector<std::string>{"1"});
}

}  // namespace overlaid_test
