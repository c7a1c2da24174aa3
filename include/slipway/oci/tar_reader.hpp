// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <slipway/oci/detail/archive.hpp>
#include <slipway/oci/detail/inflate.hpp>
#include <slipway/oci/file_tree.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::oci {

/// What stands in a tar. Nothing of it is checked: paths may be absolute, lead upwards, and come
/// twice.
struct tar_entry {
    std::string path{};
    file_kind kind = file_kind::file;
    std::string target{};  ///< of a link, as written
};

/// Reads a tar entry by entry; plain, or compressed by gzip or zstd. For layers, see `unpack`.
class tar_reader {
public:
    /// Throws `status_error` (invalid) for what is no tar, or what `source` throws.
    explicit tar_reader(byte_source source)
        : tar_(detail::inflate(std::move(source), "the archive"), "the archive") {
        tar_.check(archive_read_support_format_tar(tar_.get()));
        tar_.check(archive_read_support_format_empty(tar_.get()));
        tar_.open();
    }

    /// The next entry; nothing at the end. What was not read of the last one is passed over.
    std::optional<tar_entry> next() {
        archive_entry* entry = nullptr;
        if (tar_.check(archive_read_next_header(tar_.get(), &entry)) == ARCHIVE_EOF)
            return std::nullopt;
        const auto text = [](const char* s) { return std::string(s ? s : ""); };
        tar_entry made{.path = text(archive_entry_pathname(entry))};
        if (const char* const hard = archive_entry_hardlink(entry))
            return tar_entry{std::move(made.path), file_kind::hard_link, hard};
        switch (archive_entry_filetype(entry)) {
            case AE_IFDIR: made.kind = file_kind::directory; break;
            case AE_IFLNK:
                made.kind = file_kind::symlink;
                made.target = text(archive_entry_symlink(entry));
                break;
            case AE_IFCHR: made.kind = file_kind::character_device; break;
            case AE_IFBLK: made.kind = file_kind::block_device; break;
            case AE_IFIFO: made.kind = file_kind::fifo; break;
            default: break;
        }
        return made;
    }

    /// The content of the entry that `next` gave; valid until it is called again, and as long as
    /// this lives.
    byte_source content() {
        return [this](std::span<char> into) -> std::size_t {
            const la_ssize_t n = archive_read_data(tar_.get(), into.data(), into.size());
            tar_.check(n < 0 ? static_cast<int>(n) : ARCHIVE_OK);
            return n < 0 ? 0 : static_cast<std::size_t>(n);
        };
    }

private:
    detail::archive_reader tar_;
};

}  // namespace slipway::oci
