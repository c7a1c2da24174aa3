// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/oci/detail/inflate.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::oci {

/// Whether a stream is a tar archive with something in it: plain, or compressed by gzip, bzip2, xz
/// or zstd. Its name means nothing; the checksum of the first header does (POSIX, pax, "ustar
/// Interchange Format").
inline bool is_archive(byte_source source) {
    std::string head(512, '\0');
    try {
        const byte_source plain = detail::inflate(std::move(source), "the archive", true);
        for (std::size_t have = 0; have < head.size();) {
            const std::size_t n = plain(std::span(head).subspan(have));
            if (n == 0) return false;
            have += n;
        }
    } catch (const status_error& e) {
        if (e.is(core::reason::invalid)) return false;  // it only begins like something compressed
        throw;
    }
    unsigned long sum = 0, said = 0;
    for (std::size_t i = 0; i < head.size(); ++i)
        sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(head[i]);
    bool digits = false;
    for (const char c : head.substr(148, 8)) {
        if (c >= '0' && c <= '7')
            said = said * 8 + static_cast<unsigned long>(c - '0'), digits = true;
        else if (digits || c != ' ') break;
    }
    return digits && said == sum;
}

}  // namespace slipway::oci
