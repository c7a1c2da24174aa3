// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <linux/ethtool.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/runtime/detail/end_copy.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/detail/one_user.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/shim_server.hpp>
#include <slipway/runtime/detail/slirp.hpp>
#include <slipway/runtime/detail/subordinate_ids.hpp>

namespace slipway::runtime::detail {

/// The link by which a network namespace of this user's own leads out. Its other end lies in
/// another one, where nothing is but a packet socket (packet(7)) for the frames: nobody needs a
/// device or rights on this machine for that.
struct link_out {
    static constexpr const char* name = "out";

    /// Makes both namespaces, the caller's is the first then. For a program with one thread that is
    /// root of its user namespace.
    static owned_fd make() {
        enter_new_network();
        const owned_fd far_end = open_or_throw("/proc/self/ns/net", O_RDONLY);
        rtnetlink there;
        owned_fd frames(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0));
        if (!frames) fail_with_errno("cannot open a packet socket");
        enter_new_network();
        rtnetlink here;
        here.set_up(rtnetlink::loopback);
        if (!here.add_veth(name, 0, far_end.get(), "far"))
            throw status_error(core::reason::internal_error,
                               std::string("there is a link ") + name + " in a new network");
        send_whole_packets();
        there.set_up(there.index_of("far"));
        listen(frames, there.index_of("far"));
        const int link = here.index_of(name);
        here.add_address(link, slirp::guest, slirp::prefix);
        here.add_route(link, 0, 0, slirp::gateway);
        return frames;
    }

private:
    static void enter_new_network() {
        if (::unshare(CLONE_NEWNET) == 0) return;
        const int error = errno;
        if (error == EPERM || error == ENOSPC)
            throw status_error(
                core::reason::forbidden,
                "containers need root here: this machine lets no user make network namespaces (user.max_net_namespaces, "
                "kernel.apparmor_restrict_unprivileged_userns)");
        fail_with_errno("cannot make a network namespace", error);
    }
    /// Between the ends of such a link the kernel leaves out checksums, and packets may be larger
    /// than the link takes: not when they leave it.
    static void send_whole_packets() {
        const owned_fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        for (const int what : {ETHTOOL_STXCSUM, ETHTOOL_STSO, ETHTOOL_SGSO}) {
            ethtool_value off{static_cast<std::uint32_t>(what), 0};
            ifreq which{};
            std::string(name).copy(which.ifr_name, IFNAMSIZ - 1);
            which.ifr_data = reinterpret_cast<char*>(&off);
            if (::ioctl(socket.get(), SIOCETHTOOL, &which) != 0 && what == ETHTOOL_STXCSUM)
                fail_with_errno("cannot have checksums of what leaves");
        }
    }
    static void listen(const owned_fd& frames, int link) {
        sockaddr_ll where{};
        where.sll_family = AF_PACKET;
        where.sll_protocol = htons(ETH_P_ALL);
        where.sll_ifindex = link;
        const int on = 1;
        if (::setsockopt(frames.get(), SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) != 0 ||
            ::bind(frames.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0)
            fail_with_errno("cannot receive what leaves a network namespace");
    }
};

/// What stands in for this machine for a user who is not root: a user namespace that he is root of,
/// and in it a network namespace.
struct rootless_namespaces {
    owned_fd users, network, frames;
    std::string no_other_users{};  ///< why there is nobody but root

    /// With other users than root where they are wanted and this user may have some. For a program
    /// with one thread. Throws `status_error` that names what forbids it.
    static rootless_namespaces make(bool with_others) {
        std::string why_not = "the program that started the pod is not in their user namespace";
        try {
            if (with_others) return made_by_child(true);
        } catch (const status_error& e) {
            if (!e.is(core::reason::not_found)) throw;
            why_not = e.message();
        }
        rootless_namespaces made = made_by_child(false);
        made.no_other_users = std::move(why_not);
        return made;
    }

private:
    /// A process that ends with this.
    struct child {
        pid_t pid;
        ~child() {
            ::kill(pid, SIGKILL);
            while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
            }
        }
    };

    /// By one, since who enters a user namespace has no rights out here any more.
    static rootless_namespaces made_by_child(bool with_others) {
        socket_ends way = make_socket_pair();
        const pid_t pid = ::fork();
        if (pid == 0) {
            way.one.reset();
            be_child(message_channel(std::move(way.other)), with_others);
        }
        if (pid < 0) fail_with_errno("cannot make a process");
        const child ends{pid};
        way.other.reset();
        const message_channel to(std::move(way.one));
        if (with_others) {
            heard(to);
            map_subordinate_ids(pid);
            to.send({{"mapped", true}});
        }
        auto [said, fds] = heard(to);
        if (fds.size() != 3)
            throw status_error(core::reason::internal_error,
                               "the process in a new user namespace has sent no namespaces");
        return {std::move(fds[0]), std::move(fds[1]), std::move(fds[2])};
    }
    static message_channel::message heard(const message_channel& from) {
        auto said = from.receive();
        if (!said)
            throw status_error(core::reason::internal_error,
                               "the process in a new user namespace ended too soon");
        if (const auto failed = said->document.find("error"); failed != said->document.end())
            throw_failure(*failed);
        return *std::move(said);
    }
    [[noreturn]] static void be_child(const message_channel& parent, bool with_others) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        try {
            if (with_others) {
                make_user_namespace();
                if (!parent.send({{"made", true}}) || !parent.receive()) end_copy(1);
            } else {
                become_root_of_one_user();
            }
            const owned_fd frames = link_out::make(),
                           users = open_or_throw("/proc/self/ns/user", O_RDONLY),
                           network = open_or_throw("/proc/self/ns/net", O_RDONLY);
            parent.send({{"result", true}}, {users.get(), network.get(), frames.get()});
            char none = 0;
            [[maybe_unused]] const auto end = ::read(parent.socket(), &none, 1);
        } catch (const status_error& e) {
            parent.send(failure_document(e));
        }
        end_copy(0);
    }
};

/// The process that keeps the namespaces, and passes on what leaves them. It gives their
/// descriptors to each that connects, and ends when the last of these has gone, unless another one
/// is about to come, who holds the lock `starting`.
class rootless_host {
public:
    rootless_host(std::filesystem::path place, bool with_others) : rootless_host(with_others) {
        place_ = std::move(place);
        std::error_code ignored;
        std::filesystem::remove(place_ / "socket", ignored);  // of one that was killed
        listening_ = listen_in(place_);
    }
    /// For this guest alone; it is taken when the namespaces are there.
    explicit rootless_host(message_channel&& guest) : rootless_host(true) {
        receive(std::move(guest));
    }

    void serve() {
        constexpr int soon = 100, seldom = 60'000;  // ms
        while (true) {
            std::vector<pollfd> waited{{listening_.get(), POLLIN, 0}};
            for (const message_channel& each : guests_)
                waited.push_back({each.socket(), POLLIN, 0});
            const std::size_t guests = guests_.size();
            int patience = guests == 0 ? soon : seldom;
            if (way_out_) way_out_->add(waited, patience);
            const int ready = ::poll(waited.data(), waited.size(), patience);
            if (ready < 0 && errno != EINTR)
                fail_with_errno("cannot wait for what leaves the network");
            if (way_out_) way_out_->go_on(waited, ready < 0);
            if (ready < 0) continue;
            auto each = guests_.begin();
            for (std::size_t n = 1; n <= guests; ++n)
                each = waited[n].revents ? guests_.erase(each) : std::next(each);
            if (waited[0].revents) receive_guest();
            if (guests_.empty() && nobody_comes()) return;
        }
    }

private:
    explicit rootless_host(bool with_others) : namespaces_(rootless_namespaces::make(with_others)) {
        try {
            way_out_ = std::make_unique<slirp>(namespaces_.frames.get());
        } catch (const status_error& e) {
            no_gateway_ = e.message();
        }
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }
    void receive_guest() {
        owned_fd made(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (made) receive(message_channel(std::move(made)));
    }
    void receive(message_channel from) {
        const auto& guest = guests_.emplace_back(std::move(from));
        const bool told = guest.send({{"no_gateway", no_gateway_},
                                      {"name_server", way_out_ ? text_of(slirp::name_server) : ""},
                                      {"no_other_users", namespaces_.no_other_users}},
                                     {namespaces_.users.get(), namespaces_.network.get()});
        if (!told) guests_.pop_back();
    }
    /// The lock is held to the end of the process then.
    bool nobody_comes() {
        if (place_.empty()) return true;  // nobody can
        core::file_lock alone(place_ / "starting", LOCK_EX | LOCK_NB);
        pollfd more{listening_.get(), POLLIN, 0};
        if (!alone.held() || ::poll(&more, 1, 0) != 0) return false;
        std::error_code ignored;
        std::filesystem::remove(place_ / "socket", ignored);
        end_ = std::move(alone);
        return true;
    }

    std::filesystem::path place_;
    core::file_lock end_;
    rootless_namespaces namespaces_;
    std::unique_ptr<slirp> way_out_;
    std::string no_gateway_;
    owned_fd listening_;
    std::list<message_channel> guests_;
};

}  // namespace slipway::runtime::detail
