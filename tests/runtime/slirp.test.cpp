// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/slirp.hpp>

#include <chrono>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include <slipway/core/owned_fd.hpp>

#if __has_include(<slirp/libslirp.h>)
#include <slirp/libslirp.h>
#endif

namespace slirp_test {

using namespace slipway;
using runtime::detail::slirp;

#if __has_include(<slirp/libslirp.h>)
namespace ours = runtime::detail::slirp_interface;
static_assert(offsetof(ours::configuration, version) == offsetof(SlirpConfig, version) &&
              offsetof(ours::configuration, in_enabled) == offsetof(SlirpConfig, in_enabled));
static_assert(offsetof(ours::configuration, vnetwork) == offsetof(SlirpConfig, vnetwork) &&
              offsetof(ours::configuration, vhost) == offsetof(SlirpConfig, vhost));
static_assert(offsetof(ours::configuration, vhostname) == offsetof(SlirpConfig, vhostname) &&
              offsetof(ours::configuration, vnameserver) == offsetof(SlirpConfig, vnameserver));
static_assert(offsetof(ours::configuration, if_mtu) == offsetof(SlirpConfig, if_mtu) &&
              offsetof(ours::configuration, disable_host_loopback) ==
                  offsetof(SlirpConfig, disable_host_loopback));
static_assert(offsetof(ours::configuration, enable_emu) == offsetof(SlirpConfig, enable_emu));
static_assert(offsetof(ours::callbacks, send_packet) == offsetof(SlirpCb, send_packet) &&
              offsetof(ours::callbacks, clock_get_ns) == offsetof(SlirpCb, clock_get_ns));
static_assert(offsetof(ours::callbacks, timer_mod) == offsetof(SlirpCb, timer_mod) &&
              offsetof(ours::callbacks, notify) == offsetof(SlirpCb, notify));
static_assert(int(ours::in) == SLIRP_POLL_IN && int(ours::out) == SLIRP_POLL_OUT &&
              int(ours::priority) == SLIRP_POLL_PRI && int(ours::error) == SLIRP_POLL_ERR &&
              int(ours::hang_up) == SLIRP_POLL_HUP);
#endif

namespace {

/// Both ends of something that passes frames on.
struct frames {
    frames() {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends) != 0)
            core::fail_with_errno("cannot make a pair of sockets");
        guest = core::owned_fd(ends[0]), host = core::owned_fd(ends[1]);
    }
    core::owned_fd guest, host;
};

/// What the stack sends to the guest when it is told this, within seconds.
std::optional<std::string> answer(slirp& stack, const frames& link, const std::string& frame) {
    if (::send(link.guest.get(), frame.data(), frame.size(), 0) < 0) return std::nullopt;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < end) {
        std::vector<pollfd> waited{{link.guest.get(), POLLIN, 0}};
        int patience = 1000;
        stack.add(waited, patience);
        const int ready = ::poll(waited.data(), waited.size(), patience);
        if (waited[0].revents != 0) {
            char bytes[2048];
            const ssize_t size = ::recv(link.guest.get(), bytes, sizeof bytes, 0);
            return std::string(bytes, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        }
        stack.go_on(waited, ready < 0);
    }
    return std::nullopt;
}

/// A question of ARP (RFC 826): who has this address?
std::string who_has(const std::string& address) {
    const std::string own("\x02slip\x01", 6), guest("\xc0\x00\x00\x02", 4);
    return std::string(6, '\xff') + own +
           std::string("\x08\x06\x00\x01\x08\x00\x06\x04\x00\x01", 10) + own + guest +
           std::string(6, '\0') + address;
}

}  // namespace

TEST_CASE("the gateway of user-mode networking answers") {
    const frames link;
    std::optional<slirp> stack;
    try {
        stack.emplace(link.host.get());
    } catch (const status_error& e) {
        REQUIRE(e.message().starts_with("libslirp is missing (Debian: libslirp0): "));
        WARN("skipped: " << e.message());
        return;
    }
    const std::string gateway("\xc0\x00\x00\x01", 4);
    const auto said = answer(*stack, link, who_has(gateway));
    REQUIRE(said);
    REQUIRE(said->size() >= 42);
    CHECK(said->substr(12, 2) == "\x08\x06");
    CHECK(said->substr(20, 2) == std::string("\x00\x02", 2));  // an answer
    CHECK(said->substr(28, 4) == gateway);
}

}  // namespace slirp_test
