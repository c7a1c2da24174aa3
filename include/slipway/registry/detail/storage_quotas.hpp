// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/oci/manifest.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/detail/server_error.hpp>
#include <slipway/registry/server_options.hpp>

namespace slipway::registry::detail {

/// Keeps repositories within their quotas. What counts is what their tags lead to, each blob once,
/// and what has been pushed in the last hour, which may not have a tag yet.
class storage_quotas {
public:
    storage_quotas(any_registry storage, const std::vector<storage_quota>& quotas)
        : storage_(std::move(storage)) {
        for (const storage_quota& q : quotas) all_.push_back({q, {}, {}, false});
    }

    /// Throws forbidden where `more` bytes do not fit. Counts anew before it does, since much may
    /// have been deleted.
    void require(const std::string& repository, std::uint64_t more) {
        std::lock_guard lock(mutex_);
        for (account& each : all_) {
            if (!fits(repository, each.quota.repositories)) continue;
            if (!each.counted) count(each);
            if (room(each, more)) continue;
            count(each);
            if (!room(each, more))
                throw protocol_error(core::reason::forbidden, 403, "DENIED",
                                     "the quota of " + std::to_string(each.quota.bytes) +
                                         " bytes for " + each.quota.repositories + " is used up");
        }
    }
    /// `d` has come.
    void add(const std::string& repository, const oci::digest& d, std::uint64_t size) {
        std::lock_guard lock(mutex_);
        for (account& each : all_)
            if (fits(repository, each.quota.repositories)) each.recent[d] = {size, clock::now()};
    }

private:
    using clock = std::chrono::steady_clock;
    struct arrival {
        std::uint64_t size = 0;
        clock::time_point when{};
    };
    struct account {
        storage_quota quota{};
        std::map<oci::digest, std::uint64_t> held{};  ///< what tags led to when it was counted
        std::map<oci::digest, arrival> recent{};
        bool counted = false;
    };

    static bool room(const account& a, std::uint64_t more) {
        std::uint64_t used = 0;
        for (const auto& [d, size] : a.held) used += size;
        for (const auto& [d, each] : a.recent)
            if (!a.held.contains(d)) used += each.size;
        return used <= a.quota.bytes && more <= a.quota.bytes - used;
    }
    void count(account& a) {
        a.held.clear();
        a.counted = true;
        std::erase_if(a.recent, [&](const auto& each) {
            return each.second.when < clock::now() - std::chrono::hours(1);
        });
        for (std::string last;;) {
            const auto names = storage_.repositories(last, 1000);
            if (names.empty()) break;
            for (const std::string& name : names)
                if (fits(name, a.quota.repositories)) count_repository(a, name);
            last = names.back();
        }
        std::erase_if(a.recent, [&](const auto& each) {
            return !storage_.stat_blob("any", each.first) && !a.held.contains(each.first);
        });
    }
    void count_repository(account& a, const std::string& name) {
        try {
            for (std::string last;;) {
                const auto tags = storage_.tags(name, last, 1000);
                if (tags.empty()) return;
                for (const std::string& tag : tags) count_manifest(a, name, tag, 0);
                last = tags.back();
            }
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;  // deleted meanwhile
        }
    }
    void count_manifest(account& a, const std::string& name, const std::string& selector,
                        int depth) {
        const stored_manifest m = storage_.get_manifest(name, selector);
        if (depth > 8 || !a.held.emplace(m.descriptor.digest, m.descriptor.size).second) return;
        const auto parsed = oci::parse_manifest(m.bytes, m.descriptor.media_type);
        if (const auto* image = std::get_if<oci::manifest>(&parsed)) {
            a.held.emplace(image->config.digest, image->config.size);
            for (const oci::descriptor& layer : image->layers)
                a.held.emplace(layer.digest, layer.size);
            return;
        }
        for (const oci::descriptor& each : std::get<oci::index>(parsed).manifests)
            count_manifest(a, name, each.digest.str(), depth + 1);
    }

    any_registry storage_;
    std::mutex mutex_;
    std::vector<account> all_;
};

}  // namespace slipway::registry::detail
