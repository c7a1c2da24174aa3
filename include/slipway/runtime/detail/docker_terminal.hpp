// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <slipway/core/owned_fd.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>

namespace slipway::runtime::detail {

/// A terminal of this machine that stands for one of a daemon's: whoever has `theirs` types, and
/// says the size; both are found at `ours`.
struct local_terminal {
    core::owned_fd theirs, ours;

    local_terminal() : theirs(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        char name[100];
        if (!theirs || ::grantpt(theirs.get()) != 0 || ::unlockpt(theirs.get()) != 0 ||
            ::ptsname_r(theirs.get(), name, sizeof name) != 0)
            core::fail_with_errno("cannot make a terminal");
        ours = core::open_or_throw(name, O_RDWR | O_NOCTTY);
        termios how{};
        if (::tcgetattr(ours.get(), &how) != 0) core::fail_with_errno("cannot set up a terminal");
        ::cfmakeraw(&how);  // the daemon's side does what terminals do
        if (::tcsetattr(ours.get(), TCSANOW, &how) != 0)
            core::fail_with_errno("cannot set up a terminal");
    }
};

/// Says the size of a terminal to the daemon, of what is at `place`.
inline bool resize(const docker_daemon& daemon, const std::string& place, winsize to) {
    return docker_daemon::good(daemon.ask("POST", place + "/resize?h=" + std::to_string(to.ws_row) +
                                                      "&w=" + std::to_string(to.ws_col)));
}

/// All of it; false where nobody reads, or `over` can be read before.
inline bool write_all(int fd, std::string_view bytes, int over = -1) {
    while (!bytes.empty()) {
        pollfd both[] = {{fd, POLLOUT, 0}, {over, POLLIN, 0}};
        if (::poll(both, 2, -1) < 0 && errno == EINTR) continue;
        if (both[1].revents) return false;
        const ssize_t n = ::write(
            fd, bytes.data(),
            std::min<std::size_t>(bytes.size(), PIPE_BUF));  // for so much there is room (pipe(7))
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (n < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

}  // namespace slipway::runtime::detail
