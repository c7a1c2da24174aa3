// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/read_file.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/runtime/detail/image_directory.hpp>
#include <slipway/runtime/detail/image_pull.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::runtime {

/// Keeps an image's layers from being collected, as long as it lives: for the containers that stand
/// on them.
class image_hold {
public:
    image_hold() = default;

private:
    friend class image_store;
    std::vector<core::file_lock> locks_;
};

/// The images of a machine, in a directory of their own. Each layer is unpacked once, whatever
/// number of images share it, and seen by nobody before it is whole and verified. Several threads
/// and processes may use one directory at once: each layer is fetched by one of them, and the
/// others wait for it. All is found again after a restart.
///
/// Flow of a pull: manifest (verified; of an index, this machine's), configuration, then the layers
/// in parallel, each verified and unpacked as it streams in; the name comes last.
/// Guarantees: a name points to a whole image, or is not there. A failed pull leaves whole layers
/// only.
/// Assumptions: nobody else writes below the directory.
class image_store {
public:
    /// Throws `status_error` if the directory cannot be made.
    explicit image_store(std::filesystem::path root, image_store_options options = {})
        : files_(std::move(root)), options_(std::move(options)) {
        files_.clean_work();
    }
    image_store(const image_store&) = delete;
    image_store& operator=(const image_store&) = delete;

    /// The image that is here under this name; where there is none, pulls it. `Registry` is one in
    /// the sense of `registry::registry`, of which get_manifest and read_blob are used. Throws
    /// `status_error`: not_found, invalid (content is not what its digest, size or type say), or
    /// what the registry throws.
    template <class Registry>
    image ensure(const oci::reference& reference, Registry& registry,
                 const pull_progress_sink& progress = {}) {
        if (auto found = find(reference)) return *std::move(found);
        return pull(reference, registry, progress);
    }

    /// Asks the registry in any case, and fetches what is new. `image::pulled` tells whether there
    /// was something. `before_naming` is called with the digest of this machine's manifest when all
    /// layers are there, and the name not yet.
    template <class Registry>
    image pull(const oci::reference& reference, Registry& registry,
               const pull_progress_sink& progress = {},
               const std::function<void(const oci::digest&)>& before_naming = {}) {
        const std::string repository = reference.name();
        return pull_from(reference,
                         {[&](const std::string& selector) {
                              auto m = registry.get_manifest(repository, selector);
                              return std::pair(std::move(m.bytes), std::move(m.descriptor));
                          },
                          [&](const oci::digest& d) { return registry.read_blob(repository, d); }},
                         progress, before_naming);
    }

    /// The image of this name, if all of it is here. A reference by digest finds every image with
    /// that manifest.
    std::optional<image> find(const oci::reference& reference) const {
        const auto table = files_.read_table();
        if (const auto at = table.find(reference.str()); at != table.end())
            return load(reference, at->second);
        if (reference.digest().empty()) return std::nullopt;
        for (const auto& [name, record] : table)
            if (oci::reference::parse(name).name() == reference.name() &&
                (record.manifest == reference.digest() || record.chosen == reference.digest()))
                return load(reference, record);
        return std::nullopt;
    }

    /// All names with their images, by name.
    std::vector<image> list() const {
        std::vector<image> made;
        for (const auto& [name, record] : files_.read_table())
            if (auto found = load(oci::reference::parse(name), record))
                made.push_back(*std::move(found));
        return made;
    }

    /// All names of the image with this id, by name.
    std::vector<oci::reference> names_of(const oci::digest& id) const {
        std::vector<oci::reference> made;
        for (const auto& [name, record] : files_.read_table())
            if (record.config == id)
                if (const auto found = load(oci::reference::parse(name), record))
                    made.push_back(found->reference);
        return made;
    }

    /// Gives an image one more name, or takes that name from another. Throws `status_error`
    /// (not_found).
    void tag(const oci::reference& existing, const oci::reference& name) {
        files_.change_table([&](detail::image_table& table) {
            const auto at = table.find(existing.str());
            if (at == table.end()) not_here(existing);
            const detail::image_record record = at->second;
            table.insert_or_assign(name.str(), record);
        });
    }

    /// Takes a name away, and collects what nothing needs any more. False if there was no such
    /// name.
    bool remove(const oci::reference& reference) {
        bool removed = false;
        files_.change_table(
            [&](detail::image_table& table) { removed = table.erase(reference.str()) != 0; });
        if (removed) collect_garbage();
        return removed;
    }

    /// Removes layers that no name leads to and nobody holds; gives the bytes freed. While a pull
    /// runs in any process, it does nothing: the next call will.
    std::uint64_t collect_garbage() {
        const core::file_lock alone(files_.pull_lock(), LOCK_EX | LOCK_NB);
        if (!alone.held()) return 0;
        std::set<std::string> used;
        for (const auto& [name, record] : files_.read_table()) {
            used.insert(detail::image_directory::file_name(record.config));
            if (const auto bytes = core::read_file(files_.blob(record.config)))
                for (const auto& d : oci::parse_image_config(*bytes).diff_ids)
                    used.insert(detail::image_directory::file_name(d));
        }
        return files_.remove_unused(used);
    }

    /// Keeps the image's layers as long as the result lives. Throws `status_error` (not_found) if
    /// one is gone already.
    image_hold hold(const image& held) const {
        image_hold made;
        for (const auto& diff_id : held.config.diff_ids) {
            made.locks_.emplace_back(files_.layer_lock(diff_id), LOCK_SH);
            if (!files_.has_layer(diff_id)) not_here(held.reference);
        }
        return made;
    }

    image_usage usage() const {
        image_usage made;
        std::set<oci::digest> images, layers;
        for (const auto& i : list()) {
            images.insert(i.id);
            layers.insert(i.config.diff_ids.begin(), i.config.diff_ids.end());
        }
        made.images = images.size();
        made.layers = layers.size();
        for (const auto& d : layers) made.bytes += files_.layer_size(d);
        return made;
    }

    /// The configuration of the image with this id, if it is here.
    std::optional<oci::image_config> config(const oci::digest& id) const {
        const auto bytes = core::read_file(files_.blob(id));
        return bytes ? std::optional(oci::parse_image_config(*bytes)) : std::nullopt;
    }

    /// Bytes of one layer, unpacked; 0 for one that is not here.
    std::uint64_t layer_size(const oci::digest& diff_id) const {
        return files_.layer_size(diff_id);
    }

    const std::filesystem::path& root() const noexcept { return files_.root(); }

private:
    [[noreturn]] static void not_here(const oci::reference& reference) {
        throw status_error(core::reason::not_found,
                           "the image store has no image " + reference.familiar());
    }

    image pull_from(const oci::reference& reference, const detail::image_origin& origin,
                    const pull_progress_sink& progress,
                    const std::function<void(const oci::digest&)>& before_naming) {
        const core::file_lock running(files_.pull_lock(), LOCK_SH);
        detail::image_pull work(files_, origin, reference, options_, progress);
        const detail::image_record record = work.run();
        if (before_naming) before_naming(record.chosen);
        files_.change_table(
            [&](detail::image_table& table) { table.insert_or_assign(reference.str(), record); });
        auto made = load(reference, record);
        if (!made)
            throw status_error(core::reason::conflict, "image " + reference.familiar() +
                                                           " was removed while it"
                                                           " was pulled");
        made->pulled = work.fetched();
        return *std::move(made);
    }

    std::optional<image> load(const oci::reference& reference,
                              const detail::image_record& record) const {
        const auto bytes = core::read_file(files_.blob(record.config));
        if (!bytes) return std::nullopt;
        image made{.id = record.config,
                   .manifest = record.manifest,
                   .chosen = record.chosen,
                   .reference = reference};
        made.config = oci::parse_image_config(*bytes);
        for (const auto& d : made.config.diff_ids) {
            if (!files_.has_layer(d)) return std::nullopt;
            made.layers.push_back(files_.layer(d) / "rootfs");
            made.size += files_.layer_size(d);
        }
        return made;
    }

    detail::image_directory files_;
    image_store_options options_;
};

}  // namespace slipway::runtime
