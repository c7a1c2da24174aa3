// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/container_changes.hpp>

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace container_changes_test {

using namespace slipway;
using engine::change_kind;

TEST_CASE("what a container adds, changes and deletes is told, and nothing else") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    CHECK(engine::container_changes(
              m.containers->get(
                  m.containers->create(m.images->get("busybox"), "busybox", {.name = "fresh"}).id))
              .empty());
    const auto c = m.ran(
        "box",
        "mkdir -p /new/deep; echo one > /new/deep/one; echo more >> /etc/passwd; rm /etc/group; ln -s /nowhere /tmp/link; touch /volume/inside",
        {.volumes = {{"data", "/volume"}}});
    const std::vector<engine::file_change> expected{
        {change_kind::modified, "/etc"},        {change_kind::deleted, "/etc/group"},
        {change_kind::modified, "/etc/passwd"}, {change_kind::added, "/new"},
        {change_kind::added, "/new/deep"},      {change_kind::added, "/new/deep/one"},
        {change_kind::modified, "/tmp"},        {change_kind::added, "/tmp/link"},
        {change_kind::added, "/volume"}};
    CHECK(engine::container_changes(c) == expected);
}

TEST_CASE("a directory that is made anew hides what its image had in it") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c =
        m.ran("box", "rm -r /etc; mkdir /etc; echo root:x:0:0:root:/:/bin/sh > /etc/passwd");
    const auto made = engine::container_changes(c);
    const auto told = [&](change_kind kind, const char* path) {
        return std::find(made.begin(), made.end(), engine::file_change{kind, path}) != made.end();
    };
    CHECK(told(change_kind::deleted, "/etc/group"));
    CHECK(told(change_kind::modified, "/etc/passwd"));
    CHECK_FALSE(told(change_kind::deleted, "/etc/passwd"));
}

TEST_CASE("what plain processes change is not kept apart, and nobody says that it were") {
    support::engine_machine m("process");
    CHECK_THROWS_WITH(
        engine::container_changes(m.ran("box", "true")),
        "what container box changes is not kept apart by this runtime: the linux runtime, which needs root or user namespaces, does so");
}

}  // namespace container_changes_test
