// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/registry/any_registry.hpp>

namespace slipway::registry {

/// A registry elsewhere, with what was read from it kept in another one (pull-through cache).
///
/// Guarantees: what a tag is for is asked elsewhere, unless it was within `fresh_for`; where nobody
/// answers there, the cache does. Blobs are kept once they were read to their end and are what
/// their digest says; a manifest is kept when all that it stands on is. Before, and for indexes of
/// which only some images were read, it is remembered by this object, at most `most_remembered` of
/// them. What is written goes elsewhere; what is deleted is deleted in both.
class cached_registry {
    static bool unreachable(const status_error& e) {
        return e.retryable() || e.is(core::reason::internal_error);
    }

    template <class Read>
    auto elsewhere_or_here(Read read) {
        try {
            return read(origin_);
        } catch (const status_error& e) {
            if (!unreachable(e)) throw;
        }
        return read(shared_->cache);
    }

public:
    static constexpr std::size_t most_remembered = 1000;

    cached_registry(any_registry cache, any_registry elsewhere,
                    std::chrono::seconds fresh_for = std::chrono::seconds(0),
                    std::shared_ptr<core::time_source> time = std::make_shared<core::system_time>())
        : shared_(std::make_shared<shared>(std::move(cache))),
          origin_(std::move(elsewhere)),
          fresh_for_(fresh_for),
          time_(std::move(time)) {}

    void check() { shared_->cache.check(); }

    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        if (selector.find(':') == std::string::npos) return resolve_tag(repository, selector);
        if (const auto known = kept(repository, selector)) return known->descriptor;
        return origin_.resolve(repository, selector);
    }
    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        const bool tagged = selector.find(':') == std::string::npos;
        const std::string digest =
            tagged ? resolve_tag(repository, selector).digest.str() : selector;
        std::optional<stored_manifest> found = kept(repository, digest);
        if (!found) {
            found = origin_.get_manifest(repository, digest);
            if (oci::digest_of(found->bytes, found->descriptor.digest.algorithm()).str() != digest)
                throw status_error(core::reason::invalid, "the manifest " + digest + " of " +
                                                              repository +
                                                              " has other content than it says");
        }
        if (!shared_->has(repository, tagged ? selector : digest, found->descriptor.digest))
            shared_->remember(repository, *found, tagged ? selector : "");
        return *found;
    }

    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        if (const auto size = shared_->cache.stat_blob(repository, d)) return size;
        return origin_.stat_blob(repository, d);
    }
    /// The whole of a blob is kept; of a part nothing is.
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        if (shared_->cache.stat_blob(repository, d))
            return shared_->cache.read_blob(repository, d, range);
        oci::byte_source source = origin_.read_blob(repository, d, range);
        if (range.offset != 0 || range.length || !shared_->begin(d)) return source;
        auto copy = std::make_shared<keeping>(shared_, repository, d);
        return [copy, source = std::move(source)](std::span<char> into) {
            const std::size_t n = source(into);
            if (!into.empty()) copy->take({into.data(), n});
            return n;
        };
    }

    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        return elsewhere_or_here([&](any_registry& r) { return r.tags(repository, last, count); });
    }
    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        return elsewhere_or_here([&](any_registry& r) { return r.repositories(last, count); });
    }
    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type) {
        return elsewhere_or_here(
            [&](any_registry& r) { return r.referrers(repository, d, artifact_type); });
    }

    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        for (const std::string& tag : tags) forget_tag(repository, tag);
        return origin_.put_manifest(repository, bytes, media_type, tags, algorithm);
    }
    void delete_tag(const std::string& repository, const std::string& tag) {
        origin_.delete_tag(repository, tag);
        forget_tag(repository, tag);
        shared_->cache.delete_tag(repository, tag);
    }
    void delete_manifest(const std::string& repository, const oci::digest& d) {
        origin_.delete_manifest(repository, d);
        shared_->forget(repository, d);
        shared_->cache.delete_manifest(repository, d);
    }
    void delete_blob(const std::string& repository, const oci::digest& d) {
        origin_.delete_blob(repository, d);
        shared_->cache.delete_blob(repository, d);
    }
    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string& from) {
        return origin_.mount_blob(repository, d, from);
    }
    std::string begin_upload(const std::string& repository, oci::digest_algorithm algorithm) {
        return origin_.begin_upload(repository, algorithm);
    }
    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        return origin_.write_upload(repository, id, offset, bytes);
    }
    std::uint64_t upload_status(const std::string& repository, const std::string& id) {
        return origin_.upload_status(repository, id);
    }
    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d) {
        origin_.commit_upload(repository, id, d);
    }
    void cancel_upload(const std::string& repository, const std::string& id) {
        origin_.cancel_upload(repository, id);
    }

private:
    using key = std::pair<std::string, std::string>;
    struct remembered {
        stored_manifest manifest{};
        std::set<std::string> tags{};
    };

    /// What blobs that are being read hold on to.
    struct shared {
        explicit shared(any_registry r) : cache(std::move(r)) {}

        /// False where somebody else keeps it already.
        bool begin(const oci::digest& d) {
            std::lock_guard lock(mutex);
            return under_way.insert(d).second;
        }
        void end(const oci::digest& d) {
            std::lock_guard lock(mutex);
            under_way.erase(d);
        }
        std::optional<stored_manifest> waiting_for(const std::string& repository,
                                                   const std::string& digest) {
            std::lock_guard lock(mutex);
            const auto found = waiting.find({repository, digest});
            return found == waiting.end() ? std::nullopt : std::optional(found->second.manifest);
        }
        void remember(const std::string& repository, const stored_manifest& m,
                      const std::string& tag) {
            {
                std::lock_guard lock(mutex);
                if (waiting.size() >= most_remembered) waiting.erase(waiting.begin());
                remembered& r = waiting[{repository, m.descriptor.digest.str()}];
                r.manifest = m;
                if (!tag.empty()) r.tags.insert(tag);
            }
            settle();
        }
        bool has(const std::string& repository, const std::string& selector, const oci::digest& d) {
            try {
                return cache.resolve(repository, selector).digest == d;
            } catch (const status_error&) {
                return false;
            }
        }
        void forget(const std::string& repository, const oci::digest& d) {
            std::lock_guard lock(mutex);
            waiting.erase({repository, d.str()});
        }
        /// Keeps the manifests whose blobs are all there now.
        void settle() {
            std::map<key, remembered> all;
            {
                std::lock_guard lock(mutex);
                all = waiting;
            }
            for (const auto& [of, r] : all) {
                try {
                    const oci::descriptor& d = r.manifest.descriptor;
                    cache.put_manifest(of.first, r.manifest.bytes, d.media_type,
                                       {r.tags.begin(), r.tags.end()}, d.digest.algorithm());
                } catch (const status_error&) {
                    continue;  // something is missing still, or the cache is full
                }
                std::lock_guard lock(mutex);
                waiting.erase(of);
            }
        }

        any_registry cache;
        std::mutex mutex;  // guards what follows
        std::set<oci::digest> under_way{};
        std::map<key, remembered> waiting{};
    };

    /// A blob on its way through, into the cache. What goes wrong with the cache is not the
    /// reader's trouble.
    class keeping {
    public:
        keeping(std::shared_ptr<shared> s, std::string repository, oci::digest d)
            : shared_(std::move(s)), repository_(std::move(repository)), digest_(std::move(d)) {
            attempt([&] { id_ = shared_->cache.begin_upload(repository_, digest_.algorithm()); });
        }
        keeping(const keeping&) = delete;
        ~keeping() {
            give_up();
            shared_->end(digest_);
        }
        /// Nothing: it is the end.
        void take(std::string_view bytes) {
            if (!id_) return;
            if (!bytes.empty())
                return attempt(
                    [&] { at_ = shared_->cache.write_upload(repository_, *id_, at_, bytes); });
            attempt([&] {
                shared_->cache.commit_upload(repository_, *std::exchange(id_, {}), digest_);
                shared_->settle();
            });
        }

    private:
        template <class Call>
        void attempt(Call call) {
            try {
                call();
            } catch (const status_error&) {
                give_up();
            }
        }
        void give_up() {
            const auto id = std::exchange(id_, {});
            if (!id) return;
            try {
                shared_->cache.cancel_upload(repository_, *id);
            } catch (const status_error&) {  // it ends by itself some day
            }
        }
        const std::shared_ptr<shared> shared_;
        const std::string repository_;
        const oci::digest digest_;
        std::optional<std::string> id_;
        std::uint64_t at_ = 0;
    };

    std::optional<stored_manifest> kept(const std::string& repository, const std::string& digest) {
        if (auto known = shared_->waiting_for(repository, digest)) return known;
        try {
            return shared_->cache.get_manifest(repository, digest);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
        }
        return {};
    }

    oci::descriptor resolve_tag(const std::string& repository, const std::string& tag) {
        {
            std::lock_guard lock(mutex_);
            const auto known = tags_.find({repository, tag});
            if (known != tags_.end() && known->second.second > time_->now())
                return known->second.first;
        }
        const oci::descriptor made =
            elsewhere_or_here([&](any_registry& r) { return r.resolve(repository, tag); });
        std::lock_guard lock(mutex_);
        if (tags_.size() >= most_remembered) tags_.clear();
        tags_[{repository, tag}] = {made, time_->now() + fresh_for_};
        return made;
    }
    void forget_tag(const std::string& repository, const std::string& tag) {
        std::lock_guard lock(mutex_);
        tags_.erase({repository, tag});
    }

    std::shared_ptr<shared> shared_;
    any_registry origin_;
    const std::chrono::seconds fresh_for_;
    const std::shared_ptr<core::time_source> time_;
    std::mutex mutex_;  // guards what follows
    std::map<key, std::pair<oci::descriptor, core::time_source::steady_time>> tags_;
};

static_assert(registry<cached_registry>);

}  // namespace slipway::registry
