// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/oci/image_config.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/pack.hpp>

namespace slipway::oci {

/// A blob that can be read as often as needed.
struct blob {
    oci::descriptor descriptor{};
    std::function<byte_source()> open{};
};

/// A whole image, ready to be put into a registry.
struct built_image {
    oci::manifest manifest{};
    image_config config{};
    std::string manifest_bytes{};
    std::vector<blob> blobs{};  ///< layers, lowest first, then the configuration

    oci::digest id() const { return manifest.config.digest; }
    oci::digest manifest_digest() const { return digest_of(manifest_bytes); }
};

/// Makes an image from layers and a configuration. The same input gives the same digests.
class image_builder {
public:
    /// What to run and how; its `diff_ids` and `history` are filled in here.
    image_config config{};
    pack_options packing{};
    annotations_map annotations{};

    explicit image_builder(image_config what_to_run = {}) : config(std::move(what_to_run)) {}

    /// Adds a layer on top. The files are read now.
    image_builder& layer(const file_tree& files, std::string created_by = {}) {
        auto bytes = std::make_shared<std::string>();
        packed_layer packed = pack(files, [&](std::string_view part) { *bytes += part; }, packing);
        std::shared_ptr<const std::string> kept = std::move(bytes);
        layers_.push_back(
            {std::move(packed), [kept] { return read_from(kept); }, std::move(created_by)});
        return *this;
    }
    /// Adds what is below a directory.
    image_builder& layer(const std::filesystem::path& directory, std::string created_by = {}) {
        return layer(file_tree::from_directory(directory), std::move(created_by));
    }

    built_image build() const {
        built_image made{.config = config};
        made.config.diff_ids.clear();
        made.config.history.clear();
        for (const auto& l : layers_) {
            made.config.diff_ids.push_back(l.packed.diff_id);
            made.config.history.push_back({.created_by = l.created_by});
            made.manifest.layers.push_back(l.packed.descriptor);
            made.blobs.push_back({l.packed.descriptor, l.open});
        }
        const auto bytes = std::make_shared<const std::string>(write(made.config));
        made.manifest.config = describe(*bytes, media_type::image_config);
        made.blobs.push_back({made.manifest.config, [bytes] { return read_from(bytes); }});
        made.manifest.annotations = annotations;
        made.manifest_bytes = write(made.manifest);
        return made;
    }

private:
    struct built_layer {
        packed_layer packed;
        std::function<byte_source()> open;
        std::string created_by;
    };
    std::vector<built_layer> layers_;
};

}  // namespace slipway::oci
