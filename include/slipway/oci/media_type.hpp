// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::oci::media_type {

inline constexpr std::string_view image_manifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view image_index = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view image_config = "application/vnd.oci.image.config.v1+json";
inline constexpr std::string_view layer_tar = "application/vnd.oci.image.layer.v1.tar";
inline constexpr std::string_view layer_tar_gzip = "application/vnd.oci.image.layer.v1.tar+gzip";
inline constexpr std::string_view layer_tar_zstd = "application/vnd.oci.image.layer.v1.tar+zstd";
inline constexpr std::string_view empty = "application/vnd.oci.empty.v1+json";
inline constexpr std::string_view docker_manifest =
    "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr std::string_view docker_manifest_list =
    "application/vnd.docker.distribution.manifest.list.v2+json";
inline constexpr std::string_view docker_config = "application/vnd.docker.container.image.v1+json";
inline constexpr std::string_view docker_layer_gzip =
    "application/vnd.docker.image.rootfs.diff.tar.gzip";
inline constexpr std::string_view docker_layer_tar = "application/vnd.docker.image.rootfs.diff.tar";
inline constexpr std::string_view docker_foreign_layer =
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
inline constexpr std::string_view foreign_layer_gzip =
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";

constexpr bool is_manifest(std::string_view t) {
    return t == image_manifest || t == docker_manifest;
}
constexpr bool is_index(std::string_view t) {
    return t == image_index || t == docker_manifest_list;
}
constexpr bool is_config(std::string_view t) { return t == image_config || t == docker_config; }
/// Layers that a registry need not hold: they are fetched from elsewhere, by their descriptor's
/// urls.
constexpr bool is_foreign_layer(std::string_view t) {
    return t.starts_with("application/vnd.oci.image.layer.nondistributable.") ||
           t.starts_with("application/vnd.docker.image.rootfs.foreign.");
}
constexpr bool is_layer(std::string_view t) {
    return t == layer_tar || t == layer_tar_gzip || t == layer_tar_zstd || t == docker_layer_gzip ||
           t == docker_layer_tar || is_foreign_layer(t);
}
/// OCI's word for one of Docker's layers or configurations; others are as they are.
constexpr std::string_view in_oci_words(std::string_view t) {
    if (t == docker_layer_gzip) return layer_tar_gzip;
    if (t == docker_layer_tar) return layer_tar;
    if (t == docker_foreign_layer) return foreign_layer_gzip;
    return t == docker_config ? image_config : t;
}

}  // namespace slipway::oci::media_type
