// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/volumes_source.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace volumes_source_test {

using namespace slipway;
using support::engine_machine;

TEST_CASE("whose volumes a container gets is its name, with ro or without") {
    CHECK(engine::volumes_source_named("one").container == "one");
    CHECK_FALSE(engine::volumes_source_named("one:rw").read_only);
    CHECK(engine::volumes_source_named("one:ro").read_only);
    for (const char* wrong : {"", ":ro", "one:", "one:x", "one:ro:rw"})
        CHECK_THROWS_WITH(engine::volumes_source_named(wrong),
                          Catch::Contains("names no container whose volumes can be had"));
}

TEST_CASE(
    "a container sees what another one sees of this machine, unless it has something else there") {
    engine_machine m;
    std::filesystem::create_directory(m.files / "data");
    const auto create = [&](engine::container_options o) {
        return m.containers->create(m.images->get("busybox"), "busybox", o);
    };
    const auto one = create(
        {.name = "one",
         .volumes = {
             {"kept", "/kept"}, {(m.files / "data").string(), "/data", true}, {"", "/nameless"}}});
    using mounts = std::vector<runtime::mount>;
    CHECK(create({.name = "two", .volumes_from = {{"one"}}}).spec.mounts == one.spec.mounts);
    const auto three = create({.name = "three",
                               .volumes = {{"other", "/kept/"}},
                               .volumes_from = {{one.id.substr(0, 12), true}},
                               .tmpfs = {{.target = "/nameless"}}});
    CHECK(three.spec.mounts == mounts{{m.containers->volume("other"), "/kept/", false},
                                      {m.files / "data", "/data", true}});
    CHECK(create({.name = "four", .volumes_from = {{"one"}, {"three"}}}).spec.mounts.size() == 3);
    CHECK_THROWS_WITH(create({.volumes_from = {{"nobody"}}}), "there is no container nobody");
    m.containers->remove(one);
    CHECK(std::filesystem::exists(m.containers->volume("kept")));
    CHECK(std::filesystem::exists(one.spec.mounts.at(2).source));  // the second has it, too
}

}  // namespace volumes_source_test
