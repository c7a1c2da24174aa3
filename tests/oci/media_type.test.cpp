// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/media_type.hpp>

#include <catch2/catch.hpp>

namespace media_type_test {

namespace media_type = slipway::oci::media_type;

TEST_CASE("OCI's types and Docker's are one family") {
    for (const auto t : {media_type::image_manifest, media_type::docker_manifest})
        CHECK((media_type::is_manifest(t) && !media_type::is_index(t) &&
               !media_type::is_config(t) && !media_type::is_layer(t)));
    for (const auto t : {media_type::image_index, media_type::docker_manifest_list})
        CHECK((media_type::is_index(t) && !media_type::is_manifest(t) && !media_type::is_layer(t)));
    for (const auto t : {media_type::image_config, media_type::docker_config})
        CHECK((media_type::is_config(t) && !media_type::is_layer(t)));
    for (const auto t :
         {media_type::layer_tar, media_type::layer_tar_gzip, media_type::layer_tar_zstd,
          media_type::docker_layer_gzip, media_type::docker_layer_tar})
        CHECK((media_type::is_layer(t) && !media_type::is_foreign_layer(t)));
}

TEST_CASE("layers that are fetched from elsewhere are layers too") {
    for (const char* t : {"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                          "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"})
        CHECK((media_type::is_foreign_layer(t) && media_type::is_layer(t)));
    CHECK_FALSE(media_type::is_layer(media_type::empty));
    CHECK_FALSE(media_type::is_layer("application/json"));
}

}  // namespace media_type_test
