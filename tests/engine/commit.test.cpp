// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/commit.hpp>

#include <algorithm>
#include <csignal>
#include <map>
#include <string>

#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/engine/image_history.hpp>
#include <slipway/registry/memory.hpp>

#include "engine_machine.hpp"

namespace commit_test {

using namespace slipway;

namespace {

std::string output(support::engine_machine& m, const engine::container& c) {
    std::string made;
    for (const auto& entry : m.containers->read_log(c, 0, 100).entries) made += entry.text + '\n';
    return made;
}

}  // namespace

TEST_CASE("an image of a container has what it changed, and runs what it ran") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c = m.ran("box", "echo kept > /kept; rm /etc/group; cat /kept; ls /etc/group",
                         {.env = {{"COLOUR", "green"}}, .labels = {{"tier", "front"}}});
    const auto name = oci::reference::parse("kept:1");
    const auto kept = c.spec.writable / "upper/kept";
    REQUIRE(::setxattr(kept.c_str(), "user.note", "of a user", 9, 0) == 0);
    REQUIRE(::setxattr(kept.c_str(), "trusted.note", "of the root", 11, 0) == 0);
    const auto made = engine::commit(*m.images, *m.containers, c,
                                     {.name = name, .author = "Ann", .comment = "as it was"});
    CHECK(m.images->get("kept:1").id == made.id);
    CHECK(made.layers.size() == c.spec.image.layers.size() + 1);
    const auto attributes =
        oci::file_entry_of(made.layers.back() / "kept", oci::extended_attributes::take)->attributes;
    CHECK(attributes == std::map<std::string, std::string>{{"user.note", "of a user"}});
    CHECK(::lgetxattr((made.layers.back() / "kept").c_str(), "trusted.note", nullptr, 0) < 0);
    CHECK(made.config.author == "Ann");
    CHECK(made.config.labels.at("tier") == "front");
    CHECK(std::count(made.config.env.begin(), made.config.env.end(), "COLOUR=green") == 1);
    CHECK(std::none_of(made.config.env.begin(), made.config.env.end(),
                       [](const auto& e) { return e.starts_with("HOSTNAME="); }));
    CHECK(made.config.history.back().comment == "as it was");
    CHECK(engine::history(*m.images, made).size() == made.config.history.size());
    // Without a command of its own it runs what the container ran, on what that has left.
    const auto again = m.containers->create(made, "kept:1", {.name = "again"});
    CHECK(again.spec.command == c.spec.command);
    const auto looked = m.ran(
        "looked", "cat /kept; test -e /etc/group || echo gone; test -e /etc/passwd && echo stays",
        {}, "kept:1");
    CHECK(output(m, looked) == "kept\ngone\nstays\n");
    // It goes on to a registry, with all its layers.
    registry::memory_registry to;
    m.images->push(made, name, to);
    CHECK_FALSE(to.get_manifest(name.name(), "1").bytes.empty());
    const auto small = engine::commit(*m.images, *m.containers, c,
                                      {.compression = oci::compression::zstd, .level = 19});
    CHECK(small.config.diff_ids == made.config.diff_ids);
    CHECK(m.images->document(small.chosen).find("tar+zstd") != std::string::npos);
    CHECK_THROWS_WITH(engine::commit(*m.images, *m.containers, c, {.level = 10}),
                      "the level of gzip is 1 to 9, not 10");
    m.images->remove(small.id.str());
    m.containers->remove(c);
    CHECK(m.images->remove("busybox").untagged.size() == 1);
    CHECK(output(m, m.ran("alone", "cat /kept", {}, "kept:1")) == "kept\n");
}

TEST_CASE("instructions change what an image of a container runs") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c = m.containers->get(
        m.containers
            ->create(m.images->get("busybox"), "busybox", {.name = "box", .command = {"true"}})
            .id);
    const auto made =
        engine::commit(*m.images, *m.containers, c,
                       {.changes = {"ENV A=1 B=\"two words\"", "CMD [\"echo\", \"hello\"]",
                                    "WORKDIR /srv", "EXPOSE 80", "LABEL l=$A"}});
    CHECK(engine::images::nameless(made.reference));
    CHECK(made.layers.size() == c.spec.image.layers.size());  // nothing has changed
    CHECK(made.config.history.back().empty_layer);
    CHECK(made.config.cmd == std::vector<std::string>{"echo", "hello"});
    CHECK(made.config.working_dir == "/srv");
    CHECK(made.config.exposed_ports.count("80/tcp") == 1);
    CHECK(made.config.labels.at("l") == "1");
    CHECK_THROWS_WITH(engine::commit(*m.images, *m.containers, c, {.changes = {"RUN true"}}),
                      Catch::Contains("\"RUN true\" makes files"));
    CHECK_THROWS_WITH(engine::commit(*m.images, *m.containers, c, {.changes = {"FROM busybox"}}),
                      "FROM is no change of an image");
    CHECK_THROWS(engine::commit(*m.images, *m.containers, c, {.changes = {"NONSENSE"}}));
}

TEST_CASE("a container that runs is held meanwhile, and goes on") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c = m.starts(
        "box",
        "echo here > /here; echo begun; i=0; while :; do i=$((i+1)); echo $i > /count; done");
    REQUIRE(support::eventually([&] { return !m.containers->read_log(c, 0, 10).entries.empty(); }));
    const auto made =
        engine::commit(*m.images, *m.containers, c, {.name = oci::reference::parse("held")});
    const auto now = m.containers->get("box");
    CHECK(now.phase == engine::container_phase::running);
    CHECK_FALSE(now.status.paused);
    CHECK(output(m, m.ran("looked", "cat /here", {}, "held")) == "here\n");
    m.containers->pause(now);
    engine::commit(*m.images, *m.containers, m.containers->get("box"));
    CHECK(m.containers->get("box").status.paused);  // who has held it lets it go
}

TEST_CASE("a container that is held for a program that is killed goes on") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto c =
        m.starts("box", "head -c 50000000 /dev/urandom > /much; echo begun; exec sleep 1000");
    REQUIRE(support::eventually([&] { return !m.containers->read_log(c, 0, 10).entries.empty(); }));
    const pid_t other = ::fork();
    if (other == 0) {
        engine::commit(*m.images, *m.containers, m.containers->get("box"));
        ::_exit(0);
    }
    const bool held = support::eventually([&] { return m.containers->get("box").status.paused; });
    ::kill(other, SIGKILL);
    int status = 0;
    ::waitpid(other, &status, 0);
    REQUIRE(held);
    CHECK(WIFSIGNALED(status));
    CHECK(support::eventually([&] { return !m.containers->get("box").status.paused; }));
    engine::commit(*m.images, *m.containers, m.containers->get("box"),
                   {.name = oci::reference::parse("whole")});
    CHECK(output(m, m.ran("looked", "wc -c < /much", {}, "whole")) == "50000000\n");
}

}  // namespace commit_test
