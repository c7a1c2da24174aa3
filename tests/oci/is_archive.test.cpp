// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/is_archive.hpp>

#include <catch2/catch.hpp>

#include <slipway/core/run_command.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/unpack.hpp>

#include "support/scratch_directory.hpp"

namespace is_archive_test {

using namespace slipway;

namespace {

std::string packed(oci::compression how) {
    std::string made;
    oci::pack(oci::file_tree().text("a/b", "hello"), [&](std::string_view s) { made += s; },
              {.compression = how});
    return made;
}

}  // namespace

TEST_CASE("archives are known by their content") {
    for (const auto how : {oci::compression::none, oci::compression::gzip})
        CHECK(oci::is_archive(oci::read_from(packed(how))));
    for (const std::string& other :
         {std::string(), std::string("text"), std::string(2000, '\0'), std::string(2000, 'x'),
          std::string("\x1f\x8b broken"), std::string("BZh no more"),
          packed(oci::compression::gzip).substr(0, 30)}) {
        CAPTURE(other);
        CHECK_FALSE(oci::is_archive(oci::read_from(other)));
    }
}

TEST_CASE("bzip2 and xz are undone where they are asked for") {
    const scratch_directory dir;
    scratch_directory::write(dir / "plain.tar", packed(oci::compression::none));
    for (const char* tool : {"bzip2", "xz"}) {
        const auto made = core::run_command({tool, "-kc", (dir / "plain.tar").string()}, {},
                                            std::chrono::seconds(20), 1 << 20);
        if (made.not_started) {
            WARN("skipped: there is no " << tool);
            continue;
        }
        CHECK(oci::is_archive(oci::read_from(made.output)));
        oci::unpack(oci::read_from(made.output), dir / tool, {.more_compressions = true});
        CHECK(scratch_directory::read(dir / tool / "a/b") == "hello");
        CHECK_THROWS_AS(oci::unpack(oci::read_from(made.output), dir / "layer"), status_error);
    }
}

}  // namespace is_archive_test
