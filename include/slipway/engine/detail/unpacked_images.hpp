// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/random.hpp>
#include <slipway/engine/detail/build_content.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/runtime/image_store.hpp>

namespace slipway::engine::detail {

/// Images on the way, unpacked for those who look into them or run on them.
class unpacked_images {
public:
    unpacked_images(build_content& content, const std::filesystem::path& root,
                    const oci::platform& machine)
        : content_(content), store_(root, {.platform = machine}) {}
    unpacked_images(const unpacked_images&) = delete;
    ~unpacked_images() {
        holds_.clear();
        for (const auto& [id, image] : made_) {
            if (image.layers.empty()) continue;
            try {
                store_.remove(image.reference);
                content_.registry().delete_manifest(repository_, image.reference.digest());
            } catch (const status_error&) {  // a name that stays costs room, no more
            }
        }
    }

    const runtime::image& of(const build_image& image) {
        const oci::digest id = oci::digest_of(oci::write(image.config));
        if (const auto at = made_.find(id); at != made_.end()) return at->second;
        if (image.layers.empty())
            return made_[id] = runtime::image{.id = id, .config = image.config};
        const auto reference = oci::reference::parse(
            repository_ + '@' + content_.put(image, repository_, {}).digest.str());
        runtime::image pulled = store_.pull(reference, content_.registry());
        holds_.push_back(store_.hold(pulled));
        return made_[id] = std::move(pulled);
    }

private:
    /// no other build's
    const std::string repository_ = "localhost/slipway/build-" + core::random_source().suffix(12);
    build_content& content_;
    runtime::image_store store_;
    std::map<oci::digest, runtime::image> made_;
    std::vector<runtime::image_hold> holds_;
};

}  // namespace slipway::engine::detail
