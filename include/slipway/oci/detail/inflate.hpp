// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <slipway/oci/detail/archive.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::oci::detail {

/// The filter that a stream beginning with `head` needs; none for a plain tar. Layers have gzip and
/// zstd only.
inline std::optional<int> compression_of(std::string_view head, bool more) {
    using namespace std::string_view_literals;
    if (head.starts_with("\x1f\x8b"sv)) return ARCHIVE_FILTER_GZIP;
    if (head.starts_with("\x28\xb5\x2f\xfd"sv)) return ARCHIVE_FILTER_ZSTD;
    if (more && head.starts_with("BZh"sv)) return ARCHIVE_FILTER_BZIP2;
    if (more && head.starts_with("\xfd"
                                 "7zXZ\0"sv))
        return ARCHIVE_FILTER_XZ;
    return std::nullopt;
}

/// `head`, then the rest of `source`.
inline byte_source prepend(std::string head, byte_source source) {
    auto left = std::make_shared<std::string>(std::move(head));
    return [left, source = std::move(source)](std::span<char> into) -> std::size_t {
        if (left->empty()) return source(into);
        const std::size_t n = std::min(into.size(), left->size());
        std::memcpy(into.data(), left->data(), n);
        left->erase(0, n);
        return n;
    };
}

/// The plain bytes of a stream that is compressed by gzip or zstd (with `more`, bzip2 or xz), or
/// not at all. Exactly one compression is undone, so that a bomb within a bomb stays closed.
inline byte_source inflate(byte_source source, const char* what = "the layer", bool more = false) {
    std::string head(6, '\0');
    std::size_t have = 0;
    while (have < head.size()) {
        const std::size_t n = source(std::span(head).subspan(have));
        if (n == 0) break;
        have += n;
    }
    head.resize(have);
    const auto filter = compression_of(head, more);
    byte_source whole = prepend(std::move(head), std::move(source));
    if (!filter) return whole;
    auto reader = std::make_shared<archive_reader>(std::move(whole), what);
    reader->check(archive_read_append_filter(reader->get(), *filter));
    reader->check(archive_read_support_format_raw(reader->get()));
    reader->check(archive_read_support_format_empty(reader->get()));
    reader->open();
    // A stream that breaks before its first bytes are out passes for an empty one.
    reader->check(archive_errno(reader->get()) != 0 ? ARCHIVE_FATAL : ARCHIVE_OK);
    archive_entry* entry = nullptr;
    if (reader->check(archive_read_next_header(reader->get(), &entry)) == ARCHIVE_EOF)
        return [](std::span<char>) -> std::size_t { return 0; };
    return [reader](std::span<char> into) -> std::size_t {
        const la_ssize_t n = archive_read_data(reader->get(), into.data(), into.size());
        reader->check(n < 0 ? static_cast<int>(n) : ARCHIVE_OK);
        return n < 0 ? 0 : static_cast<std::size_t>(n);
    };
}

}  // namespace slipway::oci::detail
