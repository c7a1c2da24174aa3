// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/json/write.hpp>
#include <slipway/oci/tar_writer.hpp>

namespace slipway::engine {

namespace detail {

/// The documents of an archive of images.
class archive_documents {
public:
    explicit archive_documents(content& kept) : kept_(kept) {}

    /// `name` may be null.
    void add(const runtime::image& image, const oci::reference* name) {
        if (!kept_.has(image.chosen))
            throw status_error(core::reason::not_found,
                               "the content of " + image.reference.familiar() +
                                   " is not here: pull it again before it is saved");
        const std::string bytes = kept_.document(image.chosen);
        const auto manifest = std::get<oci::manifest>(oci::parse_manifest(bytes));
        oci::descriptor d = oci::describe(bytes, manifest.media_type);
        d.platform = image.config.platform;
        if (name) {
            d.annotations["io.containerd.image.name"] = name->str();
            d.annotations["org.opencontainers.image.ref.name"] = name->str();
        }
        index_.manifests.push_back(d);
        auto& row = rows_[image.chosen];
        if (row.is_null()) row = row_of(manifest);
        if (name) row["RepoTags"].push_back(name->familiar());
        need(d);
        need(manifest.config);
        for (const auto& layer : manifest.layers)
            if (!oci::media_type::is_foreign_layer(layer.media_type)) need(layer);
    }

    void write(const oci::byte_sink& sink) const {
        oci::tar_writer tar(sink);
        tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
        tar.file("index.json", oci::write(index_));
        json::value rows = json::value::array();
        for (const auto& [d, row] : rows_) rows.push_back(row);
        tar.file("manifest.json", json::write(rows));
        for (const auto& [d, size] : blobs_)
            tar.file(path_of(d), size, oci::verified(kept_.read(d), d, size));
        tar.close();
    }

private:
    static std::string path_of(const oci::digest& d) {
        return "blobs/" + std::string(to_string(d.algorithm())) + "/" + std::string(d.hex());
    }
    /// As `docker save` writes it (moby, image/tarexport).
    static json::value row_of(const oci::manifest& m) {
        json::value row{{"Config", path_of(m.config.digest)},
                        {"RepoTags", json::value::array()},
                        {"Layers", json::value::array()}};
        for (const auto& layer : m.layers) row["Layers"].push_back(path_of(layer.digest));
        return row;
    }
    void need(const oci::descriptor& d) { blobs_.emplace(d.digest, d.size); }

    content& kept_;
    oci::index index_;
    std::map<oci::digest, json::value> rows_;
    std::map<oci::digest, std::uint64_t> blobs_;
};

}  // namespace detail

SLIPWAY_INLINE void images::save(const std::vector<std::string>& names_or_ids,
                                 const oci::byte_sink& sink) const {
    const core::file_lock used = content_->use();
    detail::archive_documents made(*content_);
    std::set<std::string> seen;
    for (const std::string& text : names_or_ids) {
        if (!seen.insert(text).second) continue;
        const auto name = oci::reference::try_parse(text);
        const bool by_tag = name && !untagged(*name) && store_.find(*name).has_value();
        made.add(get(text), by_tag ? &*name : nullptr);
    }
    made.write(sink);
}

}  // namespace slipway::engine
