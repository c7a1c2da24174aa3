// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/oci/descriptor.hpp>
#include <slipway/oci/detail/archive.hpp>
#include <slipway/oci/detail/inflate.hpp>
#include <slipway/oci/detail/utf8_names.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::oci {

enum class compression { none, gzip, zstd };

struct file_owner {
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
};

struct pack_options {
    oci::compression compression = oci::compression::gzip;
    int level = 6;                      ///< of gzip, 1 to 9; of zstd, 1 to 22
    std::int64_t modified = 0;          ///< time of every file, seconds since 1970
    std::optional<file_owner> owner{};  ///< of every file; without one, as the tree says
};

struct packed_layer {
    oci::descriptor descriptor{};     ///< of the blob
    digest diff_id{};                 ///< of the plain tar
    std::uint64_t unpacked_size = 0;  ///< bytes of the plain tar
};

/// The media type of a layer that is compressed so.
constexpr std::string_view layer_type(compression how) {
    return how == compression::none   ? media_type::layer_tar
           : how == compression::gzip ? media_type::layer_tar_gzip
                                      : media_type::layer_tar_zstd;
}

/// How a layer of this media type is compressed; nothing for what is no layer.
constexpr std::optional<compression> compression_of(std::string_view type) {
    if (!media_type::is_layer(type)) return std::nullopt;
    return type.ends_with("zstd")   ? compression::zstd
           : type.ends_with("gzip") ? compression::gzip
                                    : compression::none;
}

/// Throws `status_error` (invalid) for a level that this compression does not have.
inline void check_level(compression how, int level) {
    const int most = how == compression::gzip ? 9 : how == compression::zstd ? 22 : 0;
    if (most == 0)
        throw status_error(core::reason::invalid,
                           "what is not compressed has no level of compression");
    if (level < 1 || level > most)
        throw status_error(core::reason::invalid, "the level of " +
                                                      std::string(most == 9 ? "gzip" : "zstd") +
                                                      " is 1 to " + std::to_string(most) +
                                                      ", not " + std::to_string(level));
}

namespace detail {

/// Neither filter writes a time or a name, nor works with several threads, so that the same bytes
/// come out.
inline void add_filter(archive_writer& to, const pack_options& options) {
    const bool gzip = options.compression == compression::gzip;
    const char* const name = gzip ? "gzip" : "zstd";
    check_level(options.compression, options.level);
    // Without the library, libarchive would call a program.
    if ((gzip ? archive_write_add_filter_gzip(to.get())
              : archive_write_add_filter_zstd(to.get())) != ARCHIVE_OK)
        throw status_error(core::reason::internal_error,
                           std::string("this machine's libarchive cannot compress by ") + name);
    if (gzip) to.check(archive_write_set_filter_option(to.get(), name, "timestamp", nullptr));
    to.check(archive_write_set_filter_option(to.get(), name, "compression-level",
                                             std::to_string(options.level).c_str()));
}

inline entry_handle tar_header(const std::string& path, const file_entry& f,
                               const pack_options& options) {
    entry_handle e(archive_entry_new());
    if (!e) throw std::bad_alloc();
    archive_entry_set_pathname(e.get(),
                               (f.kind == file_kind::directory ? path + "/" : path).c_str());
    archive_entry_set_perm(e.get(), static_cast<mode_t>(f.mode));
    archive_entry_set_uid(e.get(), options.owner ? options.owner->uid : f.uid);
    archive_entry_set_gid(e.get(), options.owner ? options.owner->gid : f.gid);
    archive_entry_set_mtime(e.get(), options.modified, 0);
    archive_entry_set_size(e.get(), 0);
    for (const auto& [name, value] : f.attributes)
        archive_entry_xattr_add_entry(e.get(), name.c_str(), value.data(), value.size());
    switch (f.kind) {
        case file_kind::directory: archive_entry_set_filetype(e.get(), AE_IFDIR); break;
        case file_kind::fifo: archive_entry_set_filetype(e.get(), AE_IFIFO); break;
        case file_kind::symlink:
            archive_entry_set_filetype(e.get(), AE_IFLNK);
            archive_entry_set_symlink(e.get(), f.target.c_str());
            break;
        case file_kind::hard_link:
            archive_entry_set_filetype(e.get(), AE_IFREG);
            archive_entry_set_hardlink(e.get(), f.target.c_str());
            break;
        case file_kind::character_device:
        case file_kind::block_device:
            archive_entry_set_filetype(e.get(),
                                       f.kind == file_kind::block_device ? AE_IFBLK : AE_IFCHR);
            archive_entry_set_rdevmajor(e.get(), f.device_major);
            archive_entry_set_rdevminor(e.get(), f.device_minor);
            break;
        case file_kind::file:
            archive_entry_set_filetype(e.get(), AE_IFREG);
            archive_entry_set_size(
                e.get(), static_cast<la_int64_t>(f.source.empty() ? f.content.size() : f.size));
            break;
    }
    return e;
}

inline void write_content(archive_writer& tar, const file_entry& f) {
    if (f.source.empty()) return tar.data(f.content);
    const auto written =
        drain(read_from_file(f.source), [&](std::string_view part) { tar.data(part); });
    if (written != f.size)
        throw status_error(core::reason::conflict,
                           f.source.string() + " changed while it was packed");
}

inline void write_tar(const file_tree& tree, const byte_sink& sink, const pack_options& options) {
    const utf8_names as_they_are;
    archive_writer tar(sink);
    tar.check(archive_write_set_format_pax_restricted(tar.get()));
    // Go's readers, which are those of other engines, know these records alone.
    tar.check(archive_write_set_format_option(tar.get(), "pax", "xattrheader", "SCHILY"));
    tar.open();
    for (const auto& [path, f] : tree.entries()) {
        if (f.kind == file_kind::hard_link) continue;
        tar.check(archive_write_header(tar.get(), tar_header(path, f, options).get()));
        if (f.kind == file_kind::file) write_content(tar, f);
    }
    for (const auto& [path, f] : tree.entries())  // after what they link to
        if (f.kind == file_kind::hard_link)
            tar.check(archive_write_header(tar.get(), tar_header(path, f, options).get()));
    tar.close();
}

/// Compresses what `write` gives its sink, the plain tar of a layer. Both digests come from the one
/// pass.
inline packed_layer squeeze(const std::function<void(const byte_sink& tar)>& write,
                            const byte_sink& sink, const pack_options& options) {
    packed_layer made;
    hasher blob, plain;
    const byte_sink out = [&](std::string_view part) {
        blob.update(part);
        made.descriptor.size += part.size();
        sink(part);
    };
    const auto pass = [&](const byte_sink& next) {
        write([&](std::string_view part) {
            plain.update(part);
            made.unpacked_size += part.size();
            next(part);
        });
    };
    if (options.compression == compression::none) {
        pass(out);
    } else {
        archive_writer squeezed(out);
        squeezed.check(archive_write_set_format_raw(squeezed.get()));
        add_filter(squeezed, options);
        squeezed.open();
        entry_handle e(archive_entry_new());
        archive_entry_set_filetype(e.get(), AE_IFREG);
        squeezed.check(archive_write_header(squeezed.get(), e.get()));
        pass([&](std::string_view part) { squeezed.data(part); });
        squeezed.close();
    }
    made.descriptor.media_type = layer_type(options.compression);
    made.descriptor.digest = blob.finish();
    made.diff_id = plain.finish();
    return made;
}

}  // namespace detail

/// Writes a layer: entries sorted by path, fixed times, no names of users, so that the same files
/// always give the same digest. Throws `status_error`.
inline packed_layer pack(const file_tree& tree, const byte_sink& sink,
                         const pack_options& options = {}) {
    return detail::squeeze([&](const byte_sink& next) { detail::write_tar(tree, next, options); },
                           sink, options);
}

/// Writes a layer that is a tar as it stands; one that is compressed by gzip, bzip2, xz or zstd is
/// unpacked first. Of the options only those of the compression count. Throws `status_error`:
/// invalid; request_entity_too_large for one of more than `most` bytes.
inline packed_layer pack_tar(byte_source tar, const byte_sink& sink, std::uint64_t most,
                             const pack_options& options = {}) {
    return detail::squeeze(
        [&](const byte_sink& next) {
            std::uint64_t size = 0;
            drain(detail::inflate(std::move(tar), "the archive", true), [&](std::string_view part) {
                size += part.size();
                if (size > most)
                    throw status_error(
                        core::reason::request_entity_too_large,
                        "the archive has more than " + std::to_string(most) + " bytes");
                next(part);
            });
        },
        sink, options);
}

/// Packs what is below a directory.
inline packed_layer pack(const std::filesystem::path& directory, const byte_sink& sink,
                         const pack_options& options = {}) {
    return pack(file_tree::from_directory(directory), sink, options);
}

}  // namespace slipway::oci
