// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// A registry over another one: what the upper has is read there, all else from the lower, which is
/// never written to. So images that were made here stand beside those of a registry elsewhere.
class overlaid_registry {
    template <class Read>
    auto either(Read read) {
        try {
            return read(upper_);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
        }
        return read(lower_);
    }

public:
    overlaid_registry(any_registry upper, any_registry lower)
        : upper_(std::move(upper)), lower_(std::move(lower)) {}

    void check() {
        upper_.check();
        lower_.check();
    }
    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        return either([&](any_registry& r) { return r.resolve(repository, selector); });
    }
    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        return either([&](any_registry& r) { return r.get_manifest(repository, selector); });
    }
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        return either([&](any_registry& r) { return r.read_blob(repository, d, range); });
    }
    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        const auto upper = known(upper_, repository, last, count),
                   lower = known(lower_, repository, last, count);
        if (!upper && !lower)
            throw status_error(core::reason::not_found,
                               "the registry has no repository " + repository);
        return merged(upper.value_or(std::vector<std::string>()),
                      lower.value_or(std::vector<std::string>()), count);
    }
    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        return merged(upper_.repositories(last, count), lower_.repositories(last, count), count);
    }
    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type) {
        auto made = upper_.referrers(repository, d, artifact_type);
        for (oci::descriptor& each : lower_.referrers(repository, d, artifact_type)) {
            const bool known = std::any_of(made.begin(), made.end(), [&](const oci::descriptor& m) {
                return m.digest == each.digest;
            });
            if (!known) made.push_back(std::move(each));
        }
        return made;
    }

    // What writes is for the upper one. Whoever asks for a blob's size wants to know whether it has
    // to be pushed: blobs of the lower have to.
    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        return upper_.stat_blob(repository, d);
    }
    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        return upper_.put_manifest(repository, bytes, media_type, tags, algorithm);
    }
    void delete_tag(const std::string& repository, const std::string& tag) {
        upper_.delete_tag(repository, tag);
    }
    void delete_manifest(const std::string& repository, const oci::digest& d) {
        upper_.delete_manifest(repository, d);
    }
    void delete_blob(const std::string& repository, const oci::digest& d) {
        upper_.delete_blob(repository, d);
    }
    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string& from) {
        return upper_.mount_blob(repository, d, from);
    }
    std::string begin_upload(const std::string& repository, oci::digest_algorithm algorithm) {
        return upper_.begin_upload(repository, algorithm);
    }
    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        return upper_.write_upload(repository, id, offset, bytes);
    }
    std::uint64_t upload_status(const std::string& repository, const std::string& id) {
        return upper_.upload_status(repository, id);
    }
    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d) {
        upper_.commit_upload(repository, id, d);
    }
    void cancel_upload(const std::string& repository, const std::string& id) {
        upper_.cancel_upload(repository, id);
    }

private:
    /// The tags of a repository; nothing where it is not there.
    static std::optional<std::vector<std::string>> known(any_registry& r,
                                                         const std::string& repository,
                                                         const std::string& last,
                                                         std::size_t count) {
        try {
            return r.tags(repository, last, count);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
            return std::nullopt;
        }
    }
    static std::vector<std::string> merged(const std::vector<std::string>& a,
                                           const std::vector<std::string>& b, std::size_t count) {
        std::vector<std::string> all;
        std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
        if (all.size() > count) all.resize(count);
        return all;
    }

    any_registry upper_, lower_;
};

static_assert(registry<overlaid_registry>);

}  // namespace slipway::registry
