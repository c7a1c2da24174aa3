// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/parallel_for.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/detail/sent_image.hpp>
#include <slipway/engine/transfer.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/copy.hpp>

namespace slipway::engine::detail {

/// Sends one image to a registry: its layers in parallel, then its configuration, its manifest at
/// last.
class pusher {
public:
    /// `elsewhere` are blobs with another repository of the same registry that may have them.
    pusher(content& kept, registry::any_registry to, const oci::reference& as,
           std::map<oci::digest, std::string> elsewhere, const transfer_sink& sink)
        : kept_(kept), to_(std::move(to)), as_(as), elsewhere_(std::move(elsewhere)), sink_(sink) {}

    oci::descriptor run(const sent_image& sent) {
        const oci::manifest& parsed = sent.manifest;
        std::vector<oci::descriptor> layers;
        std::set<oci::digest> seen;
        for (const auto& layer : parsed.layers)
            if (!oci::media_type::is_foreign_layer(layer.media_type) &&
                seen.insert(layer.digest).second)
                layers.push_back(layer);
        for (const auto& layer : layers) tell(layer, transfer_step::waiting, 0);
        core::parallel_for(layers.size(), at_once,
                           [&](std::size_t i, const std::stop_token& failed) {
                               send(sent, layers[i], true, failed);
                           });
        send(sent, parsed.config, false, {});
        const std::vector<std::string> tags =
            as_.tag().empty() ? std::vector<std::string>{} : std::vector{as_.tag()};
        to_.put_manifest(as_.name(), sent.bytes, parsed.media_type, tags);
        return sent.described;
    }

private:
    static constexpr std::size_t at_once = 4;

    void send(const sent_image& sent, const oci::descriptor& d, bool layer,
              const std::stop_token& failed) {
        if (to_.stat_blob(as_.name(), d.digest) || mounted(d.digest)) {
            if (layer) tell(d, transfer_step::present, d.size);
            return;
        }
        std::uint64_t done = 0;
        const oci::byte_source counted = [&, source =
                                                 sent.read(kept_, d.digest)](std::span<char> into) {
            if (failed.stop_requested())
                throw status_error(core::reason::service_unavailable,
                                   "another layer could not be sent");
            const std::size_t n = source(into);
            done += n;
            if (layer && n != 0) tell(d, transfer_step::uploading, done);
            return n;
        };
        registry::push_blob(to_, as_.name(), d, counted);
        if (layer) tell(d, transfer_step::pushed, d.size);
    }

    bool mounted(const oci::digest& d) {
        const auto other = elsewhere_.find(d);
        if (other == elsewhere_.end()) return false;
        try {
            return to_.mount_blob(as_.name(), d, other->second);
        } catch (const status_error& e) {  // who may not read the other repository sends the blob
            if (!e.is(core::reason::unauthorized) && !e.is(core::reason::forbidden)) throw;
            return false;
        }
    }

    void tell(const oci::descriptor& d, transfer_step step, std::uint64_t done) {
        if (!sink_) return;
        const std::lock_guard lock(mutex_);
        sink_({as_, d.digest, step, done, d.size});
    }

    content& kept_;
    registry::any_registry to_;
    const oci::reference& as_;
    std::map<oci::digest, std::string> elsewhere_;
    const transfer_sink& sink_;
    std::mutex mutex_;
};

}  // namespace slipway::engine::detail
