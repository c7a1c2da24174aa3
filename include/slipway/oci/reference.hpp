// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <slipway/core/status.hpp>
#include <slipway/oci/detail/reference_grammar.hpp>
#include <slipway/oci/digest.hpp>

namespace slipway::oci {

/// Whether `name` can be a repository's: a path, with or without a registry's host before it.
inline bool valid_repository(std::string_view name) { return detail::valid_repository(name); }
/// Whether `tag` can be a tag (distribution spec, "Pulling manifests").
inline bool valid_tag(std::string_view tag) { return detail::valid_tag(tag); }

/// Where an image is: `registry.example.com/shop/web:1.4.2`. Docker's short names are understood:
/// `busybox` is `docker.io/library/busybox:latest` (grammar and short names: distribution, package
/// reference).
class reference {
public:
    /// Throws `status_error` (invalid), which says what is wrong with `text`.
    static reference parse(std::string_view text) {
        const std::string error =
            "\"" + std::string(text.substr(0, 300)) + "\" is not an image reference: ";
        const auto refuse = [&](std::string_view why) -> status_error {
            return status_error(core::reason::invalid, error + std::string(why));
        };
        reference made;
        std::string_view rest = text;
        if (const auto at = rest.find('@'); at != std::string_view::npos) {
            const auto d = oci::digest::try_parse(rest.substr(at + 1));
            if (!d)
                throw refuse(
                    "what follows @ must be a digest such as sha256: with 64 hexadecimal digits");
            made.digest_ = *d;
            rest = rest.substr(0, at);
        }
        const auto slash = rest.rfind('/');
        if (const auto colon = rest.rfind(':');
            colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
            made.tag_ = std::string(rest.substr(colon + 1));
            if (!detail::valid_tag(made.tag_))
                throw refuse(
                    "a tag is 1 to 128 letters, digits, '_', '.' and '-', and does not start with '.' or '-'");
            rest = rest.substr(0, colon);
        }
        if (detail::looks_like_image_id(rest))
            throw refuse("64 hexadecimal digits would be taken for an image id");
        const auto [registry, path] = detail::split_name(rest);
        made.registry_ = registry;
        made.path_ = path;
        if (const std::string why = detail::why_bad_name(registry, path); !why.empty())
            throw refuse(why);
        if (made.tag_.empty() && made.digest_.empty()) made.tag_ = "latest";
        return made;
    }

    static std::optional<reference> try_parse(std::string_view text) {
        try {
            return parse(text);
        } catch (const status_error&) {
            return std::nullopt;
        }
    }

    reference() = default;

    /// Host and port of the registry: `docker.io`, `localhost:5000`.
    const std::string& registry() const noexcept { return registry_; }
    /// The repository within its registry: `library/busybox`.
    const std::string& path() const noexcept { return path_; }
    /// Registry and path: `docker.io/library/busybox`. This is what registries here take as the
    /// repository's name.
    std::string name() const { return registry_ + "/" + path_; }
    /// Empty when the reference has only a digest.
    const std::string& tag() const noexcept { return tag_; }
    /// `empty()` when the reference has only a tag.
    const oci::digest& digest() const noexcept { return digest_; }
    /// What picks the manifest in its repository: the digest if there is one, otherwise the tag.
    const std::string& selector() const noexcept { return digest_.empty() ? tag_ : digest_.str(); }

    /// In full: `docker.io/library/busybox:latest`.
    std::string str() const { return name() + suffix(); }
    /// As people write it: `busybox:latest`.
    std::string familiar() const {
        if (registry_ != "docker.io") return str();
        return (path_.starts_with("library/") ? path_.substr(8) : path_) + suffix();
    }

    /// The same repository, another tag, no digest. Throws `status_error` (invalid) for a bad tag.
    reference with_tag(std::string_view tag) const {
        return parse(name() + ":" + std::string(tag));
    }
    /// The same repository, this digest, no tag.
    reference with_digest(const oci::digest& d) const { return parse(name() + "@" + d.str()); }

    friend bool operator==(const reference&, const reference&) = default;
    friend std::strong_ordering operator<=>(const reference& a, const reference& b) {
        return a.str() <=> b.str();
    }

private:
    std::string suffix() const {
        return (tag_.empty() ? "" : ":" + tag_) + (digest_.empty() ? "" : "@" + digest_.str());
    }

    std::string registry_;
    std::string path_;
    std::string tag_;
    oci::digest digest_;
};

}  // namespace slipway::oci
