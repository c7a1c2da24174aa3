// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/parallel_for.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/transfer.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::engine::detail {

/// Where an image comes from.
struct origin {
    std::function<registry::stored_manifest(const std::string& selector)> manifest{};
    std::function<oci::byte_source(const oci::digest&)> blob{};
};

inline origin from_registry(registry::any_registry r, const std::string& repository) {
    return {
        [=](const std::string& selector) mutable { return r.get_manifest(repository, selector); },
        [=](const oci::digest& d) mutable { return r.read_blob(repository, d); }};
}

/// What was built is its own origin; it must outlive the result.
inline origin from_built(const oci::built_image& image) {
    return {[&image](const std::string&) {
                return registry::stored_manifest{
                    oci::describe(image.manifest_bytes, image.manifest.media_type),
                    image.manifest_bytes};
            },
            [&image](const oci::digest& d) {
                for (const oci::blob& b : image.blobs)
                    if (b.descriptor.digest == d) return b.open();
                throw status_error(core::reason::not_found,
                                   "the image that was built has no blob " + d.str());
            }};
}

/// Stands between an origin and the store of unpacked layers, which takes it for a registry: all
/// that is read comes into the content first, each blob once.
class fetcher {
public:
    fetcher(content& kept, origin from, const oci::reference& reference, const transfer_sink& sink)
        : kept_(kept), from_(std::move(from)), reference_(reference), sink_(sink) {}

    registry::stored_manifest get_manifest(const std::string&, const std::string& selector) {
        registry::stored_manifest made = from_.manifest(selector);
        const auto parsed = oci::parse_manifest(made.bytes, made.descriptor.media_type);
        manifests_.insert_or_assign(made.descriptor.digest, made);
        if (const auto* image = std::get_if<oci::manifest>(&parsed)) {
            descriptors_.emplace(image->config.digest, image->config);
            for (const auto& layer : image->layers) {
                descriptors_.emplace(layer.digest, layer);
                layers_.insert(layer.digest);
                tell(layer.digest, transfer_step::waiting, 0, layer.size);
            }
        }
        return made;
    }

    /// What is not here is kept while it is read, so that a layer is unpacked while it comes.
    oci::byte_source read_blob(const std::string&, const oci::digest& d) {
        if (kept_.has(d)) return kept_.read(d);
        if (layers_.count(d) != 0) {
            const std::lock_guard lock(mutex_);
            coming_.insert(d);
        }
        return keeping(downloaded(descriptors_.at(d)), descriptors_.at(d));
    }

    /// What the store of unpacked layers tells.
    runtime::pull_progress_sink unpacking() {
        return [this](const runtime::pull_progress& p) {
            const bool whole = p.done == p.total;
            if (!whole && is_coming(p.layer)) return;  // that it is downloaded says more
            tell(p.layer,
                 p.present ? transfer_step::present
                 : whole   ? transfer_step::pulled
                           : transfer_step::unpacking,
                 p.done, p.total);
        };
    }

    /// Brings what was not read because its layers were unpacked already, and enters the manifest.
    void complete(const oci::digest& manifest) {
        const registry::stored_manifest& m = manifests_.at(manifest);
        const auto parsed =
            std::get<oci::manifest>(oci::parse_manifest(m.bytes, m.descriptor.media_type));
        std::map<oci::digest, oci::descriptor> all{{parsed.config.digest, parsed.config}};
        for (const auto& layer : parsed.layers)
            if (!oci::media_type::is_foreign_layer(layer.media_type))
                all.emplace(layer.digest, layer);
        std::erase_if(all, [&](const auto& one) { return kept_.has(one.first); });
        bring(all);
        const std::vector<std::string> tags =
            reference_.tag().empty() ? std::vector<std::string>{} : std::vector{reference_.tag()};
        kept_.layout().put_manifest(reference_.name(), m.bytes, m.descriptor.media_type, tags);
    }

private:
    static constexpr std::size_t at_once = 4;

    void bring(const std::map<oci::digest, oci::descriptor>& blobs) {
        std::vector<oci::descriptor> all;
        for (const auto& [digest, d] : blobs) all.push_back(d);
        core::parallel_for(all.size(), at_once, [&](std::size_t i, const std::stop_token& failed) {
            const oci::byte_source source = downloaded(all[i]);
            registry::push_blob(kept_.layout(), reference_.name(), all[i],
                                [&](std::span<char> into) {
                                    if (failed.stop_requested())
                                        throw status_error(core::reason::service_unavailable,
                                                           "another blob could not be pulled");
                                    return source(into);
                                });
        });
    }

    oci::byte_source downloaded(const oci::descriptor& d) {
        return [this, d, source = from_.blob(d.digest),
                done = std::uint64_t{0}](std::span<char> into) mutable {
            const std::size_t n = source(into);
            done += n;
            if (layers_.count(d.digest) != 0)
                tell(d.digest, transfer_step::downloading, done, d.size);
            return n;
        };
    }

    /// A blob on its way into the content, which is given up unless all of it is read.
    struct upload {
        upload(registry::layout_registry& t, const std::string& r, const oci::descriptor& what)
            : to(t), repository(r), d(what), id(t.begin_upload(r, d.digest.algorithm())) {}
        upload(const upload&) = delete;
        ~upload() { give_up(); }
        void add(std::string_view bytes) {
            if (bytes.size() > d.size - at)
                return give_up();  // the reader finds that it is too long
            at = to.write_upload(repository, id, at, bytes);
        }
        void end() {
            if (std::exchange(ended, true)) return;
            at == d.size ? to.commit_upload(repository, id, d.digest)
                         : to.cancel_upload(repository, id);
        }
        void give_up() {
            if (!std::exchange(ended, true)) to.cancel_upload(repository, id);
        }

        registry::layout_registry& to;
        const std::string repository;
        const oci::descriptor d;
        const std::string id;
        std::uint64_t at = 0;
        bool ended = false;
    };
    oci::byte_source keeping(oci::byte_source source, const oci::descriptor& d) {
        return [source = std::move(source),
                kept = std::make_shared<upload>(kept_.layout(), reference_.name(), d)](
                   std::span<char> into) {
            const std::size_t n = source(into);
            if (n == 0) kept->end();
            else if (!kept->ended) kept->add({into.data(), n});
            return n;
        };
    }

    bool is_coming(const oci::digest& layer) {
        const std::lock_guard lock(mutex_);
        return coming_.count(layer) != 0;
    }

    void tell(const oci::digest& blob, transfer_step step, std::uint64_t done,
              std::uint64_t total) {
        if (!sink_) return;
        const std::lock_guard lock(mutex_);
        sink_({reference_, blob, step, done, total});
    }

    content& kept_;
    origin from_;
    const oci::reference& reference_;
    const transfer_sink& sink_;
    std::map<oci::digest, registry::stored_manifest> manifests_;
    std::map<oci::digest, oci::descriptor>
        descriptors_;  // whole before blobs are read from several threads
    std::set<oci::digest> layers_;
    std::mutex mutex_;              // guards what follows, and calls of the sink
    std::set<oci::digest> coming_;  ///< layers that are unpacked while they come
};

}  // namespace slipway::engine::detail
