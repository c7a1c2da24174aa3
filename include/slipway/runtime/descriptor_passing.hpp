// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

#include <sys/socket.h>
#include <sys/uio.h>

#include <slipway/core/owned_fd.hpp>

namespace slipway::runtime {

/// How many descriptors go with one message.
inline constexpr std::size_t most_descriptors = 4;

/// Both ends of a pair of stream sockets.
struct socket_ends {
    core::owned_fd one, other;
};

inline socket_ends make_socket_pair() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        core::fail_with_errno("cannot make a pair of sockets");
    return {core::owned_fd(ends[0]), core::owned_fd(ends[1])};
}

/// Sends bytes, of which there is at least one, and descriptors with them (unix(7), SCM_RIGHTS).
/// Nothing but system calls: it may be called between fork and exec. Gives what sendmsg(2) gives.
inline ssize_t send_with_descriptors(int socket, std::string_view bytes, const int* fds,
                                     std::size_t count) {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int) * most_descriptors)] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (count > 0) {
        message.msg_control = room;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
        cmsghdr* const head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int) * count);
        std::memcpy(CMSG_DATA(head), fds, sizeof(int) * count);
    }
    ssize_t n = 0;
    do n = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n;
}

/// Receives at most `size` bytes, and adds the descriptors that come with them. Gives what
/// recvmsg(2) gives.
inline ssize_t receive_with_descriptors(int socket, char* bytes, std::size_t size,
                                        std::vector<core::owned_fd>& fds) {
    iovec part{bytes, size};
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int) * most_descriptors)] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    ssize_t n = 0;
    do n = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n < 0) return n;
    for (cmsghdr* head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof fd);
            fds.emplace_back(fd);
        }
    }
    return n;
}

/// Sends one descriptor alone.
inline bool send_descriptor(int socket, int fd) {
    return send_with_descriptors(socket, {"", 1}, &fd, 1) == 1;
}

/// Waits for one; an empty one where the other side is closed.
inline core::owned_fd receive_descriptor(int socket) {
    std::vector<core::owned_fd> fds;
    char byte = 0;
    if (receive_with_descriptors(socket, &byte, 1, fds) <= 0 || fds.empty()) return {};
    return std::move(fds.front());
}

}  // namespace slipway::runtime
