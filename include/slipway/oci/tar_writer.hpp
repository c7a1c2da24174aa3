// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/oci/detail/archive.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::oci {

/// Writes plain files into a tar, as they come. What is written twice with the same content has the
/// same bytes: times and owners are 0. For layers, see `pack`.
class tar_writer {
public:
    explicit tar_writer(byte_sink sink) : tar_(std::move(sink), "the archive") {
        tar_.check(archive_write_set_format_pax_restricted(tar_.get()));
        tar_.open();
    }

    /// Throws `status_error`: conflict where the stream has not exactly this size, or what stream
    /// and sink throw.
    void file(const std::string& path, std::uint64_t size, const byte_source& content) {
        header(path, size);
        const std::uint64_t written =
            drain(content, [&](std::string_view part) { tar_.data(part); });
        if (written != size)
            throw status_error(core::reason::conflict,
                               path + " changed while it was put into the archive");
    }
    void file(const std::string& path, std::string_view content) {
        header(path, content.size());
        tar_.data(content);
    }

    /// The end of the archive; without it, what was written is none.
    void close() { tar_.close(); }

private:
    void header(const std::string& path, std::uint64_t size) {
        const detail::entry_handle e(archive_entry_new());
        if (!e) throw std::bad_alloc();
        archive_entry_set_pathname(e.get(), path.c_str());
        archive_entry_set_filetype(e.get(), AE_IFREG);
        archive_entry_set_perm(e.get(), 0644);
        archive_entry_set_size(e.get(), static_cast<la_int64_t>(size));
        archive_entry_set_mtime(e.get(), 0, 0);
        tar_.check(archive_write_header(tar_.get(), e.get()));
    }

    detail::archive_writer tar_;
};

}  // namespace slipway::oci
