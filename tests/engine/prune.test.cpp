// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/prune.hpp>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace prune_test {

using namespace slipway;

namespace {

engine::filters filter(std::span<const engine::filter_name> known, const char* name,
                       const char* value) {
    engine::filters made(known);
    made.add(name, value);
    return made;
}

}  // namespace

TEST_CASE("of what nothing needs that alone goes which is asked for") {
    support::engine_machine m;
    engine::containers& all = *m.containers;
    engine::create_network(all, {.name = "front", .labels = {{"of", "one"}}});
    engine::create_network(all, {.name = "back"});
    engine::create_volume(all, "data", {{"of", "one"}});
    engine::create_volume(all, "cache");
    const auto image = m.images->get("busybox");
    m.images->tag("busybox", oci::reference::parse("other"));
    all.create(image, "busybox", {.name = "one", .command = {"true"}, .labels = {{"of", "one"}}});
    const auto two = all.create(image, "busybox", {.name = "two", .command = {"true"}});

    CHECK(engine::prune_containers(all, filter(engine::container_prune_filters, "until", "1h"))
              .deleted.empty());
    std::vector<std::string> told;
    CHECK(engine::prune_containers(all, filter(engine::container_prune_filters, "label!", "of"),
                                   [&](const engine::container& c) { told.push_back(c.id); })
              .deleted == std::vector<std::string>{two.id});
    CHECK(told == std::vector<std::string>{two.id});
    CHECK(all.list().size() == 1);

    CHECK(
        engine::prune_networks(all, filter(engine::network_prune_filters, "until", "1h")).empty());
    const auto gone =
        engine::prune_networks(all, filter(engine::network_prune_filters, "label", "of=one"));
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].name == "front");

    CHECK(engine::prune_volumes(all, filter(engine::volume_prune_filters, "label", "of=one"))
              .deleted.empty());  // it has a name
    engine::filters named = filter(engine::volume_prune_filters, "label", "of=one");
    named.add("all", "true");
    const auto volumes = engine::prune_volumes(all, named);
    REQUIRE(volumes.deleted.size() == 1);
    CHECK(volumes.deleted[0].name == "data");

    CHECK(engine::prune_images(*m.images, {}).untagged.empty());
    CHECK(engine::prune_images(*m.images, filter(engine::image_prune_filters, "dangling", "false"))
              .untagged.empty());  // in use
    all.remove(all.get("one"));
    engine::filters labelled = filter(engine::image_prune_filters, "dangling", "false");
    labelled.add("label", "of");
    CHECK(engine::prune_images(*m.images, labelled).untagged.empty());
    CHECK(engine::prune_images(*m.images, filter(engine::image_prune_filters, "dangling", "false"))
              .untagged.size() == 2);
}

}  // namespace prune_test
