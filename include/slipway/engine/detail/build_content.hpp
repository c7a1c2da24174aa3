// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/image_config.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/copy.hpp>

namespace slipway::engine::detail {

/// An image on the way.
struct build_image {
    oci::image_config config{};
    std::vector<oci::descriptor> layers{};  ///< lowest first
};

/// Readers of histories count on an entry for each layer.
inline void complete_history(oci::image_config& config) {
    std::size_t known = 0;
    for (const auto& entry : config.history) known += !entry.empty_layer;
    for (; known < config.diff_ids.size(); ++known) config.history.push_back({});
}

/// Reads and writes images and layers of the content registry.
class build_content {
public:
    /// `packing` is how layers are compressed, and the time of their files.
    build_content(registry::any_registry registry, std::optional<std::int64_t> time,
                  oci::pack_options packing = {})
        : registry_(std::move(registry)), time_(time), packing_(packing) {
        packing_.modified = time.value_or(0);
    }

    registry::any_registry& registry() { return registry_; }

    /// Throws `status_error`: not_found, or invalid for what is no image.
    build_image load(const std::string& repository, const std::string& selector,
                     const oci::platform& machine) {
        std::string wanted = selector;
        for (int depth = 0; depth < 5; ++depth) {
            const auto stored = registry_.get_manifest(repository, wanted);
            if (const auto actual =
                    oci::digest_of(stored.bytes, stored.descriptor.digest.algorithm());
                actual != stored.descriptor.digest)
                throw status_error(core::reason::invalid,
                                   "the manifest " + wanted + " of " + repository +
                                       " has other content: its digest is " + actual.str());
            const auto parsed = oci::parse_manifest(stored.bytes, stored.descriptor.media_type);
            if (const auto* image = std::get_if<oci::manifest>(&parsed))
                return image_of(repository, *image);
            wanted = oci::select(std::get<oci::index>(parsed), machine).digest.str();
        }
        throw status_error(core::reason::invalid,
                           "the indexes of " + repository + " nest too deeply");
    }

    /// The image that an earlier build made by a step with this key, if all of it is still there.
    std::optional<build_image> remembered(const std::string& repository, const std::string& tag,
                                          const oci::platform& machine) {
        try {
            build_image made = load(repository, tag, machine);
            for (const auto& layer : made.layers)
                if (!registry_.stat_blob(repository, layer.digest)) return std::nullopt;
            return made;
        } catch (const status_error& e) {
            if (e.is(core::reason::not_found) || e.is(core::reason::invalid)) return std::nullopt;
            throw;
        }
    }

    oci::descriptor put(const build_image& image, const std::string& repository,
                        const std::vector<std::string>& tags,
                        const oci::annotations_map& annotations = {}) {
        const std::string config = oci::write(image.config);
        oci::manifest m;
        m.config = oci::describe(config, oci::media_type::image_config);
        m.layers = image.layers;
        m.annotations = annotations;
        if (!registry_.stat_blob(repository, m.config.digest))
            registry::push_blob(registry_, repository, m.config, oci::read_from(config));
        const std::string bytes = oci::write(m);
        registry_.put_manifest(repository, bytes, m.media_type, tags);
        return oci::describe(bytes, m.media_type);
    }

    /// Adds a step to an image: a layer of these files, if there are any.
    void add(build_image& image, const std::string& repository, const oci::file_tree& files,
             const std::string& text) {
        if (!files.entries().empty()) {
            const auto [layer, diff_id] = put_layer(repository, files);
            image.layers.push_back(layer);
            image.config.diff_ids.push_back(diff_id);
        }
        note(image, text, files.entries().empty());
    }
    void note(build_image& image, const std::string& text, bool empty_layer) const {
        image.config.history.push_back({.created = created(),
                                        .created_by = text.substr(0, 16 * 1024),
                                        .empty_layer = empty_layer});
        image.config.created = created();
    }

private:
    std::string created() const {
        return time_ ? core::rfc3339(core::time_source::wall_time(std::chrono::seconds(*time_)))
                     : std::string();
    }

    build_image image_of(const std::string& repository, const oci::manifest& m) {
        if (!oci::media_type::is_config(m.config.media_type))
            throw status_error(
                core::reason::invalid,
                repository + " is no container image, but of type " + m.config.media_type);
        const auto bytes =
            oci::read_all(oci::verified(registry_.read_blob(repository, m.config.digest),
                                        m.config.digest, m.config.size),
                          16 << 20);
        build_image made{oci::parse_image_config(bytes), m.layers};
        if (made.config.diff_ids.size() != made.layers.size())
            throw status_error(core::reason::invalid, "the configuration of " + repository +
                                                          " lists other layers than its manifest");
        for (auto& layer : made.layers)
            layer.media_type = oci::media_type::in_oci_words(layer.media_type);
        complete_history(made.config);
        return made;
    }

    std::pair<oci::descriptor, oci::digest> put_layer(const std::string& repository,
                                                      const oci::file_tree& files) {
        const std::string upload =
            registry_.begin_upload(repository, oci::digest_algorithm::sha256);
        try {
            std::uint64_t at = 0;
            const auto packed = oci::pack(
                files,
                [&](std::string_view part) {
                    at = registry_.write_upload(repository, upload, at, part);
                },
                packing_);
            registry_.commit_upload(repository, upload, packed.descriptor.digest);
            return {packed.descriptor, packed.diff_id};
        } catch (...) {
            try {
                registry_.cancel_upload(repository, upload);
            } catch (const status_error&) {  // the first failure is the one to report
            }
            throw;
        }
    }

    registry::any_registry registry_;
    std::optional<std::int64_t> time_;
    oci::pack_options packing_;
};

}  // namespace slipway::engine::detail
