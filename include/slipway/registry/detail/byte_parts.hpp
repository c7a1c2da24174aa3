// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/oci/stream.hpp>

namespace slipway::registry::detail {

/// Bytes in parts of one size, so that they grow without being copied.
class byte_parts {
public:
    std::uint64_t size() const { return size_; }

    void append(std::string_view bytes) {
        while (!bytes.empty()) {
            if (parts_.empty()) parts_.emplace_back();
            else if (parts_.back().size() == part_size) parts_.emplace_back().reserve(part_size);
            const std::size_t n = std::min(bytes.size(), part_size - parts_.back().size());
            parts_.back().append(bytes.substr(0, n));
            bytes.remove_prefix(n);
            size_ += n;
        }
    }
    /// Nothing more comes.
    void finish() {
        if (!parts_.empty()) parts_.back().shrink_to_fit();
    }
    oci::digest digest(oci::digest_algorithm a) const {
        oci::hasher hash(a);
        for (const std::string& part : parts_) hash.update(part);
        return hash.finish();
    }

    /// Keeps the bytes alive.
    static oci::byte_source read(std::shared_ptr<const byte_parts> from, std::uint64_t offset, std::uint64_t length) {
        const std::uint64_t begin = std::min(offset, from->size_), end = begin + std::min(length, from->size_ - begin);
        return [from = std::move(from), at = std::make_shared<std::uint64_t>(begin), end](std::span<char> into) {
            std::size_t done = 0;
            while (done < into.size() && *at < end) {
                const std::string& part = from->parts_[static_cast<std::size_t>(*at / part_size)];
                const auto inside = static_cast<std::size_t>(*at % part_size);
                const auto n = static_cast<std::size_t>(std::min<std::uint64_t>({part.size() - inside, into.size() - done, end - *at}));
                std::memcpy(into.data() + done, part.data() + inside, n);
                done += n;
                *at += n;
            }
            return done;
        };
    }

private:
    static constexpr std::size_t part_size = 1024 * 1024;

    std::vector<std::string> parts_;
    std::uint64_t size_ = 0;
};

}  // namespace slipway::registry::detail
