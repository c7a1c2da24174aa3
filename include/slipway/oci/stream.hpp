// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/core/status.hpp>
#include <slipway/oci/digest.hpp>

namespace slipway::oci {

/// Gives the next bytes of a stream: fills the buffer from its front and returns how many; 0 is the
/// end. The reader pulls, so that a slow reader slows the writer; to cancel, drop it. Copies share
/// the position.
using byte_source = std::function<std::size_t(std::span<char>)>;

/// Takes the next bytes of a stream.
using byte_sink = std::function<void(std::string_view)>;

inline constexpr std::size_t stream_buffer_size = 128 * 1024;

/// Reads shared bytes, of which it keeps a part alive.
inline byte_source read_from(std::shared_ptr<const std::string> bytes, std::uint64_t offset = 0,
                             std::uint64_t length = UINT64_MAX) {
    const auto begin = std::min<std::uint64_t>(offset, bytes->size());
    const auto end = begin + std::min<std::uint64_t>(length, bytes->size() - begin);
    return [bytes = std::move(bytes), at = std::make_shared<std::uint64_t>(begin),
            end](std::span<char> into) {
        const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), end - *at));
        std::memcpy(into.data(), bytes->data() + *at, n);
        *at += n;
        return n;
    };
}
inline byte_source read_from(std::string bytes) {
    return read_from(std::make_shared<const std::string>(std::move(bytes)));
}

/// Reads a file from `offset`, at most `length` bytes. Throws `status_error` (not_found) where
/// there is none.
inline byte_source read_from_file(const std::filesystem::path& path, std::uint64_t offset = 0,
                                  std::uint64_t length = UINT64_MAX) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        throw status_error(errno == ENOENT ? core::reason::not_found : core::reason::internal_error,
                           "cannot open " + path.string() + ": " + std::strerror(errno));
    std::shared_ptr<const int> file(new int(fd), [](const int* p) {
        ::close(*p);
        delete p;
    });
    auto at = std::make_shared<std::pair<std::uint64_t, std::uint64_t>>(offset, length);
    return [file = std::move(file), at = std::move(at), path](std::span<char> into) -> std::size_t {
        const auto want =
            static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), at->second));
        if (want == 0) return 0;
        ssize_t n = 0;
        do n = ::pread(*file, into.data(), want, static_cast<off_t>(at->first));
        while (n < 0 && errno == EINTR);
        if (n < 0)
            throw status_error(core::reason::internal_error,
                               "cannot read " + path.string() + ": " + std::strerror(errno));
        at->first += static_cast<std::uint64_t>(n);
        at->second -= static_cast<std::uint64_t>(n);
        return static_cast<std::size_t>(n);
    };
}

/// Pulls all of a stream through `sink`; returns the number of bytes.
inline std::uint64_t drain(const byte_source& source, const byte_sink& sink) {
    std::vector<char> buffer(stream_buffer_size);
    std::uint64_t total = 0;
    while (const std::size_t n = source(buffer)) {
        sink({buffer.data(), n});
        total += n;
    }
    return total;
}

/// The whole of a stream. Throws `status_error` (request_entity_too_large) when it has more than
/// `limit` bytes.
inline std::string read_all(const byte_source& source, std::uint64_t limit) {
    constexpr std::size_t first = 16 * 1024;  // most documents are smaller
    std::string all;
    for (std::size_t have = 0;;) {
        all.resize(have + std::clamp(have, first, stream_buffer_size));
        const std::size_t n = source(std::span(all).subspan(have));
        have += n;
        if (have > limit)
            throw status_error(
                core::reason::request_entity_too_large,
                "more than " + std::to_string(limit) + " bytes where a small document is expected");
        if (n != 0) continue;
        all.resize(have);
        return all;
    }
}

/// The same stream, checked: at its end the reader gets `status_error` (invalid) instead of the
/// end, unless it had exactly this size and digest. A stream that runs over its size is cut off at
/// once.
inline byte_source verified(byte_source source, digest expected, std::uint64_t size) {
    struct state {
        hasher hash;
        std::uint64_t left;
        bool ended = false;
        std::string failure{};  // found once, it stays
        [[noreturn]] void fail(std::string why) {
            failure = std::move(why);
            throw status_error(core::reason::invalid, failure);
        }
    };
    auto s = std::make_shared<state>(state{hasher(expected.algorithm()), size});
    return [source = std::move(source), expected = std::move(expected), size,
            s](std::span<char> into) -> std::size_t {
        if (!s->failure.empty()) throw status_error(core::reason::invalid, s->failure);
        if (s->ended) return 0;
        const std::size_t n = source(into);
        if (n > s->left)
            s->fail("blob " + expected.str() + " has more bytes than the " + std::to_string(size) +
                    " that its descriptor says");
        s->hash.update(std::string_view(into.data(), n));
        s->left -= n;
        if (n != 0) return n;
        s->ended = true;
        if (s->left != 0)
            s->fail("blob " + expected.str() + " ends after " + std::to_string(size - s->left) +
                    " bytes of the " + std::to_string(size) + " that its descriptor says");
        if (const digest actual = s->hash.finish(); actual != expected)
            s->fail("blob " + expected.str() + " has other content: its digest is " + actual.str());
        return 0;
    };
}

}  // namespace slipway::oci
