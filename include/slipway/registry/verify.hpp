// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/oci/manifest.hpp>
#include <slipway/oci/media_type.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// Something that a registry lacks, or has with other content than it says.
struct damage {
    std::string repository{};
    std::string tag{};
    oci::digest digest{};  ///< of what is damaged; `empty()`: of the tag itself
    std::string what{};    ///< a sentence
};

struct verify_result {
    std::vector<damage> found{};
    std::size_t manifests = 0;  ///< that were read, each once per repository
    std::size_t blobs = 0;      ///< that were read, each once
    std::uint64_t bytes = 0;
};

namespace detail {

template <registry R>
class verification {
public:
    explicit verification(R& r) : registry_(r) {}

    void repository(const std::string& name) {
        manifests_.clear();
        for (std::string last;;) {
            const auto tags = registry_.tags(name, last, 1000);
            if (tags.empty()) return;
            for (const std::string& tag : tags) {
                at_ = {.repository = name, .tag = tag, .digest = {}, .what = {}};
                manifest(tag, {}, 0);
            }
            last = tags.back();
        }
    }
    verify_result result() && { return std::move(result_); }

private:
    void damaged(const oci::digest& d, std::string what) {
        damage made = at_;
        made.digest = d;
        made.what = std::move(what);
        result_.found.push_back(std::move(made));
    }
    /// `said`: what lists it, if something does.
    void manifest(const std::string& selector, const oci::digest& said, int depth) {
        if (depth > 8) return damaged(said, "an index nests deeper than 8 levels");
        try {
            const stored_manifest m = registry_.get_manifest(at_.repository, selector);
            const oci::digest& d = said.empty() ? m.descriptor.digest : said;
            if (!manifests_.insert(d).second) return;
            ++result_.manifests;
            if (const auto actual = oci::digest_of(m.bytes, d.algorithm()); actual != d)
                return damaged(d, "the manifest has other content: its digest is " + actual.str());
            const auto parsed = oci::parse_manifest(m.bytes, m.descriptor.media_type);
            if (const auto* image = std::get_if<oci::manifest>(&parsed)) {
                blob(image->config);
                for (const oci::descriptor& layer : image->layers) blob(layer);
                return;
            }
            for (const oci::descriptor& each : std::get<oci::index>(parsed).manifests)
                manifest(each.digest.str(), each.digest, depth + 1);
        } catch (const status_error& e) {
            if (e.retryable()) throw;
            damaged(said, e.message());
        }
    }
    void blob(const oci::descriptor& d) {
        if (oci::media_type::is_foreign_layer(d.media_type) || !blobs_.insert(d.digest).second)
            return;
        ++result_.blobs;
        try {
            oci::drain(
                oci::verified(registry_.read_blob(at_.repository, d.digest), d.digest, d.size),
                [&](std::string_view part) { result_.bytes += part.size(); });
        } catch (const status_error& e) {
            if (e.retryable()) throw;
            damaged(d.digest, e.message());
        }
    }

    R& registry_;
    damage at_{};
    std::set<oci::digest> manifests_, blobs_;
    verify_result result_;
};

}  // namespace detail

/// Reads all that the tags of a repository lead to, and checks that it is there and what its digest
/// says. Throws `status_error` where the registry cannot be asked.
template <registry R>
verify_result verify(R& r, const std::string& repository) {
    detail::verification<R> v(r);
    v.repository(repository);
    return std::move(v).result();
}

/// The same for all repositories; blobs that several share are read once.
template <registry R>
verify_result verify(R& r) {
    detail::verification<R> v(r);
    for (std::string last;;) {
        const auto names = r.repositories(last, 1000);
        if (names.empty()) return std::move(v).result();
        for (const std::string& name : names) v.repository(name);
        last = names.back();
    }
}

}  // namespace slipway::registry
