// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// Errors of the compiler, each with one of the functions that `R` lacks, or has with other types,
/// to be a registry. Whether it is one.
template <class R>
constexpr bool check_registry() {
    static_assert(has::check<R>, "a registry has void check()");
    static_assert(
        has::resolve<R>,
        "a registry has oci::descriptor resolve(const std::string& repository, const std::string& selector)");
    static_assert(
        has::get_manifest<R>,
        "a registry has stored_manifest get_manifest(const std::string& repository, const std::string& selector)");
    static_assert(
        has::put_manifest<R>,
        "a registry has put_result put_manifest(const std::string& repository, std::string_view bytes, const std::string& media_type, const std::vector<std::string>& tags), and a fifth parameter with a default");
    static_assert(
        has::put_manifest_by<R>,
        "a registry's put_manifest has a fifth parameter: oci::digest_algorithm = oci::digest_algorithm::sha256");
    static_assert(
        has::delete_tag<R>,
        "a registry has void delete_tag(const std::string& repository, const std::string& tag)");
    static_assert(
        has::delete_manifest<R>,
        "a registry has void delete_manifest(const std::string& repository, const oci::digest&)");
    static_assert(
        has::stat_blob<R>,
        "a registry has std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest&)");
    static_assert(
        has::read_blob<R>,
        "a registry has oci::byte_source read_blob(const std::string& repository, const oci::digest&), for the whole");
    static_assert(
        has::read_part<R>,
        "a registry has oci::byte_source read_blob(const std::string& repository, const oci::digest&, byte_range)");
    static_assert(
        has::delete_blob<R>,
        "a registry has void delete_blob(const std::string& repository, const oci::digest&)");
    static_assert(
        has::mount_blob<R>,
        "a registry has bool mount_blob(const std::string& repository, const oci::digest&, const std::string& from)");
    static_assert(
        has::begin_upload<R>,
        "a registry has std::string begin_upload(const std::string& repository, oci::digest_algorithm)");
    static_assert(
        has::write_upload<R>,
        "a registry has std::uint64_t write_upload(const std::string& repository, const std::string& id, std::uint64_t offset, std::string_view bytes)");
    static_assert(
        has::upload_status<R>,
        "a registry has std::uint64_t upload_status(const std::string& repository, const std::string& id)");
    static_assert(
        has::commit_upload<R>,
        "a registry has void commit_upload(const std::string& repository, const std::string& id, const oci::digest&)");
    static_assert(
        has::cancel_upload<R>,
        "a registry has void cancel_upload(const std::string& repository, const std::string& id)");
    static_assert(
        has::tags<R>,
        "a registry has std::vector<std::string> tags(const std::string& repository, const std::string& last, std::size_t count)");
    static_assert(
        has::repositories<R>,
        "a registry has std::vector<std::string> repositories(const std::string& last, std::size_t count)");
    static_assert(
        has::referrers<R>,
        "a registry has std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest&, const std::string& artifact_type)");
    return registry<R>;
}

}  // namespace slipway::registry
