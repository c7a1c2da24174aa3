// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/oci/tar_reader.hpp>

namespace slipway::engine::detail {

/// The files of an archive, in a directory under names of our own: what the archive calls them is
/// never a path here.
class archive_files {
public:
    static constexpr std::size_t most_files = 100'000;

    /// Throws `status_error`: invalid, or request_entity_too_large for a file of more than `limit`
    /// bytes.
    archive_files(const oci::byte_source& archive, std::filesystem::path directory,
                  std::uint64_t limit)
        : directory_(std::move(directory)), limit_(limit) {
        oci::tar_reader tar(archive);
        while (const auto entry = tar.next()) {
            const std::string name = clean(entry->path);
            if (++count_ > most_files)
                throw status_error(
                    core::reason::invalid,
                    "the archive has more than " + std::to_string(most_files) + " files");
            if (entry->kind == oci::file_kind::file)
                files_.insert_or_assign(name, take(tar.content()));
            if (entry->kind == oci::file_kind::hard_link)
                links_.insert_or_assign(name, clean(entry->target));
            if (entry->kind == oci::file_kind::symlink)
                links_.insert_or_assign(
                    name, clean(std::filesystem::path(name).parent_path() / entry->target));
        }
    }

    /// Where the content of a file is; nothing where the archive has none of this name.
    std::optional<std::filesystem::path> find(const std::string& name) const {
        std::string at = clean(name);
        for (int hops = 0; hops < 8; ++hops) {
            if (const auto file = files_.find(at); file != files_.end()) return file->second;
            const auto link = links_.find(at);
            if (link == links_.end()) break;
            at = link->second;
        }
        return std::nullopt;
    }
    /// The same. Throws `status_error` (invalid).
    std::filesystem::path get(const std::string& name) const {
        if (const auto found = find(name)) return *found;
        throw status_error(
            core::reason::invalid,
            "the archive has no file '" + name.substr(0, 300) + "', which it speaks of");
    }
    /// A document. Throws `status_error` (invalid, request_entity_too_large).
    std::string text(const std::string& name) const {
        return oci::read_all(oci::read_from_file(get(name)), 32 << 20);
    }

private:
    static std::string clean(const std::filesystem::path& name) {
        std::string made = name.lexically_normal().generic_string();
        made.erase(0, made.find_first_not_of('/'));
        return made;
    }

    std::filesystem::path take(const oci::byte_source& content) {
        const std::filesystem::path made = directory_ / std::to_string(count_);
        std::ofstream out(made, std::ios::binary);
        const auto check = [&] {
            if (!out)
                throw status_error(core::reason::service_unavailable,
                                   "cannot write the files of the archive to " +
                                       directory_.string() + ": " + std::strerror(errno));
        };
        check();
        std::uint64_t size = 0;
        oci::drain(content, [&](std::string_view part) {
            size += part.size();
            if (size > limit_)
                throw status_error(
                    core::reason::request_entity_too_large,
                    "a file of the archive has more than " + std::to_string(limit_) + " bytes");
            out.write(part.data(), static_cast<std::streamsize>(part.size()));
            check();
        });
        out.close();
        check();
        return made;
    }

    std::filesystem::path directory_;
    std::uint64_t limit_;
    std::map<std::string, std::filesystem::path> files_;
    std::map<std::string, std::string> links_;
    std::size_t count_ = 0;
};

}  // namespace slipway::engine::detail
