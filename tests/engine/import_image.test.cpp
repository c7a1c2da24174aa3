// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/import_image.hpp>

#include <string>

#include <catch2/catch.hpp>

#include <slipway/oci/pack.hpp>

#include <support/scratch_directory.hpp>

namespace import_image_test {

using namespace slipway;

namespace {

std::string tar_of(const oci::file_tree& files, oci::compression how = oci::compression::none) {
    std::string made;
    oci::pack(files, [&](std::string_view part) { made += part; },
              {.compression = how, .modified = 1'000'000'000});
    return made;
}
core::reason refusal(engine::images& all, const std::string& bytes,
                     const engine::import_options& options = {}) {
    try {
        engine::import_image(all, oci::read_from(bytes), options);
    } catch (const status_error& e) {
        return e.why();
    }
    FAIL("it was taken");
    return {};
}

}  // namespace

TEST_CASE("a root file system becomes an image of one layer, which is its tar") {
    const scratch_directory files;
    engine::images all(files.path());
    const std::string tar = tar_of(oci::file_tree().text("etc/motd", "hello").directory("srv"));
    const auto made = engine::import_image(
        all, oci::read_from(tar),
        {.name = oci::reference::parse("base:1"),
         .comment = "from elsewhere",
         .changes = {"ENV MODE=new HOME=/srv", "WORKDIR $HOME", "CMD [\"cat\", \"/etc/motd\"]"}});
    CHECK(made.reference.familiar() == "base:1");
    CHECK(made.config.diff_ids == std::vector{oci::digest_of(tar)});
    CHECK(made.config.cmd == std::vector<std::string>{"cat", "/etc/motd"});
    CHECK(made.config.working_dir == "/srv");
    CHECK(made.config.platform == oci::host_platform());
    REQUIRE(made.config.history.size() == 1);
    CHECK(made.config.history[0].comment == "from elsewhere");
    CHECK(made.config.history[0].created == made.config.created);
    CHECK_FALSE(made.config.created.empty());
    REQUIRE(made.layers.size() == 1);
    CHECK(scratch_directory::read(made.layers[0] / "etc/motd") == "hello");
    CHECK(all.get("base:1").id == made.id);
    CHECK(engine::import_image(all, oci::read_from(tar_of(
                                        oci::file_tree().text("etc/motd", "hello").directory("srv"),
                                        oci::compression::zstd)))
              .config.diff_ids == made.config.diff_ids);
    const auto other =
        engine::import_image(all, oci::read_from(tar),
                             {.platform = oci::platform{.architecture = "riscv64", .os = "linux"}});
    CHECK(other.config.platform.architecture == "riscv64");
    CHECK(engine::images::nameless(other.reference));
}

TEST_CASE("what is no archive of files, or says what cannot be, becomes no image") {
    const scratch_directory files;
    engine::images all(files / "root", {.limits = {.bytes = 100'000}});
    CHECK(refusal(all, "") == core::reason::invalid);
    CHECK(refusal(all, "no archive") == core::reason::invalid);
    CHECK(refusal(all, std::string(20'000, '\0')) == core::reason::invalid);
    const std::string tar = tar_of(oci::file_tree().text("file", "x"));
    CHECK(refusal(all, tar.substr(0, 700)) == core::reason::invalid);
    CHECK(refusal(all, tar, {.changes = {"RUN true"}}) == core::reason::invalid);
    CHECK(refusal(all, tar, {.changes = {"FROM other"}}) == core::reason::invalid);
    CHECK(refusal(all, tar_of(oci::file_tree().text("file", std::string(200'000, 'x')),
                              oci::compression::gzip)) == core::reason::request_entity_too_large);
    CHECK(all.list().empty());
    all.collect();
    CHECK(std::filesystem::is_empty(files / "root/content/.work"));
}

}  // namespace import_image_test
