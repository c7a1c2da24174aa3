// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/concepts.hpp>
#include <slipway/registry/detail/aside.hpp>
#include <slipway/registry/detail/byte_parts.hpp>
#include <slipway/registry/detail/checks.hpp>

namespace slipway::registry {

/// Keeps images in memory, each blob once. A blob that is being read stays alive though it is
/// deleted.
class memory_registry {
public:
    void check() {}

    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        return get_manifest(repository, selector).descriptor;
    }

    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        detail::check_repository(repository);
        auto wanted = detail::digest_in(selector);
        std::shared_lock lock(mutex_);
        const auto held = repositories_.find(repository);
        if (held == repositories_.end()) detail::no_manifest(repository, selector);
        if (!wanted) {
            const auto tag = held->second.tags.find(selector);
            if (tag == held->second.tags.end()) detail::no_manifest(repository, selector);
            wanted = tag->second;
        }
        const auto found = held->second.manifests.find(*wanted);
        if (found == held->second.manifests.end()) detail::no_manifest(repository, selector);
        return found->second;
    }
    /// The same where nobody has to be waited for; nothing where that is not so, or there is none.
    std::optional<stored_manifest> manifest_at_hand(const std::string& repository,
                                                    const std::string& selector) {
        auto wanted = detail::digest_in(selector);
        const std::shared_lock lock(mutex_, std::try_to_lock);
        if (!lock) return std::nullopt;
        const auto held = repositories_.find(repository);
        if (held == repositories_.end()) return std::nullopt;
        if (!wanted)
            if (const auto tag = held->second.tags.find(selector); tag != held->second.tags.end())
                wanted = tag->second;
        const auto found =
            wanted ? held->second.manifests.find(*wanted) : held->second.manifests.end();
        if (found == held->second.manifests.end()) return std::nullopt;
        return found->second;
    }

    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        detail::check_repository(repository);
        for (const auto& tag : tags) detail::check_tag(tag);
        const auto parsed = oci::parse_manifest(bytes, media_type);
        stored_manifest stored{oci::describe(bytes, detail::type_of(parsed), algorithm),
                               std::string(bytes)};
        put_result result{.digest = stored.descriptor.digest, .tags = tags};
        if (const auto subject = detail::subject_of(parsed)) result.subject = subject->digest;
        std::unique_lock lock(mutex_);
        detail::check_children(parsed, {[&](const oci::digest& d) { return size_of(d); },
                                        [&](const oci::digest& d) {
                                            const auto held = repositories_.find(repository);
                                            return held != repositories_.end() &&
                                                   held->second.manifests.count(d) != 0;
                                        }});
        auto& held = repositories_[repository];
        held.manifests.insert_or_assign(result.digest, std::move(stored));
        for (const auto& tag : tags) held.tags.insert_or_assign(tag, result.digest);
        return result;
    }

    void delete_tag(const std::string& repository, const std::string& tag) {
        detail::check_repository(repository);
        detail::check_tag(tag);
        std::unique_lock lock(mutex_);
        if (const auto held = repositories_.find(repository); held != repositories_.end())
            held->second.tags.erase(tag);
    }

    void delete_manifest(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        std::unique_lock lock(mutex_);
        const auto held = repositories_.find(repository);
        if (held == repositories_.end()) return;
        held->second.manifests.erase(d);
        std::erase_if(held->second.tags, [&](const auto& tag) { return tag.second == d; });
        if (held->second.manifests.empty()) repositories_.erase(held);
    }

    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        std::shared_lock lock(mutex_);
        return size_of(d);
    }

    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        detail::check_repository(repository);
        std::shared_lock lock(mutex_);
        const auto found = blobs_.find(d);
        if (found == blobs_.end()) detail::no_blob(d);
        return detail::byte_parts::read(found->second, range.offset,
                                        detail::length_of(range, found->second->size()));
    }

    /// A small blob, where nobody has to be waited for; nothing where that is not so, or there is
    /// none.
    std::optional<std::string> blob_at_hand(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        const std::shared_lock lock(mutex_, std::try_to_lock);
        const auto found = lock ? blobs_.find(d) : blobs_.end();
        if (found == blobs_.end() || found->second->size() > detail::most_small) return {};
        return oci::read_all(detail::byte_parts::read(found->second, 0, detail::most_small),
                             detail::most_small);
    }

    void delete_blob(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        std::unique_lock lock(mutex_);
        blobs_.erase(d);
    }

    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string&) {
        return stat_blob(repository, d).has_value();
    }

    std::string begin_upload(const std::string& repository, oci::digest_algorithm a) {
        detail::check_repository(repository);
        std::unique_lock lock(mutex_);
        const std::string id = "upload-" + std::to_string(++last_upload_);
        uploads_[{repository, id}] = std::make_shared<upload>(a);
        return id;
    }

    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        const auto u = find_upload(repository, id);
        std::lock_guard lock(u->mutex);
        detail::check_offset(u->bytes.size(), offset);
        u->hash.follow(aside_, bytes, [&] { u->bytes.append(bytes); });
        return u->bytes.size();
    }

    std::uint64_t upload_status(const std::string& repository, const std::string& id) {
        const auto u = find_upload(repository, id);
        std::lock_guard lock(u->mutex);
        return u->bytes.size();
    }

    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d) {
        const auto u = find_upload(repository, id);
        cancel_upload(repository, id);
        std::lock_guard own(u->mutex);
        const auto actual =
            u->hash.finish(d.algorithm(), [&](auto a) { return u->bytes.digest(a); });
        if (actual != d) detail::wrong_digest(d, actual);
        u->bytes.finish();
        auto kept = std::make_shared<const detail::byte_parts>(std::move(u->bytes));
        std::unique_lock lock(mutex_);
        blobs_.try_emplace(d, std::move(kept));
    }

    void cancel_upload(const std::string& repository, const std::string& id) {
        std::unique_lock lock(mutex_);
        uploads_.erase({repository, id});
    }

    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        detail::check_repository(repository);
        std::shared_lock lock(mutex_);
        const auto held = repositories_.find(repository);
        if (held == repositories_.end())
            throw status_error(core::reason::not_found,
                               "the registry has no repository " + repository);
        std::set<std::string> names;
        for (const auto& [tag, d] : held->second.tags) names.insert(tag);
        return detail::page(names, last, count);
    }

    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        std::shared_lock lock(mutex_);
        std::set<std::string> names;
        for (const auto& [name, held] : repositories_) names.insert(name);
        return detail::page(names, last, count);
    }

    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type) {
        detail::check_repository(repository);
        std::shared_lock lock(mutex_);
        std::vector<oci::descriptor> made;
        const auto held = repositories_.find(repository);
        if (held == repositories_.end()) return made;
        for (const auto& [own, stored] : held->second.manifests) {
            const auto parsed = oci::parse_manifest(stored.bytes, stored.descriptor.media_type);
            const auto subject = detail::subject_of(parsed);
            if (!subject || subject->digest != d) continue;
            auto listed = detail::as_referrer(parsed, stored.descriptor);
            if (artifact_type.empty() || listed.artifact_type == artifact_type)
                made.push_back(std::move(listed));
        }
        return made;
    }

private:
    struct upload {
        explicit upload(oci::digest_algorithm a) : hash(a) {}
        std::mutex mutex;
        detail::byte_parts bytes;
        detail::upload_hash hash;
    };
    struct repository_content {
        std::map<oci::digest, stored_manifest> manifests;
        std::map<std::string, oci::digest> tags;
    };

    std::optional<std::uint64_t> size_of(const oci::digest& d) const {
        const auto found = blobs_.find(d);
        if (found == blobs_.end()) return std::nullopt;
        return found->second->size();
    }
    std::shared_ptr<upload> find_upload(const std::string& repository, const std::string& id) {
        std::shared_lock lock(mutex_);
        const auto found = uploads_.find({repository, id});
        if (found == uploads_.end()) detail::no_upload(id);
        return found->second;
    }

    std::shared_mutex mutex_;
    std::map<oci::digest, std::shared_ptr<const detail::byte_parts>> blobs_;
    std::map<std::string, repository_content> repositories_;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<upload>> uploads_;
    std::uint64_t last_upload_ = 0;
    detail::aside aside_;
};

static_assert(registry<memory_registry>);

}  // namespace slipway::registry
