// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/build.hpp>

#include <catch2/catch.hpp>

#include <slipway/oci/unpack.hpp>

#include "support/scratch_directory.hpp"

namespace build_test {

using namespace slipway;

namespace {

oci::image_builder two_layers() {
    oci::image_config config;
    config.cmd = {"sh"};
    config.diff_ids = {oci::digest_of("of another image")};
    oci::image_builder made(std::move(config));
    made.layer(oci::file_tree().text("low", "1"), "base")
        .layer(oci::file_tree().text("high", "2"), "app");
    return made;
}

}  // namespace

TEST_CASE("manifest, configuration and blobs of an image fit together") {
    const oci::built_image made = two_layers().build();
    REQUIRE(made.blobs.size() == 3);
    for (const oci::blob& b : made.blobs) {
        const std::string bytes = oci::read_all(b.open(), b.descriptor.size);
        CHECK(oci::digest_of(bytes) == b.descriptor.digest);
        CHECK(oci::read_all(b.open(), b.descriptor.size) == bytes);  // as often as one likes
    }
    CHECK(made.manifest.layers ==
          std::vector<oci::descriptor>{made.blobs[0].descriptor, made.blobs[1].descriptor});
    CHECK(made.manifest.config == made.blobs[2].descriptor);
    CHECK(made.id() == made.manifest.config.digest);
    CHECK(made.manifest_digest() == oci::digest_of(made.manifest_bytes));
    const auto config = oci::parse_image_config(oci::read_all(made.blobs[2].open(), 10'000));
    CHECK(config == made.config);
    CHECK(config.cmd == std::vector<std::string>{"sh"});
    REQUIRE(config.diff_ids.size() == 2);
    CHECK(config.history[1].created_by == "app");
}

TEST_CASE("layers come lowest first, and hold their files") {
    const oci::built_image made = two_layers().build();
    const scratch_directory dir;
    oci::unpack(made.blobs[0].open(), dir / "low");
    oci::unpack(made.blobs[1].open(), dir / "high");
    CHECK(scratch_directory::read(dir / "low/low") == "1");
    CHECK(scratch_directory::read(dir / "high/high") == "2");
}

TEST_CASE("the same image built twice has the same digest, and another one another") {
    CHECK(two_layers().build().manifest_digest() == two_layers().build().manifest_digest());
    oci::image_builder other = two_layers();
    other.config.cmd = {"ash"};
    CHECK(other.build().manifest_digest() != two_layers().build().manifest_digest());
    CHECK(other.build().manifest.layers == two_layers().build().manifest.layers);
    other = two_layers();
    other.annotations["org.opencontainers.image.version"] = "1";
    CHECK(other.build().manifest_digest() != two_layers().build().manifest_digest());
    CHECK(other.build().id() == two_layers().build().id());
}

TEST_CASE("a directory is read when it is added, not when the image is built") {
    const scratch_directory dir;
    scratch_directory::write(dir / "in/file", "then");
    oci::image_builder builder;
    builder.packing.compression = oci::compression::none;
    builder.layer(dir / "in");
    scratch_directory::write(dir / "in/file", "now!");
    const oci::built_image made = builder.build();
    CHECK(made.manifest.layers[0].media_type == oci::media_type::layer_tar);
    oci::unpack(made.blobs[0].open(), dir / "out");
    CHECK(scratch_directory::read(dir / "out/file") == "then");
}

}  // namespace build_test
