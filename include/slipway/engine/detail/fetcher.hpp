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
    /// from a byte on; empty where what has come before is not worth to be kept
    std::function<oci::byte_source(const oci::digest&, std::uint64_t)> rest{};
};

inline origin from_registry(registry::any_registry r, const std::string& repository) {
    return {
        [=](const std::string& selector) mutable { return r.get_manifest(repository, selector); },
        [=](const oci::digest& d) mutable { return r.read_blob(repository, d); },
        [=](const oci::digest& d, std::uint64_t from) mutable {
            return r.read_blob(repository, d, {from, std::nullopt});
        }};
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
        return keeping(descriptors_.at(d));
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
            oci::drain(oci::verified(keeping(all[i]), all[i].digest, all[i].size),
                       [&](std::string_view) {
                           if (failed.stop_requested())
                               throw status_error(core::reason::service_unavailable,
                                                  "another blob could not be pulled");
                       });
        });
    }

    /// What is missing behind the first `done` bytes.
    oci::byte_source downloaded(const oci::descriptor& d, std::uint64_t done) {
        return [this, d, source = done == 0 ? from_.blob(d.digest) : from_.rest(d.digest, done),
                done](std::span<char> into) mutable {
            const std::size_t n = source(into);
            done += n;
            if (layers_.count(d.digest) != 0)
                tell(d.digest, transfer_step::downloading, done, d.size);
            return n;
        };
    }

    /// A blob on its way into the content. Unless all of it is read, it is left for the next pull
    /// where it is large and comes from far, and otherwise given up.
    class upload {
    public:
        upload(registry::layout_registry& to, const std::string& repository,
               const oci::descriptor& d, bool from_far)
            : to_(to), repository_(repository), d_(d), stays_(from_far && d.size >= large) {
            id_ = stays_ ? to_.resume_upload(repository_, d_.digest)
                         : to_.begin_upload(repository_, d_.digest.algorithm());
            at_ = to_.upload_status(repository_, id_);
            if (at_ <= d_.size) return;
            to_.cancel_upload(repository_,
                              id_);  // of something else that was said to have this digest
            id_ = to_.begin_upload(repository_, d_.digest.algorithm());
            at_ = 0;
        }
        upload(const upload&) = delete;
        ~upload() {
            if (stays_ && !ended_ && at_ < d_.size) {
                ended_ = true;
                to_.leave_upload(repository_, id_);
            }
            give_up();
        }

        std::uint64_t at() const { return at_; }
        oci::byte_source so_far() { return to_.read_upload(repository_, id_); }
        void add(std::string_view bytes) {
            if (ended_) return;
            if (bytes.size() > d_.size - at_)
                return give_up();  // the reader finds that it is too long
            try {
                at_ = to_.write_upload(repository_, id_, at_, bytes);
            } catch (...) {
                give_up();  // a full disk is not to stay full
                throw;
            }
        }
        void end() {
            if (std::exchange(ended_, true)) return;
            at_ == d_.size ? to_.commit_upload(repository_, id_, d_.digest)
                           : to_.cancel_upload(repository_, id_);
        }

    private:
        static constexpr std::uint64_t large = 1024 * 1024;  ///< bytes

        void give_up() {
            if (!std::exchange(ended_, true)) to_.cancel_upload(repository_, id_);
        }

        registry::layout_registry& to_;
        const std::string repository_;
        const oci::descriptor d_;
        const bool stays_;
        std::string id_;
        std::uint64_t at_ = 0;
        bool ended_ = false;
    };
    /// A blob, which comes into the content while it is read: what an earlier pull has left of it,
    /// and then the rest.
    oci::byte_source keeping(const oci::descriptor& d) {
        const auto kept = std::make_shared<upload>(kept_.layout(), reference_.name(), d,
                                                   static_cast<bool>(from_.rest));
        oci::byte_source before = kept->at() > 0 ? kept->so_far() : oci::byte_source(),
                         rest = kept->at() < d.size || d.size == 0 ? downloaded(d, kept->at())
                                                                   : oci::byte_source();
        return [kept, before = std::move(before),
                rest = std::move(rest)](std::span<char> into) mutable {
            if (before) {
                if (const std::size_t n = before(into)) return n;
                before = {};
            }
            const std::size_t n = rest ? rest(into) : 0;
            if (n == 0) kept->end();
            else kept->add({into.data(), n});
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
