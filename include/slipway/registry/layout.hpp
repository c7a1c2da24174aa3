// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/blob_store.hpp>
#include <slipway/registry/detail/aside.hpp>
#include <slipway/registry/detail/checks.hpp>
#include <slipway/registry/detail/layout_files.hpp>

namespace slipway::registry {

/// Keeps images in a directory in the form of the OCI image layout, which other tools read (`skopeo
/// inspect oci:DIR:docker.io/library/busybox:latest`). Many repositories fit in one: an image's
/// name in the index is the full one with its tag, in the annotation
/// org.opencontainers.image.ref.name. Names that other tools wrote are taken as Docker would
/// (`busybox:1.36`); a bare tag belongs to the repository `bare_tags`, and to none if that is
/// empty. Several threads and processes may use one directory; an upload belongs to the object that
/// began it.
class layout_registry {
public:
    /// Makes the layout if it is not there. Throws `status_error`.
    explicit layout_registry(std::filesystem::path directory, std::string bare_tags = {})
        : files_(std::move(directory)),
          bare_tags_(std::move(bare_tags)),
          content_(files_.index_file()) {
        if (!bare_tags_.empty()) detail::check_repository(bare_tags_);
    }

    void check() { files_.check(); }

    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        detail::check_repository(repository);
        const auto wanted = detail::digest_in(selector);
        const auto all = entries(repository);
        if (const entry* const found = entry_of(*all, wanted, selector)) return bare(found->second);
        if (wanted)
            for (const auto& [name, d] : *all)
                if (auto child = find_below(d, *wanted, 0)) return *child;
        detail::no_manifest(repository, selector);
    }

    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        const auto d = resolve(repository, selector);
        return {d, files_.document(d.digest)};
    }
    /// The same where nothing has to be read: what was read before, if it has not changed since.
    /// Nothing where that is not so.
    std::optional<stored_manifest> manifest_at_hand(const std::string& repository,
                                                    const std::string& selector) {
        const auto wanted = detail::digest_in(selector);
        const auto content = content_.known();
        if (!content) return std::nullopt;
        const auto held = content->find(repository);
        const entry* const found =
            held == content->end() ? nullptr : entry_of(held->second, wanted, selector);
        auto bytes = found ? files_.known_document(found->second.digest) : std::nullopt;
        if (!bytes) return std::nullopt;
        return stored_manifest{bare(found->second), *std::move(bytes)};
    }

    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        detail::check_repository(repository);
        for (const auto& tag : tags) detail::check_tag(tag);
        const auto parsed = oci::parse_manifest(bytes, media_type);
        const auto d = oci::describe(bytes, detail::type_of(parsed), algorithm);
        const auto check = [&] {
            detail::check_children(
                parsed, {[&](const oci::digest& child) { return files_.size_of(child); },
                         [&](const oci::digest& child) { return knows(repository, child); }});
        };
        files_.with_index_locked(
            check);  // a collector takes blobs away for a moment to look at their age
        detail::new_file file(files_.directory_for(d.digest.algorithm()));
        file.write(bytes);
        file.appear_as(files_.blob(d.digest));
        files_.change_index([&](oci::index& index) {
            check();  // nothing that it needs was removed meanwhile
            enter(index, repository, d, tags);
        });
        put_result result{.digest = d.digest, .tags = tags};
        if (const auto subject = detail::subject_of(parsed)) result.subject = subject->digest;
        return result;
    }

    void delete_tag(const std::string& repository, const std::string& tag) {
        detail::check_repository(repository);
        detail::check_tag(tag);
        files_.change_index([&](oci::index& index) { drop_tag(index, repository, tag); });
    }

    void delete_manifest(const std::string& repository, const oci::digest& digest) {
        detail::check_repository(repository);
        files_.change_index([&](oci::index& index) {
            std::erase_if(index.manifests, [&](const oci::descriptor& d) {
                const auto name = detail::name_of(d, bare_tags_);
                return d.digest == digest && name && name->repository == repository;
            });
        });
    }

    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        return files_.renew(d) ? files_.size_of(d) : std::nullopt;
    }

    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        detail::check_repository(repository);
        const auto size = files_.size_of(d);
        if (!size) detail::no_blob(d);
        return oci::read_from_file(files_.blob(d), range.offset, detail::length_of(range, *size));
    }

    /// A small blob as a whole; nothing where it is not small, or not there. Those that are read
    /// again and again are kept in memory, and become young again (`remove_stale`) once in a while
    /// only.
    std::optional<std::string> small_blob(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        return files_.small_blob(d);
    }
    /// The same where nothing has to be read, or written.
    std::optional<std::string> blob_at_hand(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        return files_.known_small_blob(d);
    }

    void delete_blob(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        std::error_code error;
        if (!std::filesystem::remove(files_.blob(d), error) && error) {
            errno = error.value();
            detail::layout_fail("cannot remove the blob " + d.str());
        }
    }

    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string&) {
        return stat_blob(repository, d).has_value();
    }

    std::string begin_upload(const std::string& repository, oci::digest_algorithm a) {
        detail::check_repository(repository);
        return add(repository, std::make_shared<upload>(
                                   std::make_unique<detail::new_file>(files_.directory_for(a)),
                                   detail::upload_hash(a)));
    }
    /// Begins an upload of this blob, or goes on with one of it that was left, or whose program was
    /// killed: `upload_status` says where it stands. Where another one goes on with that already,
    /// this one begins anew.
    std::string resume_upload(const std::string& repository, const oci::digest& d) {
        detail::check_repository(repository);
        auto file = detail::new_file::resumed(files_.part(d));
        if (!file) return begin_upload(repository, d.algorithm());
        detail::upload_hash hash(d.algorithm(), file->hashed(d.algorithm()));
        return add(repository, std::make_shared<upload>(std::move(file), std::move(hash)));
    }
    /// Ends an upload that `resume_upload` has begun, and keeps what has come for the next one.
    void leave_upload(const std::string& repository, const std::string& id) {
        const auto u = find_upload(repository, id);
        const std::lock_guard lock(u->mutex);
        u->file->leave();
        cancel_upload(repository, id);
    }
    /// Removes what was left so before then, and nobody goes on with; gives the bytes freed.
    std::uint64_t remove_parts(std::chrono::system_clock::time_point before) {
        return files_.remove_hidden({".part-"}, before);
    }
    /// What has come of it until now.
    oci::byte_source read_upload(const std::string& repository, const std::string& id) {
        const auto u = find_upload(repository, id);
        const std::lock_guard lock(u->mutex);
        return oci::read_from_file(u->file->path(), 0, u->size);
    }

    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        const auto u = find_upload(repository, id);
        const std::lock_guard lock(u->mutex);
        detail::check_offset(u->size, offset);
        u->hash.follow(aside_, bytes, [&] { u->file->write(bytes); });
        return u->size += bytes.size();
    }

    std::uint64_t upload_status(const std::string& repository, const std::string& id) {
        const auto u = find_upload(repository, id);
        const std::lock_guard lock(u->mutex);
        return u->size;
    }

    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d) {
        const auto u = find_upload(repository, id);
        cancel_upload(repository, id);
        const std::lock_guard lock(u->mutex);
        const auto actual =
            u->hash.finish(d.algorithm(), [&](auto a) { return u->file->digest(a); });
        if (actual != d) detail::wrong_digest(d, actual);
        u->file->appear_as(files_.blob(d));
    }

    void cancel_upload(const std::string& repository, const std::string& id) {
        const std::lock_guard lock(mutex_);
        uploads_.erase({repository, id});
    }

    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        detail::check_repository(repository);
        const auto found = entries(repository);
        if (found->empty())
            throw status_error(core::reason::not_found,
                               "the registry has no repository " + repository);
        std::set<std::string> names;
        for (const auto& [name, d] : *found)
            if (!name.tag.empty()) names.insert(name.tag);
        return detail::page(names, last, count);
    }

    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        const auto all = content();
        std::set<std::string> names;
        for (const auto& [repository, held] : *all) names.insert(repository);
        return detail::page(names, last, count);
    }

    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& digest,
                                           const std::string& artifact_type) {
        detail::check_repository(repository);
        std::map<oci::digest, oci::descriptor> made;
        const auto all = entries(repository);
        for (const auto& [name, d] : *all) {
            const std::string bytes = files_.document(d.digest);
            const auto parsed = oci::parse_manifest(bytes, d.media_type);
            const auto subject = detail::subject_of(parsed);
            if (!subject || subject->digest != digest) continue;
            auto listed = detail::as_referrer(parsed, d);
            if (artifact_type.empty() || listed.artifact_type == artifact_type)
                made.emplace(d.digest, std::move(listed));
        }
        std::vector<oci::descriptor> sorted;
        for (auto& [d, listed] : made) sorted.push_back(std::move(listed));
        return sorted;
    }

    // As a `blob_store`.

    std::vector<stored_blob> blobs(const std::optional<oci::digest>& after, std::size_t count) {
        return files_.blobs(after, count);
    }
    std::vector<oci::descriptor> roots() { return files_.read_index().manifests; }
    template <class F>
    void without_new_manifests(F&& f) {
        files_.with_index_locked(std::forward<F>(f));
    }
    bool remove_stale(const oci::digest& d, std::chrono::system_clock::time_point before) {
        return files_.remove_stale(d, before);
    }
    std::uint64_t remove_leftovers(std::chrono::system_clock::time_point before) {
        return files_.remove_leftovers(before);
    }

private:
    struct upload {
        upload(std::unique_ptr<detail::new_file> f, detail::upload_hash h)
            : file(std::move(f)), hash(std::move(h)), size(file->size()) {}
        std::mutex mutex;
        std::unique_ptr<detail::new_file> file;
        detail::upload_hash hash;
        std::uint64_t size;
    };
    using entry = std::pair<detail::entry_name, oci::descriptor>;

    using by_repository = std::map<std::string, std::vector<entry>>;

    /// What the index says.
    std::shared_ptr<const by_repository> content() {
        return content_.get([this] {
            by_repository made;
            for (auto& d : files_.read_index().manifests)
                if (auto name = detail::name_of(d, bare_tags_)) {
                    auto& held = made[name->repository];
                    held.emplace_back(*std::move(name), std::move(d));
                }
            return made;
        });
    }
    std::shared_ptr<const std::vector<entry>> entries(const std::string& repository) {
        const auto all = content();
        const auto found = all->find(repository);
        if (found == all->end()) return std::make_shared<const std::vector<entry>>();
        return {all, &found->second};
    }
    static const entry* entry_of(const std::vector<entry>& all,
                                 const std::optional<oci::digest>& wanted, const std::string& tag) {
        for (const entry& each : all)
            if (wanted ? each.second.digest == *wanted : each.first.tag == tag) return &each;
        return nullptr;
    }

    static oci::descriptor bare(const oci::descriptor& d) {
        return {.media_type = d.media_type, .digest = d.digest, .size = d.size};
    }

    /// Other tools enter only the top of an index; what it lists belongs to the same repository.
    std::optional<oci::descriptor> find_below(const oci::descriptor& d, const oci::digest& wanted,
                                              int depth) const {
        if (!oci::media_type::is_index(d.media_type) || depth > 8 || !files_.size_of(d.digest))
            return std::nullopt;
        const auto parsed = oci::parse_manifest(files_.document(d.digest), d.media_type);
        for (const auto& child : std::get<oci::index>(parsed).manifests) {
            if (child.digest == wanted && files_.size_of(wanted)) return bare(child);
            if (auto found = find_below(child, wanted, depth + 1)) return found;
        }
        return std::nullopt;
    }

    bool knows(const std::string& repository, const oci::digest& d) {
        const auto all = entries(repository);
        return std::any_of(all->begin(), all->end(), [&](const entry& e) {
            return e.second.digest == d || find_below(e.second, d, 0);
        });
    }

    void enter(oci::index& index, const std::string& repository, const oci::descriptor& d,
               const std::vector<std::string>& tags) const {
        for (const auto& tag : tags) drop_tag(index, repository, tag, d.digest);
        const auto same = [&](const oci::descriptor& e) {
            const auto name = detail::name_of(e, bare_tags_);
            return e.digest == d.digest && name && name->repository == repository;
        };
        if (tags.empty() && std::any_of(index.manifests.begin(), index.manifests.end(), same))
            return;
        if (tags.empty()) return index.manifests.push_back(detail::named(d, repository, ""));
        std::erase_if(index.manifests, [&](const oci::descriptor& e) {
            return same(e) && detail::name_of(e, bare_tags_)->tag.empty();
        });
        for (const auto& tag : tags) index.manifests.push_back(detail::named(d, repository, tag));
    }

    /// The manifest stays in its repository; unless it is `replaced_by` itself.
    void drop_tag(oci::index& index, const std::string& repository, const std::string& tag,
                  const oci::digest& replaced_by = {}) const {
        const auto tagged = std::find_if(
            index.manifests.begin(), index.manifests.end(), [&](const oci::descriptor& d) {
                const auto name = detail::name_of(d, bare_tags_);
                return name && name->repository == repository && name->tag == tag;
            });
        if (tagged == index.manifests.end()) return;
        const oci::descriptor gone = *tagged;
        index.manifests.erase(tagged);
        if (gone.digest != replaced_by) enter(index, repository, gone, {});
    }

    std::string add(const std::string& repository, std::shared_ptr<upload> made) {
        const std::lock_guard lock(mutex_);
        const std::string id = "upload-" + std::to_string(++last_upload_);
        uploads_[{repository, id}] = std::move(made);
        return id;
    }
    std::shared_ptr<upload> find_upload(const std::string& repository, const std::string& id) {
        const std::lock_guard lock(mutex_);
        const auto found = uploads_.find({repository, id});
        if (found == uploads_.end()) detail::no_upload(id);
        return found->second;
    }

    detail::layout_files files_;
    std::string bare_tags_;
    detail::made_of_file<by_repository> content_;
    detail::aside aside_;
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<upload>> uploads_;
    std::uint64_t last_upload_ = 0;
};

static_assert(blob_store<layout_registry>);

}  // namespace slipway::registry
