// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <sys/un.h>

#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// One side of a connection over which JSON documents go, with descriptors: four bytes of length,
/// lowest first, then the text.
class message_channel {
public:
    struct message {
        json::value document;
        std::vector<owned_fd> descriptors;
    };

    explicit message_channel(owned_fd socket) : socket_(std::move(socket)) {}

    /// False where the other side has gone.
    bool send(const json::value& document, const std::vector<int>& descriptors = {}) const {
        std::string bytes(4, '\0');
        bytes += json::write(document);
        const std::size_t size = bytes.size() - 4;
        if (size > longest)
            throw status_error(core::reason::request_entity_too_large,
                               "a message of " + std::to_string(size) + " bytes is too long");
        for (int i = 0; i < 4; ++i)
            bytes[static_cast<std::size_t>(i)] = static_cast<char>(size >> (8 * i) & 255);
        std::string_view rest = bytes;
        for (std::size_t count = descriptors.size(); !rest.empty(); count = 0) {
            const ssize_t n = send_with_descriptors(socket_.get(), rest, descriptors.data(), count);
            if (n < 0) return false;
            rest.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }
    /// Nothing at the end of the connection. Throws `status_error` (bad_request) for what is no
    /// message.
    std::optional<message> receive() const {
        message made;
        std::array<char, 4> head{};
        if (!fill(head.data(), head.size(), made.descriptors)) return std::nullopt;
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size |= std::size_t(static_cast<unsigned char>(head[i])) << (8 * i);
        if (size > longest)
            throw status_error(core::reason::bad_request,
                               "a message of " + std::to_string(size) + " bytes is too long");
        std::string text(size, '\0');
        if (!fill(text.data(), size, made.descriptors)) return std::nullopt;
        made.document = json::read(text);
        return made;
    }
    int socket() const { return socket_.get(); }

private:
    static constexpr std::size_t longest = 64 << 20;

    bool fill(char* to, std::size_t size, std::vector<owned_fd>& descriptors) const {
        while (size > 0) {
            const ssize_t n = receive_with_descriptors(socket_.get(), to, size, descriptors);
            if (n <= 0) return false;
            to += n;
            size -= static_cast<std::size_t>(n);
        }
        return true;
    }

    owned_fd socket_;
};

/// A path of any length as an address: by the descriptor of its directory, since an address has
/// room for 107 characters.
inline sockaddr_un socket_address(const owned_fd& directory, std::string_view name) {
    sockaddr_un made{};
    made.sun_family = AF_UNIX;
    const std::string path =
        "/proc/self/fd/" + std::to_string(directory.get()) + '/' + std::string(name);
    path.copy(made.sun_path, sizeof made.sun_path - 1);
    return made;
}
inline owned_fd stream_socket() {
    owned_fd made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!made) fail_with_errno("cannot make a socket");
    return made;
}

/// Nothing where nobody listens on `socket` in the directory.
inline std::optional<message_channel> connect_in(const std::filesystem::path& directory) {
    const owned_fd place(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place) return std::nullopt;
    owned_fd made = stream_socket();
    const sockaddr_un address = socket_address(place, "socket");
    int result = 0;
    do result = ::connect(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    while (result != 0 && errno == EINTR);
    if (result != 0) return std::nullopt;
    return message_channel(std::move(made));
}
inline owned_fd listen_in(const std::filesystem::path& directory) {
    const owned_fd place = open_or_throw(directory.string(), O_PATH | O_DIRECTORY);
    owned_fd made = stream_socket();
    const sockaddr_un address = socket_address(place, "socket");
    if (::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(made.get(), 128) != 0)
        fail_with_errno("cannot listen in " + directory.string());
    return made;
}

}  // namespace slipway::runtime::detail
