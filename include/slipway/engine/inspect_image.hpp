// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>

#include <slipway/engine/images.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/value.hpp>

namespace slipway::engine {

/// All that is known of an image, in the form of Docker's API (Engine API, ImageInspect). What its
/// configuration has in `config` stands there as it came. Throws `status_error`.
inline json::value inspect(const images& all, const runtime::image& image) {
    const oci::image_config& config = image.config;
    json::value tags = json::value::array(), digests = json::value::array(),
                layers = json::value::array();
    for (const oci::reference& name : all.names_of(image.id)) {
        if (!images::untagged(name)) tags.push_back(name.familiar());
        if (images::nameless(name)) continue;
        const auto named = all.store().find(name);
        json::value digest = name.with_digest(named ? named->manifest : image.manifest).familiar();
        if (std::find(digests.begin(), digests.end(), digest) == digests.end())
            digests.push_back(std::move(digest));
    }
    for (const oci::digest& d : config.diff_ids) layers.push_back(d.str());
    const json::value whole = oci::to_json(config);
    json::value made{{"Id", image.id.str()},
                     {"RepoTags", std::move(tags)},
                     {"RepoDigests", std::move(digests)},
                     {"Comment", config.history.empty() ? "" : config.history.back().comment},
                     {"Created", config.created},
                     {"Author", config.author},
                     {"Architecture", config.platform.architecture},
                     {"Os", config.platform.os},
                     {"Size", image.size},
                     {"RootFS", {{"Type", "layers"}, {"Layers", std::move(layers)}}},
                     {"Descriptor", {{"digest", image.chosen.str()}}}};
    if (!config.platform.variant.empty()) made["Variant"] = config.platform.variant;
    try {
        made["Config"] = json::read(all.document(image.id)).value("config", json::value::object());
    } catch (const status_error& e) {  // it came before its content was kept
        if (!e.is(core::reason::not_found)) throw;
        made["Config"] = whole.at("config");
    }
    return made;
}

}  // namespace slipway::engine
