// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/detail/pack_into.hpp>
#include <slipway/engine/detail/work_directory.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/oci/is_archive.hpp>
#include <slipway/oci/pack.hpp>

namespace slipway::engine {

namespace detail {

/// The layers of an image as blobs of another one.
inline void stand_on(oci::built_image& made, content& kept, const runtime::image& base) {
    if (!kept.has(base.chosen))
        throw status_error(core::reason::not_found, "the content of " + base.reference.familiar() +
                                                        " is not here: pull it again first");
    const auto below = std::get<oci::manifest>(oci::parse_manifest(kept.document(base.chosen)));
    for (oci::descriptor layer : below.layers) {
        layer.media_type =
            oci::media_type::in_oci_words(layer.media_type);  // those of the manifest that is made
        made.manifest.layers.push_back(layer);
        made.blobs.push_back({layer, [&kept, d = layer.digest] { return kept.read(d); }});
    }
    made.config.diff_ids = base.config.diff_ids;
}

/// A layer that is packed into `file`.
template <class F>
void add_layer(oci::built_image& to, const std::filesystem::path& file, F pack) {
    const oci::packed_layer layer = pack_into(file, std::move(pack));
    to.config.diff_ids.push_back(layer.diff_id);
    to.manifest.layers.push_back(layer.descriptor);
    to.blobs.push_back({layer.descriptor, [file] { return oci::read_from_file(file); }});
}
/// When the layers and the configuration are as they are to be.
inline void complete_image(oci::built_image& made) {
    const auto bytes = std::make_shared<const std::string>(oci::write(made.config));
    made.manifest.config = oci::describe(*bytes, oci::media_type::image_config);
    made.blobs.push_back({made.manifest.config, [bytes] { return oci::read_from(bytes); }});
    made.manifest_bytes = oci::write(made.manifest);
}

}  // namespace detail

SLIPWAY_INLINE runtime::image images::import(const oci::file_tree& files, oci::image_config config,
                                             const std::optional<oci::reference>& name,
                                             const runtime::image* base,
                                             const oci::pack_options& packing) {
    runtime::image made;
    {
        const core::file_lock used = content_->use();
        const detail::work_directory work(content_->work());
        oci::built_image built{.config = std::move(config)};
        built.config.diff_ids.clear();
        if (base) detail::stand_on(built, *content_, *base);
        if (!files.entries().empty())
            detail::add_layer(built, work.path() / "layer", [&](const oci::byte_sink& sink) {
                return oci::pack(files, sink, packing);
            });
        else if (!built.config.history.empty()) built.config.history.back().empty_layer = true;
        detail::complete_image(built);
        made = import(built, name);
    }
    settle();
    return made;
}

SLIPWAY_INLINE runtime::image images::import(const oci::byte_source& tar, oci::image_config config,
                                             const std::optional<oci::reference>& name) {
    runtime::image made;
    {
        const core::file_lock used = content_->use();
        const detail::work_directory work(content_->work());
        const auto layer = work.path() / "layer";
        oci::built_image built{.config = std::move(config)};
        built.config.diff_ids.clear();
        detail::add_layer(built, layer, [&](const oci::byte_sink& sink) {
            return oci::pack_tar(tar, sink, options_.limits.bytes);
        });
        if (!oci::is_archive(oci::read_from_file(layer)))
            throw status_error(core::reason::invalid, "this is no tar archive with files in it");
        detail::complete_image(built);
        made = import(built, name);
    }
    settle();
    return made;
}

}  // namespace slipway::engine
