// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <slipway/core/status.hpp>

namespace slipway::runtime::detail {

/// What a program shares with libslirp, as of version 1 of its configuration, which all of its
/// versions from 4.0 on take (libslirp.h). It is written down here since the library is looked for
/// when a program runs, not when it is built: who has none lacks a way out, and nothing else.
namespace slirp_interface {

struct stack;
enum poll_event { in = 1, out = 2, priority = 4, error = 8, hang_up = 16 };

struct configuration {
    std::uint32_t version;
    int restricted;
    bool in_enabled;
    in_addr vnetwork, vnetmask, vhost;
    bool in6_enabled;
    in6_addr vprefix_addr6;
    std::uint8_t vprefix_len;
    in6_addr vhost6;
    const char *vhostname, *tftp_server_name, *tftp_path, *bootfile;
    in_addr vdhcp_start, vnameserver;
    in6_addr vnameserver6;
    const char** vdnssearch;
    const char* vdomainname;
    std::size_t if_mtu, if_mru;
    bool disable_host_loopback, enable_emu;
};
struct callbacks {
    ssize_t (*send_packet)(const void* bytes, std::size_t size, void* opaque);
    void (*guest_error)(const char* message, void* opaque);
    std::int64_t (*clock_get_ns)(void* opaque);
    void* (*timer_new)(void (*call)(void*), void* with, void* opaque);
    void (*timer_free)(void* timer, void* opaque);
    void (*timer_mod)(void* timer, std::int64_t when, void* opaque);  // in ms
    void (*register_poll_fd)(int fd, void* opaque);
    void (*unregister_poll_fd)(int fd, void* opaque);
    void (*notify)(void* opaque);
};

}  // namespace slirp_interface

/// libslirp, loaded.
class slirp_library {
public:
    /// Throws `status_error` (not_found) where it is not there.
    slirp_library() : handle_(::dlopen("libslirp.so.0", RTLD_NOW | RTLD_LOCAL), &::dlclose) {
        if (!handle_) {
            const char* const why = ::dlerror();
            throw status_error(core::reason::not_found,
                               std::string("libslirp is missing (Debian: libslirp0): ") +
                                   (why ? why : "it cannot be loaded"));
        }
        find(make, "slirp_new");
        find(remove, "slirp_cleanup");
        find(fill, "slirp_pollfds_fill");
        find(poll, "slirp_pollfds_poll");
        find(input, "slirp_input");
    }

    slirp_interface::stack* (*make)(const slirp_interface::configuration*,
                                    const slirp_interface::callbacks*, void* opaque) = nullptr;
    void (*remove)(slirp_interface::stack*) = nullptr;
    void (*fill)(slirp_interface::stack*, std::uint32_t* timeout,
                 int (*add)(int fd, int events, void* opaque), void* opaque) = nullptr;
    void (*poll)(slirp_interface::stack*, int failed, int (*events_of)(int index, void* opaque),
                 void* opaque) = nullptr;
    void (*input)(slirp_interface::stack*, const std::uint8_t* frame, int size) = nullptr;

private:
    template <class F>
    void find(F& function, const char* name) {
        function = reinterpret_cast<F>(::dlsym(handle_.get(), name));
        if (!function)
            throw status_error(core::reason::not_found, std::string("libslirp has no ") + name);
    }
    std::unique_ptr<void, int (*)(void*)> handle_;
};

/// A network's way out by sockets of this program (user-mode networking): what is sent over a link
/// to its gateway is sent on from here, as this user's programs send it. It reaches what they
/// reach, but nothing of this machine's loopback network.
///
/// All calls are for one thread, which waits for what `add` names.
class slirp {
public:
    /// The network between the link and this program: addresses that nobody else has, meant for
    /// such things (RFC 7335).
    static constexpr std::uint32_t network = 0xc000'0000, gateway = network + 1,
                                   guest = network + 2, name_server = network + 3;
    static constexpr unsigned prefix = 29;

    /// `frames`: a packet socket at the other end of the link; the caller's.
    explicit slirp(int frames) : frames_(frames) {
        slirp_interface::configuration how{};
        how.version = 1;
        how.in_enabled = true;
        how.vnetwork = address(network);
        how.vnetmask = address(~std::uint32_t(0) << (32 - prefix));
        how.vhost = address(gateway);
        how.vdhcp_start = address(name_server + 1);
        how.vnameserver = address(name_server);
        how.disable_host_loopback = true;
        stack_ = library_.make(&how, &calls_, this);
        if (!stack_)
            throw status_error(core::reason::internal_error, "libslirp cannot make a network");
    }
    slirp(const slirp&) = delete;
    ~slirp() { library_.remove(stack_); }

    /// Adds what is to be waited for, and shortens the time (in milliseconds) to wait.
    void add(std::vector<pollfd>& to, int& patience) {
        waited_ = &to;
        to.push_back({frames_, POLLIN, 0});
        own_ = to.size() - 1;
        auto most = static_cast<std::uint32_t>(patience);
        library_.fill(
            stack_, &most,
            [](int fd, int events, void* self) {
                return static_cast<slirp*>(self)->add_one(fd, events);
            },
            this);
        patience = static_cast<int>(most);
        for (const timer& each : timers_)
            if (each.when >= 0)
                patience = static_cast<int>(std::max<std::int64_t>(
                    0, std::min<std::int64_t>(patience, each.when - now() / 1'000'000)));
    }
    /// Passes on what there is after that.
    void go_on(const std::vector<pollfd>& waited, bool failed) {
        waited_ = const_cast<std::vector<pollfd>*>(&waited);
        if (!failed && waited[own_].revents != 0) take_frames();
        library_.poll(
            stack_, failed,
            [](int index, void* self) { return static_cast<const slirp*>(self)->events_of(index); },
            this);
        for (timer& each : timers_)
            if (each.when >= 0 && each.when <= now() / 1'000'000) {
                each.when = -1;
                each.call(each.with);
            }
    }

private:
    using event = slirp_interface::poll_event;
    struct timer {
        void (*call)(void*);
        void* with;
        std::int64_t when = -1;  // in ms
    };

    static in_addr address(std::uint32_t number) { return {htonl(number)}; }
    static std::int64_t now() {
        return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

    int add_one(int fd, int events) {
        short waits = 0;
        for (const auto& [theirs, ours] : pairs)
            if (events & theirs) waits = static_cast<short>(waits | ours);
        waited_->push_back({fd, waits, 0});
        return static_cast<int>(waited_->size() - 1);
    }
    int events_of(int index) const {
        const short there = waited_->at(static_cast<std::size_t>(index)).revents;
        int made = 0;
        for (const auto& [theirs, ours] : pairs)
            if (there & ours) made |= theirs;
        return made;
    }
    /// Some at a time, since others wait, too.
    void take_frames() {
        std::uint8_t frame[65536];
        for (int n = 0; n < 64; ++n) {
            const ssize_t size = ::recv(frames_, frame, sizeof frame, MSG_DONTWAIT);
            if (size <= 0) return;
            if (may_leave(frame, static_cast<std::size_t>(size)))
                library_.input(stack_, frame, static_cast<int>(size));
        }
    }
    /// Also where the kernel let it pass: nobody is at home in 0.0.0.0/8 and 127.0.0.0/8 but this
    /// machine itself.
    static bool may_leave(const std::uint8_t* frame, std::size_t size) {
        constexpr std::size_t kind = 12, to = 30;
        if (size <= to || frame[kind] != 8 || frame[kind + 1] != 0) return true;  // no IPv4
        return frame[to] != 0 && frame[to] != 127;
    }

    struct pair {
        int theirs;
        short ours;
    };
    static constexpr pair pairs[] = {{event::in, POLLIN},
                                     {event::out, POLLOUT},
                                     {event::priority, POLLPRI},
                                     {event::error, POLLERR},
                                     {event::hang_up, POLLHUP}};
    slirp_library library_;
    int frames_;
    std::list<timer> timers_;
    std::vector<pollfd>* waited_ = nullptr;
    std::size_t own_ = 0;
    const slirp_interface::callbacks calls_{
        .send_packet =
            [](const void* bytes, std::size_t size, void* self) {
                // What does not fit is lost, as on any link.
                [[maybe_unused]] const auto sent =
                    ::send(static_cast<slirp*>(self)->frames_, bytes, size, MSG_DONTWAIT);
                return static_cast<ssize_t>(size);
            },
        .guest_error = [](const char*, void*) {},  // a pod that sends nonsense harms itself only
        .clock_get_ns = [](void*) { return now(); },
        .timer_new = [](void (*call)(void*), void* with, void* self) -> void* {
            return &static_cast<slirp*>(self)->timers_.emplace_back(timer{call, with});
        },
        .timer_free =
            [](void* which, void* self) {
                static_cast<slirp*>(self)->timers_.remove_if(
                    [&](const timer& t) { return &t == which; });
            },
        .timer_mod = [](void* which, std::int64_t when,
                        void*) { static_cast<timer*>(which)->when = when; },
        .register_poll_fd = [](int, void*) {},
        .unregister_poll_fd = [](int, void*) {},
        .notify = [](void*) {},
    };
    slirp_interface::stack* stack_ = nullptr;
};

}  // namespace slipway::runtime::detail
