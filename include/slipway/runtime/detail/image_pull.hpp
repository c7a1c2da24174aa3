// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/parallel_for.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/oci/image_config.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/oci/unpack.hpp>
#include <slipway/runtime/detail/image_directory.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::runtime::detail {

/// Where a pull reads from: one repository of some registry.
struct image_origin {
    std::function<std::pair<std::string, oci::descriptor>(const std::string& selector)> manifest;
    std::function<oci::byte_source(const oci::digest&)> blob;
};

/// Brings one image into a store's directory. Nothing of it gets a name here.
class image_pull {
public:
    image_pull(const image_directory& files, const image_origin& origin,
               const oci::reference& reference, const image_store_options& options,
               const pull_progress_sink& progress)
        : files_(files),
          origin_(origin),
          reference_(reference),
          options_(options),
          progress_(progress) {}

    /// Whether anything had to be fetched beside the manifest.
    bool fetched() const noexcept { return fetched_; }

    image_record run() {
        image_record made;
        const oci::manifest m = choose(reference_.selector(), made, 0);
        made.config = m.config.digest;
        const oci::image_config config = fetch_config(m.config);
        if (config.diff_ids.size() != m.layers.size())
            refuse("its configuration lists " + std::to_string(config.diff_ids.size()) +
                   " layers, its manifest " + std::to_string(m.layers.size()));
        for (const auto& layer : m.layers)
            if (!oci::media_type::is_layer(layer.media_type))
                refuse("a layer is of type " + layer.media_type);
        if (!oci::runs_on(config.platform, options_.platform))
            refuse("it is made for " + to_string(config.platform) + ", this machine is " +
                   to_string(options_.platform));
        fetch_layers(m.layers, config.diff_ids);
        return made;
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw status_error(core::reason::invalid,
                           "image " + reference_.familiar() + " cannot be used: " + why);
    }

    oci::manifest choose(const std::string& selector, image_record& made, int depth) {
        if (depth > 4) refuse("its indexes nest too deeply");
        const auto [bytes, said] = origin_.manifest(selector);
        const auto actual = oci::digest_of(bytes, said.digest.algorithm());
        if (actual != said.digest ||
            (selector.find(':') != std::string::npos && actual.str() != selector))
            refuse("the manifest that the registry sent for " + selector +
                   " is not the one that was asked for: its"
                   " digest is " +
                   actual.str());
        const auto parsed = oci::parse_manifest(bytes, said.media_type);
        if (depth == 0) made.manifest = actual;
        made.chosen = actual;
        if (const auto* image = std::get_if<oci::manifest>(&parsed)) return *image;
        return choose(oci::select(std::get<oci::index>(parsed), options_.platform).digest.str(),
                      made, depth + 1);
    }

    oci::image_config fetch_config(const oci::descriptor& d) {
        if (!oci::media_type::is_config(d.media_type))
            refuse("it is no container image, but of type " + d.media_type);
        if (const auto kept = core::read_file(files_.blob(d.digest)))
            return oci::parse_image_config(*kept);
        const std::string bytes =
            oci::read_all(oci::verified(origin_.blob(d.digest), d.digest, d.size), 16 << 20);
        auto config = oci::parse_image_config(bytes);
        replace_file(files_.blob(d.digest), bytes);
        fetched_ = true;
        return config;
    }

    void fetch_layers(const std::vector<oci::descriptor>& layers,
                      const std::vector<oci::digest>& diff_ids) {
        core::parallel_for(layers.size(), options_.parallel_layers,
                           [&](std::size_t i, const std::stop_token& failed) {
                               fetch_layer(layers[i], diff_ids[i], failed);
                           });
    }

    void fetch_layer(const oci::descriptor& d, const oci::digest& diff_id,
                     const std::stop_token& failed) {
        if (!files_.has_layer(diff_id)) {
            // Whoever has the lock unpacks; the others wait for it, and find the layer there.
            const core::file_lock flight(files_.layer_lock(diff_id), LOCK_EX);
            if (!files_.has_layer(diff_id)) {
                unpack_layer(d, diff_id, failed);
                fetched_ = true;
                return;
            }
        }
        report(d, d.size, true);
    }

    void unpack_layer(const oci::descriptor& d, const oci::digest& diff_id,
                      const std::stop_token& failed) {
        const std::filesystem::path work = files_.make_work();
        struct cleaner {
            const std::filesystem::path& path;
            ~cleaner() {
                try {
                    oci::remove_tree(path);
                } catch (
                    const status_error&) {  // what is left is removed when the store is next opened
                }
            }
        } clean{work};
        const oci::byte_source blob = oci::verified(origin_.blob(d.digest), d.digest, d.size);
        std::uint64_t done = 0;
        const oci::byte_source counted = [&](std::span<char> into) {
            if (failed.stop_requested())
                throw status_error(core::reason::service_unavailable,
                                   "another layer could not be pulled");
            const std::size_t n = blob(into);
            done += n;
            report(d, done, false);
            return n;
        };
        oci::unpacked_layer made;
        try {
            made =
                oci::unpack(counted, work / "rootfs",
                            {.limits = options_.limits, .diff_id = diff_id, .reads_ahead = true});
        } catch (const status_error& e) {
            if (!e.is(core::reason::invalid)) throw;
            oci::drain(blob, [](std::string_view) {
            });  // where the blob itself is wrong, that is what to say
            throw;
        }
        replace_file(work / "layer.json",
                     json::value{{"blob", d.digest.str()}, {"bytes", made.bytes}}.dump());
        if (::rename(work.c_str(), files_.layer(diff_id).c_str()) != 0)
            image_files_fail("cannot put a layer in its place");
    }

    void report(const oci::descriptor& d, std::uint64_t done, bool present) {
        if (!progress_) return;
        const std::lock_guard lock(mutex_);
        progress_({reference_, d.digest, done, d.size, present});
    }

    const image_directory& files_;
    const image_origin& origin_;
    const oci::reference& reference_;
    const image_store_options& options_;
    const pull_progress_sink& progress_;
    std::mutex mutex_;
    std::atomic<bool> fetched_ = false;
};

}  // namespace slipway::runtime::detail
