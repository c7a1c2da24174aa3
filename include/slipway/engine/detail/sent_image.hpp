// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/parallel_for.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/detail/pack_into.hpp>
#include <slipway/engine/push_options.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::engine::detail {

/// An image as it goes to a registry: its manifest, and the layers that were made for that alone.
struct sent_image {
    std::string bytes{};
    oci::manifest manifest{};
    oci::descriptor described{};
    std::map<oci::digest, std::filesystem::path> made{};

    oci::byte_source read(content& kept, const oci::digest& d) const {
        const auto own = made.find(d);
        return own == made.end() ? kept.read(d) : oci::read_from_file(own->second);
    }
};

/// Compresses the layers of an image otherwise, into files of the directory `work`.
class recompression {
public:
    recompression(content& kept, const push_options& how, std::uint64_t most,
                  const std::filesystem::path& work)
        : kept_(kept), how_(how), most_(most), work_(work) {}

    /// Whether this layer is not yet as it is to be. What a registry need not hold stays as it is.
    bool changes(const oci::descriptor& layer) const {
        if (oci::media_type::is_foreign_layer(layer.media_type)) return false;
        return how_.level.has_value() || oci::compression_of(layer.media_type) != how_.compression;
    }

    /// Throws `status_error` (invalid) where a layer is not the one that the image names.
    void run(sent_image& to, const std::vector<oci::digest>& diff_ids) const {
        auto& layers = to.manifest.layers;
        std::map<oci::digest, std::size_t> first;
        std::vector<std::size_t> wanted;
        for (std::size_t i = 0; i < layers.size(); ++i)
            if (changes(layers[i]) && first.emplace(layers[i].digest, i).second)
                wanted.push_back(i);
        std::vector<oci::packed_layer> packed(layers.size());
        core::parallel_for(wanted.size(), at_once, [&](std::size_t n, const std::stop_token&) {
            const std::size_t i = wanted[n];
            packed[i] = pack(layers[i], i);
            if (i < diff_ids.size() && packed[i].diff_id != diff_ids[i])
                throw status_error(core::reason::invalid,
                                   "the layer " + layers[i].digest.str() +
                                       " is damaged here: its plain digest is " +
                                       packed[i].diff_id.str() + ", not " + diff_ids[i].str() +
                                       "; pull the image again");
        });
        for (auto& layer : layers) {
            layer.media_type = oci::media_type::in_oci_words(layer.media_type);
            const auto at = first.find(layer.digest);
            if (at == first.end()) continue;
            layer =
                packed[at->second].descriptor;  // annotations may be about the bytes as they were
            to.made.emplace(layer.digest, file(at->second));
        }
        to.manifest.media_type = oci::media_type::image_manifest;
        to.manifest.config.media_type =
            oci::media_type::in_oci_words(to.manifest.config.media_type);
        to.bytes = oci::write(to.manifest);
    }

private:
    static constexpr std::size_t at_once = 2;

    std::filesystem::path file(std::size_t i) const { return work_ / std::to_string(i); }

    oci::packed_layer pack(const oci::descriptor& layer, std::size_t i) const {
        oci::pack_options options{.compression = *how_.compression};
        if (how_.level) options.level = *how_.level;
        return pack_into(file(i), [&](const oci::byte_sink& sink) {
            return oci::pack_tar(oci::verified(kept_.read(layer.digest), layer.digest, layer.size),
                                 sink, most_, options);
        });
    }

    content& kept_;
    const push_options& how_;
    std::uint64_t most_;
    const std::filesystem::path& work_;
};

/// What of an image that is here is sent. `most` are the bytes that a layer may have unpacked.
/// Throws `status_error`.
inline sent_image to_send(content& kept, const runtime::image& image, const push_options& how,
                          std::uint64_t most, const std::filesystem::path& work) {
    if (how.level) oci::check_level(how.compression.value_or(oci::compression::none), *how.level);
    sent_image made{.bytes = kept.document(image.chosen)};
    made.manifest = std::get<oci::manifest>(oci::parse_manifest(made.bytes));
    if (how.compression) {
        const recompression anew(kept, how, most, work);
        const auto& layers = made.manifest.layers;
        if (std::any_of(layers.begin(), layers.end(),
                        [&](const auto& layer) { return anew.changes(layer); }))
            anew.run(made, image.config.diff_ids);
    }
    made.described = oci::describe(made.bytes, made.manifest.media_type);
    return made;
}

}  // namespace slipway::engine::detail
