// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/copy_files.hpp>

#include <array>
#include <map>
#include <string>

#include <sys/stat.h>
#include <sys/xattr.h>

#include <catch2/catch.hpp>

#include <slipway/engine/containers.hpp>
#include <slipway/oci/carried_attributes.hpp>
#include <support/eventually.hpp>

#include "engine_machine.hpp"

namespace copy_files_test {

using namespace slipway;
using namespace std::chrono_literals;

TEST_CASE("files are copied out of containers and into them, whether they run or not") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    engine::containers& all = *m.containers;
    const auto made =
        m.starts("box",
                 "mkdir -p /d/deep; echo one > /d/one; echo two > /d/deep/two; chmod 751 /d/one; "
                 "ln -s /etc/shadow /d/link; ln -s / /d/up; touch /d/ready; sleep 1000");
    REQUIRE(support::eventually([&] {
        return all.runtime().exec(made.id, {"test", "-f", "/d/ready"}, 5s).exit_code == 0;
    }));
    const auto here = m.files / "here";
    std::filesystem::create_directory(here);
    const auto text = [&](const std::string& name) { return scratch_directory::read(here / name); };
    for (const bool runs : {true, false}) {
        if (!runs) all.stop(made, 0ms);
        const auto c = all.get("box");
        INFO((runs ? "it runs" : "it does not run"));
        engine::copy_out(c, "/d/one", (here / "file").string());
        CHECK(text("file") == "one\n");
        struct stat s{};
        REQUIRE(::stat((here / "file").c_str(), &s) == 0);
        CHECK((s.st_mode & 0777) == 0751);
        engine::copy_out(c, "/d", here.string());
        CHECK(text("d/deep/two") == "two\n");
        CHECK(std::filesystem::read_symlink(here / "d/link") ==
              "/etc/shadow");  // a link, not what it leads to here
        engine::copy_out(c, "/d/.", (here / "content").string());
        CHECK(text("content/one") == "one\n");
        engine::copy_out(c, "/d/up/d/one",
                         (here / "around").string());  // a link to / leads to the container's
        CHECK(text("around") == "one\n");
        CHECK_THROWS_WITH(engine::copy_out(c, "/none", here.string()), "there is no box:/none");
        CHECK_THROWS_WITH(engine::copy_out(c, "/d/one", (here / "none/x").string()),
                          "there is no directory " + (here / "none").string());
        CHECK_THROWS_WITH(engine::copy_out(c, "/d", (here / "file").string()),
                          (here / "file").string() + " is no directory, and box:/d is one");
        if (runs)
            CHECK_THROWS_WITH(engine::copy_out(c, "/dev/null", here.string()),
                              "box:/dev/null is neither a file, nor a directory, nor a link");

        scratch_directory::write(here / "given", "given");
        engine::copy_in((here / "given").string(), c, "/d/up/tmp");
        engine::copy_out(c, "/tmp/given", (here / "back").string());
        CHECK(text("back") == "given");
        engine::copy_in((here / "given").string(), c,
                        "/d/link");  // in the place of the link, not through it
        CHECK_FALSE(std::filesystem::exists(here / "etc"));
        engine::copy_out(c, "/d/link", (here / "instead").string());
        CHECK(text("instead") == "given");
        for (const char* each : {"file", "d", "content", "around", "back", "instead"})
            std::filesystem::remove_all(here / each);
        if (runs)
            all.runtime().exec(made.id, {"sh", "-c", "rm /d/link; ln -s /etc/shadow /d/link"}, 5s);
    }
    all.start(made);
    CHECK(support::eventually(
        [&] { return all.runtime().exec(made.id, {"cat", "/tmp/given"}, 5s).out == "given"; }));
}

TEST_CASE("files and directories keep the extended attributes that layers carry") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    m.containers->create(m.images->get("busybox"), "busybox",
                         {.name = "box", .command = {"sleep", "1000"}});
    const auto box = m.containers->get("box");
    scratch_directory::write(m.files / "given/tool", "x");
    const auto set = [&](const std::string& path, const char* name, const std::string& value) {
        return ::setxattr((m.files / path).c_str(), name, value.data(), value.size(), 0) == 0;
    };
    const std::string capability("\x01\0\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    if (!set("given", "user.note", "kept") ||
        !set("given/tool", "security.capability", capability) ||
        !set("given/tool", "user.note", "kept")) {
        WARN("skipped: the file system has no attributes");
        return;
    }
    set("given/tool", "trusted.other", "1");
    using attributes = std::map<std::string, std::string>;
    const auto expected = attributes{{"security.capability", capability}, {"user.note", "kept"}};
    const auto there = [&](const std::string& path) {
        return oci::carried_attributes((m.files / path).string());
    };
    engine::copy_in((m.files / "given").string(), box, "/d");
    const auto kept = engine::copied_owners::kept;
    engine::copy_out(box, "/d", (m.files / "back").string(), kept);
    CHECK(there("back") == attributes{{"user.note", "kept"}});
    CHECK(there("back/tool") == expected);
    CHECK(::lgetxattr((m.files / "back/tool").c_str(), "trusted.other", nullptr, 0) < 0);
    engine::copy_out(box, "/d/.", (m.files / "content").string(), kept);
    CHECK(there("content") == attributes{{"user.note", "kept"}});
    CHECK(there("content/tool") == expected);
    engine::copy_out(box, "/d", m.files.path().string());
    std::filesystem::create_directory(m.files / "has");
    engine::copy_out(box, "/d/.", (m.files / "has").string(), kept);
    CHECK(there("has").empty());  // a directory that is there stays as it is
    CHECK(there("has/tool") == expected);
    engine::copy_out(box, "/d", (m.files / "mine").string());
    CHECK(there("mine/tool") == attributes{{"user.note", "kept"}});
}

TEST_CASE("what a container calls setuid is not so on this machine, unless its owner is kept") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    const auto box = m.ran(
        "box",
        "mkdir /d; chmod 2775 /d; echo x > /d/tool; chown 7:8 /d/tool; chmod 6755 /d/tool; ln -s /etc/shadow /d/link; chown -h 9:9 /d/link");
    const auto facts = [&](const std::string& path) {
        struct stat s{};
        REQUIRE(::lstat((m.files / path).c_str(), &s) == 0);
        return std::array<unsigned, 3>{s.st_mode & 07777U, s.st_uid, s.st_gid};
    };
    using is = std::array<unsigned, 3>;
    engine::copy_out(box, "/d", (m.files / "mine").string());
    CHECK(facts("mine") == is{0775, 0, 0});
    CHECK(facts("mine/tool") == is{0755, 0, 0});
    CHECK(facts("mine/link")[1] == 0);
    engine::copy_out(box, "/d", (m.files / "kept").string(), engine::copied_owners::kept);
    CHECK(facts("kept") == is{02775, 0, 0});
    CHECK(facts("kept/tool") == is{06755, 7, 8});
    CHECK(facts("kept/link")[1] == 9);
    CHECK(std::filesystem::read_symlink(m.files / "kept/link") == "/etc/shadow");

    // Into a container they stay what they are.
    engine::copy_in((m.files / "kept/tool").string(), box, "/given");
    engine::copy_in((m.files / "kept/tool").string(), box, "/owned", engine::copied_owners::kept);
    engine::copy_out(box, "/given", (m.files / "given").string(), engine::copied_owners::kept);
    engine::copy_out(box, "/owned", (m.files / "owned").string(), engine::copied_owners::kept);
    CHECK(facts("given") == is{06755, 0, 0});
    CHECK(facts("owned") == is{06755, 7, 8});
}

TEST_CASE("files of this machine are not taken for a container's") {
    if (!support::keeps_changes()) return;
    for (const char* kind : {"process", "runc"}) {
        INFO(kind);
        support::engine_machine m(kind);
        if (!m.can_start(kind)) continue;
        CHECK_THROWS_WITH(
            engine::copy_out(m.starts("box", "sleep 1000"), "/etc/passwd",
                             (m.files / "stolen").string()),
            "by this runtime the files of container box cannot be reached while it runs: stop it first");
        CHECK_FALSE(std::filesystem::exists(m.files / "stolen"));
    }
}

TEST_CASE("files of many layers are put together, below a directory of any name") {
    if (!support::keeps_changes()) return;
    const scratch_directory files;
    const auto root = files / "a:b,c\\d" / std::string(200, 'e') / std::string(200, 'f');
    const support::own_network network;
    engine::images images(root);
    engine::containers all(root, "linux");
    auto image =
        images.import(oci::from_busybox("/usr/bin/busybox"), oci::reference::parse("busybox"));
    for (int i = 0; i < 130; ++i)
        image = images.import(oci::file_tree().text("f" + std::to_string(i), std::to_string(i)),
                              image.config, oci::reference::parse("many"), &image);
    const auto made = all.create(
        image, "many", {.name = "many", .command = {"sh", "-c", "cat /f0 /f129 > /both"}});
    all.start(made);
    REQUIRE(support::eventually(
        [&] { return all.get("many").phase == engine::container_phase::exited; }));
    CHECK(all.get("many").status.exit_code == 0);
    engine::copy_out(all.get("many"), "/both", (files / "both").string());
    CHECK(scratch_directory::read(files / "both") == "0129");
    all.remove(made, true);
}

}  // namespace copy_files_test
