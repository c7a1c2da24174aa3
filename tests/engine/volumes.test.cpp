// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/volumes.hpp>

#include <catch2/catch.hpp>

#include <slipway/engine/disk_usage.hpp>

#include "engine_machine.hpp"

namespace volumes_test {

using namespace slipway;

TEST_CASE("volumes are kept until they are removed, and not below a container that stands on them") {
    support::engine_machine m;
    engine::containers& all = *m.containers;
    CHECK(engine::volumes(all).empty());
    const auto data = engine::create_volume(all, "data", {{"tier", "front"}});
    scratch_directory::write(data.place / "file", "kept");
    CHECK(engine::create_volume(all, "data", {{"tier", "back"}}).place == data.place);
    CHECK(engine::get_volume(all, "data").labels.at("tier") == "front");
    CHECK(scratch_directory::read(data.place / "file") == "kept");
    const std::string nameless = engine::nameless_volume();
    CHECK(engine::is_nameless_volume(nameless));
    CHECK_FALSE(engine::is_nameless_volume("data"));
    engine::create_volume(all, nameless);
    const auto c = all.create(m.images->get("busybox"), "busybox", {.name = "box", .volumes = {{"data", "/data"}, {"data", "/again"}}});
    CHECK(engine::get_volume(all, "data").users == 1);
    CHECK_THROWS_WITH(engine::remove_volume(all, "data"), "volume data is in use by a container");
    CHECK_THROWS_WITH(engine::remove_volume(all, "none"), "there is no volume none");
    CHECK_THROWS(engine::create_volume(all, "../out"));
    scratch_directory::write(engine::get_volume(all, nameless).place / "file", std::string(100'000, 'x'));
    const auto gone = engine::prune_volumes(all);
    REQUIRE(gone.deleted.size() == 1);
    CHECK(gone.deleted[0].name == nameless);
    CHECK(gone.freed >= 100'000);
    CHECK(gone.freed < 200'000);
    CHECK(engine::prune_volumes(all, true).deleted.empty());
    CHECK(engine::prune_volumes(all, true).freed == 0);
    const engine::disk_usage used = engine::use_of_disk(*m.images, all);
    CHECK(used.volumes.count == 1);
    CHECK(used.volumes.active == 1);
    CHECK(used.volumes.bytes >= 4);
    CHECK(used.images.active == 1);
    all.remove(c);
    CHECK(engine::use_of_disk(*m.images, all).volumes.reclaimable == used.volumes.bytes);
    engine::remove_volume(all, "data");
    CHECK(engine::volumes(all).empty());
    CHECK(engine::create_volume(all, "data").labels.empty());  // it is another one
}

}  // namespace volumes_test
