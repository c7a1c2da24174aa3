// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

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
    return {[=](const std::string& selector) mutable { return r.get_manifest(repository, selector); },
            [=](const oci::digest& d) mutable { return r.read_blob(repository, d); }};
}

/// What was built is its own origin; it must outlive the result.
inline origin from_built(const oci::built_image& image) {
    return {[&image](const std::string&) {
                return registry::stored_manifest{oci::describe(image.manifest_bytes, image.manifest.media_type), image.manifest_bytes};
            },
            [&image](const oci::digest& d) {
                for (const oci::blob& b : image.blobs)
                    if (b.descriptor.digest == d) return b.open();
                throw status_error(core::reason::not_found, "the image that was built has no blob " + d.str());
            }};
}

/// Stands between an origin and the store of unpacked layers, which takes it for a registry: all that is read comes into the content
/// first, each blob once.
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

    oci::byte_source read_blob(const std::string&, const oci::digest& d) {
        bring(descriptors_.at(d));
        return kept_.read(d);
    }

    /// What the store of unpacked layers tells.
    runtime::pull_progress_sink unpacking() {
        return [this](const runtime::pull_progress& p) {
            const bool whole = p.done == p.total;
            tell(p.layer, p.present ? transfer_step::present : whole ? transfer_step::pulled : transfer_step::unpacking, p.done, p.total);
        };
    }

    /// Brings what was not read because its layers were unpacked already, and enters the manifest.
    void complete(const oci::digest& manifest) {
        const registry::stored_manifest& m = manifests_.at(manifest);
        const auto parsed = std::get<oci::manifest>(oci::parse_manifest(m.bytes, m.descriptor.media_type));
        for (const auto& layer : parsed.layers)
            if (!oci::media_type::is_foreign_layer(layer.media_type)) bring(layer);
        bring(parsed.config);
        const std::vector<std::string> tags = reference_.tag().empty() ? std::vector<std::string>{} : std::vector{reference_.tag()};
        kept_.layout().put_manifest(reference_.name(), m.bytes, m.descriptor.media_type, tags);
    }

private:
    void bring(const oci::descriptor& d) {
        if (kept_.has(d.digest)) return;
        std::uint64_t done = 0;
        const oci::byte_source counted = [&, source = from_.blob(d.digest)](std::span<char> into) {
            const std::size_t n = source(into);
            done += n;
            if (layers_.count(d.digest) != 0) tell(d.digest, transfer_step::downloading, done, d.size);
            return n;
        };
        registry::push_blob(kept_.layout(), reference_.name(), d, counted);
    }

    void tell(const oci::digest& blob, transfer_step step, std::uint64_t done, std::uint64_t total) {
        if (!sink_) return;
        const std::lock_guard lock(mutex_);
        sink_({reference_, blob, step, done, total});
    }

    content& kept_;
    origin from_;
    const oci::reference& reference_;
    const transfer_sink& sink_;
    std::map<oci::digest, registry::stored_manifest> manifests_;
    std::map<oci::digest, oci::descriptor> descriptors_;  // whole before blobs are read from several threads
    std::set<oci::digest> layers_;
    std::mutex mutex_;
};

}  // namespace slipway::engine::detail
