// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// Errors of the compiler, each with one of the functions that `R` lacks, or has with other types,
/// to be a registry. Whether it is one.
template <class R>
constexpr bool check_registry() {
    using std::same_as;
    using text = const std::string&;
    static_assert(
        requires(R& r) {
            { r.check() } -> same_as<void>;
        }, "a registry has void check()");
    static_assert(
        requires(R& r, text t) {
            { r.resolve(t, t) } -> same_as<oci::descriptor>;
        },
        "a registry has oci::descriptor resolve(const std::string& repository, const std::string& selector)");
    static_assert(
        requires(R& r, text t) {
            { r.get_manifest(t, t) } -> same_as<stored_manifest>;
        },
        "a registry has stored_manifest get_manifest(const std::string& repository, const std::string& selector)");
    static_assert(
        requires(R& r, text t, std::string_view bytes, const std::vector<std::string>& tags) {
            { r.put_manifest(t, bytes, t, tags) } -> same_as<put_result>;
        },
        "a registry has put_result put_manifest(const std::string& repository, std::string_view bytes, const std::string& media_type, const std::vector<std::string>& tags), and a fifth parameter with a default");
    static_assert(
        requires(R& r, text t, std::string_view bytes, const std::vector<std::string>& tags) {
            {
                r.put_manifest(t, bytes, t, tags, oci::digest_algorithm::sha512)
            } -> same_as<put_result>;
        },
        "a registry's put_manifest has a fifth parameter: oci::digest_algorithm = oci::digest_algorithm::sha256");
    static_assert(
        requires(R& r, text t) {
            { r.delete_tag(t, t) } -> same_as<void>;
        }, "a registry has void delete_tag(const std::string& repository, const std::string& tag)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.delete_manifest(t, d) } -> same_as<void>;
        },
        "a registry has void delete_manifest(const std::string& repository, const oci::digest&)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.stat_blob(t, d) } -> same_as<std::optional<std::uint64_t>>;
        },
        "a registry has std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest&)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.read_blob(t, d) } -> same_as<oci::byte_source>;
        },
        "a registry has oci::byte_source read_blob(const std::string& repository, const oci::digest&), for the whole");
    static_assert(
        requires(R& r, text t, const oci::digest& d, byte_range range) {
            { r.read_blob(t, d, range) } -> same_as<oci::byte_source>;
        },
        "a registry has oci::byte_source read_blob(const std::string& repository, const oci::digest&, byte_range)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.delete_blob(t, d) } -> same_as<void>;
        }, "a registry has void delete_blob(const std::string& repository, const oci::digest&)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.mount_blob(t, d, t) } -> same_as<bool>;
        },
        "a registry has bool mount_blob(const std::string& repository, const oci::digest&, const std::string& from)");
    static_assert(
        requires(R& r, text t) {
            { r.begin_upload(t, oci::digest_algorithm::sha256) } -> same_as<std::string>;
        },
        "a registry has std::string begin_upload(const std::string& repository, oci::digest_algorithm)");
    static_assert(
        requires(R& r, text t, std::uint64_t offset, std::string_view bytes) {
            { r.write_upload(t, t, offset, bytes) } -> same_as<std::uint64_t>;
        },
        "a registry has std::uint64_t write_upload(const std::string& repository, const std::string& id, std::uint64_t offset, std::string_view bytes)");
    static_assert(
        requires(R& r, text t) {
            { r.upload_status(t, t) } -> same_as<std::uint64_t>;
        },
        "a registry has std::uint64_t upload_status(const std::string& repository, const std::string& id)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.commit_upload(t, t, d) } -> same_as<void>;
        },
        "a registry has void commit_upload(const std::string& repository, const std::string& id, const oci::digest&)");
    static_assert(
        requires(R& r, text t) {
            { r.cancel_upload(t, t) } -> same_as<void>;
        },
        "a registry has void cancel_upload(const std::string& repository, const std::string& id)");
    static_assert(
        requires(R& r, text t, std::size_t count) {
            { r.tags(t, t, count) } -> same_as<std::vector<std::string>>;
        },
        "a registry has std::vector<std::string> tags(const std::string& repository, const std::string& last, std::size_t count)");
    static_assert(
        requires(R& r, text t, std::size_t count) {
            { r.repositories(t, count) } -> same_as<std::vector<std::string>>;
        },
        "a registry has std::vector<std::string> repositories(const std::string& last, std::size_t count)");
    static_assert(
        requires(R& r, text t, const oci::digest& d) {
            { r.referrers(t, d, t) } -> same_as<std::vector<oci::descriptor>>;
        },
        "a registry has std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest&, const std::string& artifact_type)");
    return registry<R>;
}

}  // namespace slipway::registry
