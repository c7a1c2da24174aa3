// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/any_registry.hpp>

namespace slipway::registry {

/// A registry that has what another has.
struct registry_mirror {
    any_registry registry;
    /// how names begin in the other one, such as `docker.io/`: other names are not asked for here
    std::string instead_of{};
    std::string named{};  ///< how they begin here, such as `mirror.example.com/hub/`
};

/// A registry with mirrors: what is read is asked for in them, in their order, and in the registry
/// itself only where none has it or can be reached. A blob that breaks off in one is read on from
/// the next. What is written goes to the registry itself.
///
/// A mirror may give another manifest for a tag, if it is late, and anything for a blob: see
/// `oci::verified`.
class mirrored_registry {
    static std::optional<std::string> name_in(const registry_mirror& m,
                                              const std::string& repository) {
        if (!repository.starts_with(m.instead_of)) return {};
        return m.named + repository.substr(m.instead_of.size());
    }

    /// The registry itself is the last one: what it throws is what is wrong.
    template <class Read>
    auto first(const std::string& repository, Read read) {
        for (std::size_t i = 0; i + 1 < mirrors_.size(); ++i) {
            const auto name = name_in(mirrors_[i], repository);
            if (!name) continue;
            try {
                return read(mirrors_[i].registry, *name);
            } catch (const status_error&) {  // the next one may do better
            }
        }
        return read(origin_, repository);
    }

public:
    mirrored_registry(std::vector<registry_mirror> mirrors, any_registry origin)
        : mirrors_(std::move(mirrors)), origin_(origin) {
        mirrors_.push_back({std::move(origin)});
    }

    void check() { origin_.check(); }
    oci::descriptor resolve(const std::string& repository, const std::string& selector) {
        return first(repository, [&](any_registry& r, const std::string& name) {
            return r.resolve(name, selector);
        });
    }
    stored_manifest get_manifest(const std::string& repository, const std::string& selector) {
        return first(repository, [&](any_registry& r, const std::string& name) {
            return r.get_manifest(name, selector);
        });
    }
    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        auto reading = std::make_shared<reader>(reader{mirrors_, repository, d, range});
        reading->open();
        return [reading](std::span<char> into) { return reading->read(into); };
    }
    std::vector<std::string> tags(const std::string& repository, const std::string& last,
                                  std::size_t count) {
        return first(repository, [&](any_registry& r, const std::string& name) {
            return r.tags(name, last, count);
        });
    }
    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        return origin_.repositories(last, count);
    }
    std::vector<oci::descriptor> referrers(const std::string& repository, const oci::digest& d,
                                           const std::string& artifact_type) {
        return origin_.referrers(repository, d, artifact_type);
    }

    // What writes, and what is asked before: whether a blob has to be pushed.
    std::optional<std::uint64_t> stat_blob(const std::string& repository, const oci::digest& d) {
        return origin_.stat_blob(repository, d);
    }
    put_result put_manifest(const std::string& repository, std::string_view bytes,
                            const std::string& media_type, const std::vector<std::string>& tags,
                            oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        return origin_.put_manifest(repository, bytes, media_type, tags, algorithm);
    }
    void delete_tag(const std::string& repository, const std::string& tag) {
        origin_.delete_tag(repository, tag);
    }
    void delete_manifest(const std::string& repository, const oci::digest& d) {
        origin_.delete_manifest(repository, d);
    }
    void delete_blob(const std::string& repository, const oci::digest& d) {
        origin_.delete_blob(repository, d);
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
    /// A blob, read from one after the other.
    struct reader {
        std::vector<registry_mirror> from{};
        std::string repository{};
        oci::digest digest{};
        byte_range range{};
        std::size_t next = 0;
        oci::byte_source source{};

        void open() {
            while (true) {
                registry_mirror& m = from[next++];
                const auto name = name_in(m, repository);
                if (!name) continue;
                try {
                    source = m.registry.read_blob(*name, digest, range);
                    return;
                } catch (const status_error&) {
                    if (next == from.size()) throw;
                }
            }
        }
        std::size_t read(std::span<char> into) {
            while (true) {
                if (range.length == std::uint64_t{0}) return 0;
                try {
                    const std::size_t n = source(into);
                    range.offset += n;
                    if (range.length) *range.length -= n;
                    return n;
                } catch (const status_error&) {
                    if (next == from.size()) throw;
                }
                open();
            }
        }
    };

    std::vector<registry_mirror> mirrors_;  ///< and the registry itself
    any_registry origin_;
};

static_assert(registry<mirrored_registry>);

}  // namespace slipway::registry
