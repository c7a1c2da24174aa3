// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/check_registry.hpp>
#include <slipway/registry/concepts.hpp>

namespace slipway::registry {

/// Holds a registry of any kind; copies share it. The methods are those of the concept.
class any_registry {
public:
    template <class R>
        requires(!std::same_as<R, any_registry>)
    explicit any_registry(std::shared_ptr<R> shared) {
        if constexpr (check_registry<R>()) held_ = std::make_shared<holder<R>>(std::move(shared));
    }

    /// Without owning it: `r` must outlive all copies.
    template <class R>
        requires(!std::same_as<R, any_registry>)
    static any_registry of(R& r) {
        return any_registry(std::shared_ptr<R>(std::shared_ptr<void>(), &r));
    }

    void check() { held_->check(); }
    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        return held_->resolve(repository, selector);
    }
    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        return held_->get_manifest(repository, selector);
    }
    /// A manifest, where the registry can give it without waiting for a disk or for others; nothing
    /// where it cannot, or has none. Throws nothing but what a malformed selector throws.
    std::optional<stored_manifest> manifest_at_hand(const std::string& repository,
                                                    const std::string& selector) {
        return held_->manifest_at_hand(repository, selector);
    }
    /// A small blob as a whole, where the registry has a fast way to read it; nothing where it has
    /// none, or the blob is not small, or not there.
    std::optional<std::string> small_blob(const std::string& repository, const oci::digest& d) {
        return held_->small_blob(repository, d);
    }
    /// The same, without waiting for a disk or for others.
    std::optional<std::string> blob_at_hand(const std::string& repository, const oci::digest& d) {
        return held_->blob_at_hand(repository, d);
    }
    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        return held_->put_manifest(repository, bytes, media_type, tags, algorithm);
    }
    void delete_tag(const std::string& repository, const std::string& tag) {
        held_->delete_tag(repository, tag);
    }
    void delete_manifest(const std::string& repository, const oci::digest& d) {
        held_->delete_manifest(repository, d);
    }
    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        return held_->stat_blob(repository, d);
    }
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        return held_->read_blob(repository, d, range);
    }
    void delete_blob(const std::string& repository, const oci::digest& d) {
        held_->delete_blob(repository, d);
    }
    bool mount_blob(const std::string& repository, const oci::digest& d, const std::string& from) {
        return held_->mount_blob(repository, d, from);
    }
    std::string begin_upload(const std::string& repository, oci::digest_algorithm a) {
        return held_->begin_upload(repository, a);
    }
    std::uint64_t write_upload(const std::string& repository, const std::string& id,
                               std::uint64_t offset, std::string_view bytes) {
        return held_->write_upload(repository, id, offset, bytes);
    }
    std::uint64_t upload_status(const std::string& repository, const std::string& id) {
        return held_->upload_status(repository, id);
    }
    void commit_upload(const std::string& repository, const std::string& id, const oci::digest& d) {
        held_->commit_upload(repository, id, d);
    }
    void cancel_upload(const std::string& repository, const std::string& id) {
        held_->cancel_upload(repository, id);
    }
    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        return held_->tags(repository, last, count);
    }
    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        return held_->repositories(last, count);
    }
    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type) {
        return held_->referrers(repository, d, artifact_type);
    }

private:
    using text = std::string;
    struct face {
        virtual ~face() = default;
        virtual void check() = 0;
        virtual oci::descriptor resolve(const text&, const text&) = 0;
        virtual stored_manifest get_manifest(const text&, const text&) = 0;
        virtual std::optional<stored_manifest> manifest_at_hand(const text&, const text&) = 0;
        virtual std::optional<text> small_blob(const text&, const oci::digest&) = 0;
        virtual std::optional<text> blob_at_hand(const text&, const oci::digest&) = 0;
        virtual put_result put_manifest(const text&, std::string_view, const text&,
                                        const std::vector<text>&, oci::digest_algorithm) = 0;
        virtual void delete_tag(const text&, const text&) = 0;
        virtual void delete_manifest(const text&, const oci::digest&) = 0;
        virtual std::optional<std::uint64_t> stat_blob(const text&, const oci::digest&) = 0;
        virtual oci::byte_source read_blob(const text&, const oci::digest&, byte_range) = 0;
        virtual void delete_blob(const text&, const oci::digest&) = 0;
        virtual bool mount_blob(const text&, const oci::digest&, const text&) = 0;
        virtual text begin_upload(const text&, oci::digest_algorithm) = 0;
        virtual std::uint64_t write_upload(const text&, const text&, std::uint64_t,
                                           std::string_view) = 0;
        virtual std::uint64_t upload_status(const text&, const text&) = 0;
        virtual void commit_upload(const text&, const text&, const oci::digest&) = 0;
        virtual void cancel_upload(const text&, const text&) = 0;
        virtual std::vector<text> tags(const text&, const text&, std::size_t) = 0;
        virtual std::vector<text> repositories(const text&, std::size_t) = 0;
        virtual std::vector<oci::descriptor> referrers(const text&, const oci::digest&,
                                                       const text&) = 0;
    };

    template <class R>
    struct holder final : face {
        explicit holder(std::shared_ptr<R> shared) : r(std::move(shared)) {}
        void check() override { r->check(); }
        oci::descriptor resolve(const text& a, const text& b) override { return r->resolve(a, b); }
        stored_manifest get_manifest(const text& a, const text& b) override {
            return r->get_manifest(a, b);
        }
        std::optional<stored_manifest> manifest_at_hand([[maybe_unused]] const text& a,
                                                        [[maybe_unused]] const text& b) override {
            if constexpr (requires { r->manifest_at_hand(a, b); }) return r->manifest_at_hand(a, b);
            else return std::nullopt;
        }
        std::optional<text> small_blob([[maybe_unused]] const text& a,
                                       [[maybe_unused]] const oci::digest& b) override {
            if constexpr (requires { r->small_blob(a, b); }) return r->small_blob(a, b);
            else return std::nullopt;
        }
        std::optional<text> blob_at_hand([[maybe_unused]] const text& a,
                                         [[maybe_unused]] const oci::digest& b) override {
            if constexpr (requires { r->blob_at_hand(a, b); }) return r->blob_at_hand(a, b);
            else return std::nullopt;
        }
        put_result put_manifest(const text& a, std::string_view b, const text& c,
                                const std::vector<text>& d, oci::digest_algorithm e) override {
            return r->put_manifest(a, b, c, d, e);
        }
        void delete_tag(const text& a, const text& b) override { r->delete_tag(a, b); }
        void delete_manifest(const text& a, const oci::digest& b) override {
            r->delete_manifest(a, b);
        }
        std::optional<std::uint64_t> stat_blob(const text& a, const oci::digest& b) override {
            return r->stat_blob(a, b);
        }
        oci::byte_source read_blob(const text& a, const oci::digest& b, byte_range c) override {
            return r->read_blob(a, b, c);
        }
        void delete_blob(const text& a, const oci::digest& b) override { r->delete_blob(a, b); }
        bool mount_blob(const text& a, const oci::digest& b, const text& c) override {
            return r->mount_blob(a, b, c);
        }
        text begin_upload(const text& a, oci::digest_algorithm b) override {
            return r->begin_upload(a, b);
        }
        std::uint64_t write_upload(const text& a, const text& b, std::uint64_t c,
                                   std::string_view d) override {
            return r->write_upload(a, b, c, d);
        }
        std::uint64_t upload_status(const text& a, const text& b) override {
            return r->upload_status(a, b);
        }
        void commit_upload(const text& a, const text& b, const oci::digest& c) override {
            r->commit_upload(a, b, c);
        }
        void cancel_upload(const text& a, const text& b) override { r->cancel_upload(a, b); }
        std::vector<text> tags(const text& a, const text& b, std::size_t c) override {
            return r->tags(a, b, c);
        }
        std::vector<text> repositories(const text& a, std::size_t b) override {
            return r->repositories(a, b);
        }
        std::vector<oci::descriptor> referrers(const text& a, const oci::digest& b,
                                               const text& c) override {
            return r->referrers(a, b, c);
        }
        std::shared_ptr<R> r;
    };

    std::shared_ptr<face> held_;
};

static_assert(registry<any_registry>);

}  // namespace slipway::registry
