// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/made_on_use.hpp>
#include <slipway/engine/push_options.hpp>
#include <slipway/engine/transfer.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/runtime/image.hpp>
#include <slipway/runtime/image_pull_policy.hpp>
#include <slipway/runtime/image_store.hpp>

namespace slipway::engine {

namespace detail {
class content;
class reserve;
struct origin;
}  // namespace detail

/// What was taken away.
struct removal {
    std::vector<oci::reference> untagged{};
    std::vector<oci::digest> deleted{};  ///< ids of images that have no name any more
    std::uint64_t freed = 0;             ///< bytes
};

/// The images of a machine by their names: `ROOT/images` has their layers unpacked, for containers,
/// and `ROOT/content` their manifests and blobs as they came, so that they go on with the same
/// digests.
///
/// Guarantees: a name leads to a whole image, or is not there; also where a process is killed. Each
/// blob is fetched and each layer unpacked once, whatever number of images share it. An image that
/// loses its last tag to another one stays, without a tag, until it is removed. Several threads and
/// processes may use one root at once.
/// Assumptions: nobody else writes below these directories.
class images {
public:
    /// Throws `status_error` if `ROOT/images` cannot be made; `ROOT/content` is made when it is
    /// first needed.
    explicit images(const std::filesystem::path& root, runtime::image_store_options options = {});
    images(const images&) = delete;
    images& operator=(const images&) = delete;
    ~images();

    /// Asks the registry in any case, and fetches what is new. With a platform, what is taken from
    /// an index. Throws `status_error`: not_found, invalid (content is not what its digest, size or
    /// type say), or what the registry throws.
    template <class R>
    runtime::image pull(const oci::reference& reference, R& from,
                        const transfer_sink& progress = {},
                        runtime::pull_policy policy = runtime::pull_policy::always,
                        const std::optional<oci::platform>& machine = {}) {
        return pull_any(reference, any(from), progress, policy, machine);
    }
    /// The image that is here under this name; where there is none, pulls it.
    template <class R>
    runtime::image ensure(const oci::reference& reference, R& from,
                          const transfer_sink& progress = {}) {
        return pull(reference, from, progress, runtime::pull_policy::if_not_present);
    }
    /// Sends an image, with the digest that it has here unless its layers are to be compressed
    /// otherwise, under the name `as`. What the registry has is not sent; what it has in another
    /// repository that this machine knows is mounted from there. Throws `status_error`.
    template <class R>
    oci::descriptor push(const runtime::image& image, const oci::reference& as, R& to,
                         const transfer_sink& progress = {}, const push_options& how = {}) {
        return push_any(image, as, any(to), progress, how);
    }
    /// Takes an image that was built here; without a name it has none.
    runtime::image import(const oci::built_image& built,
                          const std::optional<oci::reference>& name = {});
    /// Makes an image of these files, above the layers of `base` where there is one, and takes it.
    /// `config` is what it runs and how; the last entry of its history is the new layer's, and
    /// where there is no file there is no layer. Throws `status_error`: not_found where the content
    /// of `base` is not here; conflict where a file changes meanwhile; invalid for a level that its
    /// compression has not.
    runtime::image import(const oci::file_tree& files, oci::image_config config,
                          const std::optional<oci::reference>& name = {},
                          const runtime::image* base = nullptr,
                          const oci::pack_options& packing = {});
    /// Makes an image of one layer: a tar as it stands, whose compression is undone. Throws
    /// `status_error`: invalid for what is no tar, or no layer; request_entity_too_large for more
    /// bytes than the store's limits allow.
    runtime::image import(const oci::byte_source& tar, oci::image_config config,
                          const std::optional<oci::reference>& name = {});

    /// By a name as people write it, or by the beginning of an id, with or without `sha256:`. Names
    /// come first. Throws `status_error` (conflict) where several ids begin so.
    std::optional<runtime::image> find(std::string_view name_or_id) const;
    /// The same. Throws `status_error` (not_found) where there is none.
    runtime::image get(std::string_view name_or_id) const;
    /// All names with their images, and those without a tag, by name.
    std::vector<runtime::image> list() const;
    /// All names that lead to this image: tags first.
    std::vector<oci::reference> names_of(const oci::digest& id) const;

    /// Writes images into an archive (tar) that `docker load`, `podman load` and `load` take: an
    /// OCI image layout with Docker's `manifest.json`. An image that is named by its id has no name
    /// in it. Throws `status_error` (not_found), or what the sink throws.
    void save(const std::vector<std::string>& names_or_ids, const oci::byte_sink& sink) const;
    /// Takes all images of such an archive, of one that `docker save` or `podman save` wrote, or of
    /// an OCI image layout in a tar; plain, or compressed by gzip or zstd. Throws `status_error`
    /// (invalid); what was whole by then is here.
    std::vector<runtime::image> load(const oci::byte_source& archive);

    /// Gives an image one more name, or takes that name from another. Throws `status_error`
    /// (not_found; invalid for a name with a digest).
    void tag(std::string_view name_or_id, const oci::reference& name);
    /// Takes a name away, and the image with its last one; named by its id, the image. Throws
    /// `status_error`: not_found; conflict for an image of several tags that is named by its id, or
    /// that a container stands on, unless `force`: then a container's image stays without a tag.
    removal remove(std::string_view name_or_id, bool force = false);
    /// Removes images that have no tag; with `all`, those that no container stands on. With
    /// `chosen`, of these the ones that it says yes to.
    removal prune(bool all = false, const std::function<bool(const runtime::image&)>& chosen = {});
    /// Removes what no image needs; gives the bytes freed. While another process pulls, it does
    /// nothing: whoever is next will.
    std::uint64_t collect();

    /// Unpacked bytes of a layer; see `oci::image_config::diff_ids`.
    std::uint64_t layer_size(const oci::digest& diff_id) const {
        return store_.layer_size(diff_id);
    }

    /// Tells the ids of the images that containers stand on, which are not removed.
    void used_by(std::function<std::set<oci::digest>()> ids) { used_ = std::move(ids); }

    /// A manifest, configuration or other blob as it came. Throws `status_error` (not_found).
    oci::byte_source read(const oci::digest& d) const;
    /// A small one, verified.
    std::string document(const oci::digest& d) const;
    /// The unpacked layers that containers stand on.
    runtime::image_store& store() { return store_; }
    const runtime::image_store& store() const { return store_; }

    /// Whether an image's name is only a place for one without a tag.
    static bool untagged(const oci::reference& name) { return name.tag().empty(); }
    /// Whether it never had a name.
    static bool nameless(const oci::reference& name) { return name.name() == nameless_repository; }

private:
    static constexpr const char* nameless_repository = "localhost/none";

    template <class R>
    static registry::any_registry any(R& r) {
        if constexpr (std::same_as<R, registry::any_registry>) return r;
        else return registry::any_registry::of(r);
    }
    runtime::image pull_any(const oci::reference& reference, registry::any_registry from,
                            const transfer_sink& progress, runtime::pull_policy policy,
                            const std::optional<oci::platform>& machine);
    oci::descriptor push_any(const runtime::image& image, const oci::reference& as,
                             registry::any_registry to, const transfer_sink& progress,
                             const push_options& how);
    static oci::reference nameless_as(const oci::digest& manifest) {
        return oci::reference::parse(std::string(nameless_repository) + "@" + manifest.str());
    }
    runtime::image bring(oci::reference name, const detail::origin& from,
                         const transfer_sink& progress,
                         const std::optional<oci::platform>& machine);
    void keep_without_tag(const oci::reference& name, const oci::digest& but);
    std::set<oci::digest> used() const { return used_ ? used_() : std::set<oci::digest>{}; }
    void erase(const runtime::image& image, removal& made);
    void settle();

    runtime::image_store_options options_;
    runtime::image_store store_;
    core::made_on_use<detail::content> content_;  // a container is started without it
    std::unique_ptr<detail::reserve> reserve_;
    std::function<std::set<oci::digest>()> used_;
};

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/images.hpp>
#include <slipway/engine/detail/import_files.hpp>
#include <slipway/engine/detail/load.hpp>
#include <slipway/engine/detail/save.hpp>
#endif
