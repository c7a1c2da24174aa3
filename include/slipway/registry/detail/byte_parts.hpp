// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/mman.h>

#include <slipway/oci/stream.hpp>

namespace slipway::registry::detail {

/// Bytes in parts of one size, so that they grow without being copied. The memory of a part comes
/// at once: to get it page by page costs more than to fill it.
class byte_parts {
public:
    std::uint64_t size() const { return size_; }

    void append(std::string_view bytes) {
        while (!bytes.empty()) {
            if (parts_.empty() || parts_.back().size == part_size)
                parts_.push_back(parts_.empty() ? part::of(bytes.size()) : part::whole());
            part& last = parts_.back();
            if (last.size == last.room) last.grow();
            const std::size_t n = std::min(bytes.size(), last.room - last.size);
            std::memcpy(last.memory.get() + last.size, bytes.data(), n);
            last.size += n;
            bytes.remove_prefix(n);
            size_ += n;
        }
    }
    /// Nothing more comes.
    void finish() {
        if (!parts_.empty()) parts_.back().fit();
    }
    oci::digest digest(oci::digest_algorithm a) const {
        oci::hasher hash(a);
        for (const part& each : parts_) hash.update(each.bytes());
        return hash.finish();
    }

    /// Keeps the bytes alive.
    static oci::byte_source read(std::shared_ptr<const byte_parts> from, std::uint64_t offset,
                                 std::uint64_t length) {
        const std::uint64_t begin = std::min(offset, from->size_),
                            end = begin + std::min(length, from->size_ - begin);
        return [from = std::move(from), at = std::make_shared<std::uint64_t>(begin),
                end](std::span<char> into) {
            std::size_t done = 0;
            while (done < into.size() && *at < end) {
                const std::string_view bytes =
                    from->parts_[static_cast<std::size_t>(*at / part_size)].bytes();
                const auto inside = static_cast<std::size_t>(*at % part_size);
                const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(
                    {bytes.size() - inside, into.size() - done, end - *at}));
                std::memcpy(into.data() + done, bytes.data() + inside, n);
                done += n;
                *at += n;
            }
            return done;
        };
    }

private:
    static constexpr std::size_t part_size = 1024 * 1024;

    struct release {
        bool mapped;
        void operator()(char* memory) const {
            if (mapped) ::munmap(memory, part_size);
            else delete[] memory;
        }
    };
    struct part {
        std::unique_ptr<char[], release> memory{nullptr, release{false}};
        std::size_t room = 0, size = 0;  ///< bytes

        std::string_view bytes() const { return {memory.get(), size}; }
        static part of(std::size_t room) {
            if (room >= part_size) return whole();
            return {std::unique_ptr<char[], release>(new char[room], release{false}), room, 0};
        }
        static part whole() {
            void* const all = ::mmap(nullptr, part_size, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (all == MAP_FAILED) throw std::bad_alloc();
#ifdef MADV_POPULATE_WRITE
            ::madvise(all, part_size, MADV_POPULATE_WRITE);  // only a hint: without, each page is
                                                             // got when it is first written
#endif
            return {std::unique_ptr<char[], release>(static_cast<char*>(all), release{true}),
                    part_size, 0};
        }
        void move_to(part to) {
            std::memcpy(to.memory.get(), memory.get(), size);
            to.size = size;
            *this = std::move(to);
        }
        void grow() { move_to(of(room * 2)); }
        void fit() {
            if (size < room) move_to(of(size));
        }
    };

    std::vector<part> parts_;
    std::uint64_t size_ = 0;
};

}  // namespace slipway::registry::detail
