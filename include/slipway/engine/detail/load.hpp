// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/detail/archive_files.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/detail/fetcher.hpp>
#include <slipway/engine/detail/work_directory.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/json/read.hpp>
#include <slipway/oci/image_config.hpp>

namespace slipway::engine {

namespace detail {

/// An image of an archive.
struct archived_image {
    oci::digest top{};
    std::optional<oci::reference> name{};
    origin from{};
    std::optional<oci::platform> machine{};  ///< what it is for, where there is nothing to choose
};

inline std::string blob_path(const oci::digest& d) {
    return "blobs/" + std::string(to_string(d.algorithm())) + "/" + std::string(d.hex());
}

/// The name that the writers of archives gave an image: containerd's in full, others' in Docker's
/// short form; a tag alone is none.
inline std::optional<oci::reference> archived_name(const oci::annotations_map& annotations) {
    for (const char* key : {"io.containerd.image.name", "org.opencontainers.image.ref.name"}) {
        const auto found = annotations.find(key);
        if (found == annotations.end() || found->second.find_first_of("/:") == std::string::npos)
            continue;
        if (const auto name = oci::reference::try_parse(found->second);
            name && name->digest().empty())
            return name;
    }
    return std::nullopt;
}

/// Of an OCI image layout (OCI image spec, "Image Layout").
inline std::vector<archived_image> images_of_layout(const archive_files& files) {
    std::vector<archived_image> made;
    const auto index = std::get<oci::index>(
        oci::parse_manifest(files.text("index.json"), oci::media_type::image_index));
    for (const oci::descriptor& top : index.manifests) {
        const auto manifest = [&files, top](const std::string& selector) {
            const auto d = oci::digest::try_parse(selector);
            const oci::digest wanted = d ? *d : top.digest;
            const std::string bytes = files.text(blob_path(wanted));
            const std::string type =
                std::visit([](const auto& m) { return m.media_type; }, oci::parse_manifest(bytes));
            return registry::stored_manifest{
                {.media_type = type, .digest = wanted, .size = bytes.size()}, bytes};
        };
        const auto blob = [&files](const oci::digest& d) {
            return oci::read_from_file(files.get(blob_path(d)));
        };
        made.push_back({top.digest, archived_name(top.annotations), {manifest, blob}});
        const auto parsed = oci::parse_manifest(files.text(blob_path(top.digest)));
        if (const auto* image = std::get_if<oci::manifest>(&parsed))
            made.back().machine =
                oci::parse_image_config(files.text(blob_path(image->config.digest))).platform;
    }
    return made;
}

inline oci::descriptor describe_layer(const std::filesystem::path& file) {
    oci::hasher hash;
    std::string head;
    oci::descriptor made;
    made.size = oci::drain(oci::read_from_file(file), [&](std::string_view part) {
        if (head.empty()) head = part.substr(0, 4);
        hash.update(part);
    });
    made.digest = hash.finish();
    made.media_type = head.starts_with("\x1f\x8b")           ? oci::media_type::layer_tar_gzip
                      : head.starts_with("\x28\xb5\x2f\xfd") ? oci::media_type::layer_tar_zstd
                                                             : oci::media_type::layer_tar;
    return made;
}

/// Of what `docker save` wrote before it wrote layouts, and of `podman save` (moby,
/// image/tarexport).
inline std::vector<archived_image> images_of_docker(const archive_files& files) {
    const auto wrong = [] {
        return status_error(core::reason::invalid,
                            "the archive's manifest.json is none of docker's");
    };
    const json::value rows = json::read(files.text("manifest.json"));
    if (!rows.is_array()) throw wrong();
    std::vector<archived_image> made;
    for (const json::value& row : rows) {
        const auto texts = [&](const char* member) {
            std::vector<std::string> all;
            const auto found = row.find(member);
            if (found == row.end() || found->is_null()) return all;
            if (!found->is_array()) throw wrong();
            for (const auto& v : *found)
                v.is_string() ? all.push_back(v.get<std::string>()) : throw wrong();
            return all;
        };
        if (!row.is_object() || !row.contains("Config") || !row["Config"].is_string())
            throw wrong();
        auto blobs = std::make_shared<std::map<oci::digest, std::filesystem::path>>();
        oci::manifest manifest;
        const std::string config_file = row["Config"].get<std::string>(),
                          config = files.text(config_file);
        manifest.config = oci::describe(config, oci::media_type::image_config);
        blobs->emplace(manifest.config.digest, files.get(config_file));
        for (const std::string& layer : texts("Layers")) {
            manifest.layers.push_back(describe_layer(files.get(layer)));
            blobs->emplace(manifest.layers.back().digest, files.get(layer));
        }
        const std::string bytes = oci::write(manifest);
        const oci::descriptor top = oci::describe(bytes, manifest.media_type);
        const origin from{
            [=](const std::string&) { return registry::stored_manifest{top, bytes}; },
            [blobs](const oci::digest& d) { return oci::read_from_file(blobs->at(d)); }};
        const oci::platform machine = oci::parse_image_config(config).platform;
        const auto tags = texts("RepoTags");
        for (const std::string& tag : tags)
            made.push_back({top.digest, oci::reference::parse(tag), from, machine});
        if (tags.empty()) made.push_back({top.digest, std::nullopt, from, machine});
    }
    return made;
}

}  // namespace detail

SLIPWAY_INLINE std::vector<runtime::image> images::load(const oci::byte_source& archive) {
    std::vector<runtime::image> made;
    {
        const core::file_lock used = content_->use();
        const detail::work_directory work(content_->work());
        const detail::archive_files files(archive, work.path(), options_.limits.bytes);
        const bool layout = files.find("oci-layout") && files.find("index.json");
        if (!layout && !files.find("manifest.json"))
            throw status_error(
                core::reason::invalid,
                "there are no images in the archive: it is neither an OCI image layout nor one of docker's");
        for (const detail::archived_image& one :
             layout ? detail::images_of_layout(files) : detail::images_of_docker(files))
            made.push_back(
                bring(one.name ? *one.name : nameless_as(one.top), one.from, {}, one.machine));
    }
    settle();
    return made;
}

}  // namespace slipway::engine
