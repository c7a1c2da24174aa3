// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/any_registry.hpp>

namespace slipway::registry::detail {

/// A call of a registry, named as in the concept.
struct guarded_call {
    std::string_view name{};
    std::string repository{};  ///< empty where it is about none
    bool writes = false;
};

/// A registry that something is asked before each call: it may throw.
class guarded_registry {
public:
    guarded_registry(any_registry inner, std::function<void(const guarded_call&)> before)
        : inner_(std::move(inner)), before_(std::move(before)) {}

    void check() {
        before_({"check", {}, false});
        inner_.check();
    }
    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        before_({"resolve", repository, false});
        return inner_.resolve(repository, selector);
    }
    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        before_({"get_manifest", repository, false});
        return inner_.get_manifest(repository, selector);
    }
    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        before_({"put_manifest", repository, true});
        return inner_.put_manifest(repository, bytes, media_type, tags, algorithm);
    }
    void delete_tag(const std::string& repository, const std::string& tag) {
        before_({"delete_tag", repository, true});
        inner_.delete_tag(repository, tag);
    }
    void delete_manifest(const std::string& repository, const oci::digest& d) {
        before_({"delete_manifest", repository, true});
        inner_.delete_manifest(repository, d);
    }
    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        before_({"stat_blob", repository, false});
        return inner_.stat_blob(repository, d);
    }
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        before_({"read_blob", repository, false});
        return inner_.read_blob(repository, d, range);
    }
    void delete_blob(const std::string& repository, const oci::digest& d) {
        before_({"delete_blob", repository, true});
        inner_.delete_blob(repository, d);
    }
    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string& from) {
        before_({"mount_blob", repository, true});
        return inner_.mount_blob(repository, d, from);
    }
    std::string begin_upload(const std::string& repository, oci::digest_algorithm algorithm) {
        before_({"begin_upload", repository, true});
        return inner_.begin_upload(repository, algorithm);
    }
    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        before_({"write_upload", repository, true});
        return inner_.write_upload(repository, id, offset, bytes);
    }
    std::uint64_t upload_status(const std::string& repository, const std::string& id) {
        before_({"upload_status", repository, true});
        return inner_.upload_status(repository, id);
    }
    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d) {
        before_({"commit_upload", repository, true});
        inner_.commit_upload(repository, id, d);
    }
    void cancel_upload(const std::string& repository, const std::string& id) {
        before_({"cancel_upload", repository, true});
        inner_.cancel_upload(repository, id);
    }
    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        before_({"tags", repository, false});
        return inner_.tags(repository, last, count);
    }
    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        before_({"repositories", {}, false});
        return inner_.repositories(last, count);
    }
    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type) {
        before_({"referrers", repository, false});
        return inner_.referrers(repository, d, artifact_type);
    }

private:
    any_registry inner_;
    std::function<void(const guarded_call&)> before_;
};

static_assert(registry<guarded_registry>);

}  // namespace slipway::registry::detail
