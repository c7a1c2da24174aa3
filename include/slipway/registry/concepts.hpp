// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/digest.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/registry/types.hpp>

namespace slipway::registry {

/// What a registry has, function by function, so that `check_registry` can say which one is
/// missing.
namespace has {

/// Throws if it cannot be reached, or refuses the credentials.
template <class R>
concept check = requires(R& r) {
    { r.check() } -> std::same_as<void>;
};
template <class R>
concept resolve = requires(R& r, const std::string& repository, const std::string& selector) {
    { r.resolve(repository, selector) } -> std::same_as<oci::descriptor>;
};
template <class R>
concept get_manifest = requires(R& r, const std::string& repository, const std::string& selector) {
    { r.get_manifest(repository, selector) } -> std::same_as<stored_manifest>;
};
/// Idempotent. All that the manifest points to, but its subject and foreign layers, must be there:
/// else invalid. Its digest is of sha256 unless another algorithm is given.
template <class R>
concept put_manifest = requires(R& r, const std::string& repository, const std::string& media_type,
                                std::string_view bytes, const std::vector<std::string>& tags) {
    { r.put_manifest(repository, bytes, media_type, tags) } -> std::same_as<put_result>;
};
template <class R>
concept put_manifest_by =
    requires(R& r, const std::string& repository, const std::string& media_type,
             std::string_view bytes, const std::vector<std::string>& tags) {
        {
            r.put_manifest(repository, bytes, media_type, tags, oci::digest_algorithm::sha512)
        } -> std::same_as<put_result>;
    };
/// The manifest stays. Idempotent.
template <class R>
concept delete_tag = requires(R& r, const std::string& repository, const std::string& tag) {
    { r.delete_tag(repository, tag) } -> std::same_as<void>;
};
/// With all its tags. Idempotent; the blobs stay.
template <class R>
concept delete_manifest = requires(R& r, const std::string& repository, const oci::digest& d) {
    { r.delete_manifest(repository, d) } -> std::same_as<void>;
};
/// Its size in bytes.
template <class R>
concept stat_blob = requires(R& r, const std::string& repository, const oci::digest& d) {
    { r.stat_blob(repository, d) } -> std::same_as<std::optional<std::uint64_t>>;
};
/// The whole, or a part; a range that starts behind the end throws invalid with code 416.
template <class R>
concept read_blob = requires(R& r, const std::string& repository, const oci::digest& d) {
    { r.read_blob(repository, d) } -> std::same_as<oci::byte_source>;
};
template <class R>
concept read_part =
    requires(R& r, const std::string& repository, const oci::digest& d, byte_range range) {
        { r.read_blob(repository, d, range) } -> std::same_as<oci::byte_source>;
    };
template <class R>
concept delete_blob = requires(R& r, const std::string& repository, const oci::digest& d) {
    { r.delete_blob(repository, d) } -> std::same_as<void>;
};
/// Makes a blob of another repository (empty: of any) one of this; false if it is not there.
template <class R>
concept mount_blob =
    requires(R& r, const std::string& repository, const std::string& from, const oci::digest& d) {
        { r.mount_blob(repository, d, from) } -> std::same_as<bool>;
    };
/// Upload: begin, write in order, commit. Nothing is visible before the commit, which checks the
/// digest; it is best of the algorithm that the upload was begun for, but may be of another one.
template <class R>
concept begin_upload = requires(R& r, const std::string& repository) {
    { r.begin_upload(repository, oci::digest_algorithm::sha256) } -> std::same_as<std::string>;
};
/// `offset` must be where the upload stands (else invalid with code 416); gives where it stands
/// then.
template <class R>
concept write_upload = requires(R& r, const std::string& repository, const std::string& id,
                                std::uint64_t offset, std::string_view bytes) {
    { r.write_upload(repository, id, offset, bytes) } -> std::same_as<std::uint64_t>;
};
template <class R>
concept upload_status = requires(R& r, const std::string& repository, const std::string& id) {
    { r.upload_status(repository, id) } -> std::same_as<std::uint64_t>;
};
/// Ends the upload, also where it throws.
template <class R>
concept commit_upload =
    requires(R& r, const std::string& repository, const std::string& id, const oci::digest& d) {
        { r.commit_upload(repository, id, d) } -> std::same_as<void>;
    };
template <class R>
concept cancel_upload = requires(R& r, const std::string& repository, const std::string& id) {
    { r.cancel_upload(repository, id) } -> std::same_as<void>;
};
/// Sorted, after `selector` (empty: from the first), at most `count`.
template <class R>
concept tags =
    requires(R& r, const std::string& repository, const std::string& last, std::size_t count) {
        { r.tags(repository, last, count) } -> std::same_as<std::vector<std::string>>;
    };
template <class R>
concept repositories = requires(R& r, const std::string& last, std::size_t count) {
    { r.repositories(last, count) } -> std::same_as<std::vector<std::string>>;
};
/// Manifests of this repository whose subject is `digest`; with a selector, only those of that
/// artifact type.
template <class R>
concept referrers = requires(R& r, const std::string& repository, const std::string& artifact_type,
                             const oci::digest& d) {
    { r.referrers(repository, d, artifact_type) } -> std::same_as<std::vector<oci::descriptor>>;
};

}  // namespace has

/// A place that keeps images: repositories of manifests under tags, and the blobs that they consist
/// of.
///
/// A repository's name is a path, mostly with the registry's host before it
/// (`oci::reference::name()`), so that one registry can stand for many hosts. `selector` is a tag
/// or a digest in text form. All calls may come from several threads at once. They throw
/// `status_error`: not_found, bad_request (malformed names), invalid (content that is not what its
/// digest, size or type say), service_unavailable. Blobs are kept once per digest and may be read
/// through every repository. A repository is there while it has a manifest. Rules: OCI distribution
/// spec 1.1; `rules.hpp` has what all backends check. `check_registry` (`check_registry.hpp`) says
/// what one lacks; the laws that it must hold to are a suite of tests (docs/registry.md, "A
/// registry of your own").
template <class R>
concept registry =
    has::check<R> && has::resolve<R> && has::get_manifest<R> && has::put_manifest<R> &&
    has::put_manifest_by<R> && has::delete_tag<R> && has::delete_manifest<R> && has::stat_blob<R> &&
    has::read_blob<R> && has::read_part<R> && has::delete_blob<R> && has::mount_blob<R> &&
    has::begin_upload<R> && has::write_upload<R> && has::upload_status<R> &&
    has::commit_upload<R> && has::cancel_upload<R> && has::tags<R> && has::repositories<R> &&
    has::referrers<R>;

/// The smallest model: holds nothing and takes nothing.
struct registry_archetype {
    [[noreturn]] static void refuse() {
        throw status_error(core::reason::not_found, "this registry is empty and takes nothing");
    }
    void check() {}
    oci::descriptor resolve(const std::string&, const std::string&) { refuse(); }
    stored_manifest get_manifest(const std::string&, const std::string&) { refuse(); }
    put_result put_manifest(const std::string&, std::string_view, const std::string&,
                            const std::vector<std::string>&,
                            oci::digest_algorithm = oci::digest_algorithm::sha256) {
        refuse();
    }
    void delete_tag(const std::string&, const std::string&) {}
    void delete_manifest(const std::string&, const oci::digest&) {}
    std::optional<std::uint64_t> stat_blob(const std::string&, const oci::digest&) {
        return std::nullopt;
    }
    oci::byte_source read_blob(const std::string&, const oci::digest&, byte_range = {}) {
        refuse();
    }
    void delete_blob(const std::string&, const oci::digest&) {}
    bool mount_blob(const std::string&, const oci::digest&, const std::string&) { return false; }
    std::string begin_upload(const std::string&, oci::digest_algorithm) { refuse(); }
    std::uint64_t write_upload(const std::string&, const std::string&, std::uint64_t,
                               std::string_view) {
        refuse();
    }
    std::uint64_t upload_status(const std::string&, const std::string&) { refuse(); }
    void commit_upload(const std::string&, const std::string&, const oci::digest&) { refuse(); }
    void cancel_upload(const std::string&, const std::string&) {}
    std::vector<std::string> tags(const std::string&, const std::string&, std::size_t) {
        return {};
    }
    std::vector<std::string> repositories(const std::string&, std::size_t) { return {}; }
    std::vector<oci::descriptor> referrers(const std::string&, const oci::digest&,
                                           const std::string&) {
        return {};
    }
};

static_assert(registry<registry_archetype>);

}  // namespace slipway::registry
