// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/registry/concepts.hpp>
#include <slipway/registry/http_options.hpp>

namespace slipway::registry {

/// Images in registries elsewhere, by the distribution protocol (OCI distribution spec 1.1). The
/// host of a repository's name is asked: `registry.example.com/shop/web`; `docker.io` is Docker
/// Hub.
///
/// Guarantees: passwords and tokens go to the host that they are for and to the token server that
/// it names, over TLS or loopback, and stand in no message. Blobs that are broken off are read on
/// from where they ended, uploads too. A registry that asks for patience gets it. What was read is
/// not verified: see `oci::verified`; manifests are.
class http_registry {
public:
    explicit http_registry(http_registry_options options = {});

    void check();
    oci::descriptor resolve(const std::string& repository, const std::string& selector);
    stored_manifest get_manifest(const std::string& repository, const std::string& selector);
    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256);
    /// Throws method_not_allowed where the registry cannot.
    void delete_tag(const std::string& repository, const std::string& tag);
    void delete_manifest(const std::string& repository, const oci::digest& d);
    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d);
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {});
    void delete_blob(const std::string& repository, const oci::digest& d);
    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string& from);
    std::string begin_upload(const std::string& repository, oci::digest_algorithm algorithm);
    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes);
    std::uint64_t upload_status(const std::string& repository, const std::string& id);
    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d);
    void cancel_upload(const std::string& repository, const std::string& id);
    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count);
    std::vector<std::string> repositories(const std::string& last, std::size_t count);
    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type);

private:
    struct state;
    std::shared_ptr<state> state_;
};

static_assert(registry<http_registry>);

}  // namespace slipway::registry

#ifndef SLIPWAY_COMPILED
#include <slipway/registry/detail/http.hpp>
#endif
