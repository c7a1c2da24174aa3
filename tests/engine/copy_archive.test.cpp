// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/copy_archive.hpp>

#include <map>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/copy_files.hpp>
#include <slipway/oci/carried_attributes.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/unpack.hpp>

#include "engine_machine.hpp"

namespace copy_archive_test {

using namespace slipway;
using Catch::Contains;

TEST_CASE("the last part of a path") {
    CHECK(engine::last_part_of("/a/b") == "b");
    CHECK(engine::last_part_of("/a/b//") == "b");
    CHECK(engine::last_part_of("/a/.") == ".");
    CHECK(engine::last_part_of("/") == "/");
    CHECK(engine::last_part_of("one") == "one");
}

TEST_CASE("files go out of containers and into them as archives") {
    if (!support::keeps_changes()) return;
    support::engine_machine m;
    m.containers->create(m.images->get("busybox"), "busybox",
                         {.name = "box", .command = {"sleep", "1000"}});
    const engine::container box = m.containers->get("box");
    for (const char* each : {"given/one", "given/deep/two"})
        scratch_directory::write(m.files / each, each);
    engine::copy_in((m.files / "given").string(), box, "/d");
    const auto work = m.files / "work";
    std::filesystem::create_directory(work);

    const auto packed = [&](const std::string& path) {
        std::string made;
        engine::copy_out_archive(box, path, work, [&](std::string_view part) { made += part; });
        CHECK(std::filesystem::is_empty(work));
        return made;
    };
    const auto unpacked = [&](const std::string& tar, const std::string& name) {
        oci::unpack(oci::read_from(tar), m.files / name);
        return m.files / name;
    };
    CHECK(scratch_directory::read(unpacked(packed("/d"), "whole") / "d/deep/two") ==
          "given/deep/two");
    CHECK(scratch_directory::read(unpacked(packed("/d/."), "content") / "one") == "given/one");
    CHECK(scratch_directory::read(unpacked(packed("/d/one"), "file") / "one") == "given/one");
    bool begun = false;
    CHECK_THROWS_AS(
        engine::copy_out_archive(box, "/none", work, [&](std::string_view) { begun = true; }),
        status_error);
    CHECK_FALSE(begun);

    const std::string tar = packed("/d");
    engine::copy_in_archive(oci::read_from(tar), work, box, "/tmp");
    CHECK(scratch_directory::read(unpacked(packed("/tmp/d"), "again") / "d/deep/two") ==
          "given/deep/two");
    CHECK_THROWS_WITH(engine::copy_in_archive(oci::read_from(tar), work, box, "/d/one"),
                      Contains("/d/one is none"));
    CHECK_THROWS_AS(engine::copy_in_archive(
                        oci::read_from(tar.substr(0, tar.rfind("given/one") + 3)), work, box, "/d"),
                    status_error);
    CHECK_THROWS_AS(engine::copy_in_archive(oci::read_from("this is no archive"), work, box, "/d"),
                    status_error);
    CHECK(packed("/d") == tar);  // as it was

    const std::string capability("\x01\0\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    const oci::file_tree able = oci::file_tree().add(
        "able",
        {.mode = 0755,
         .content = "x",
         .attributes = {
             {"security.capability", capability}, {"user.note", "kept"}, {"trusted.other", "1"}}});
    std::string given;
    oci::pack(able, [&](std::string_view part) { given += part; },
              {.compression = oci::compression::none});
    engine::copy_in_archive(oci::read_from(given), work, box, "/tmp");
    const std::string again = packed("/tmp/able");
    CHECK(again.find("SCHILY.xattr.security.capability=" + capability) != again.npos);
    CHECK(again.find("SCHILY.xattr.user.note=kept") != again.npos);
    CHECK(again.find("trusted.other") == again.npos);
    const auto there = oci::carried_attributes((unpacked(again, "able") / "able").string());
    CHECK(there == std::map<std::string, std::string>{{"security.capability", capability},
                                                      {"user.note", "kept"}});
    CHECK(std::filesystem::is_empty(work));
}

}  // namespace copy_archive_test
