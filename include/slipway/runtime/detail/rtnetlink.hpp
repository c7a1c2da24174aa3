// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sys/socket.h>

#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/hardware_address.hpp>

namespace slipway::runtime::detail {

/// An IPv4 address, in this machine's byte order.
using ipv4 = std::uint32_t;

inline std::string text_of(ipv4 a) {
    return std::to_string(a >> 24) + '.' + std::to_string(a >> 16 & 255) + '.' +
           std::to_string(a >> 8 & 255) + '.' + std::to_string(a & 255);
}

/// A message to the kernel about links, addresses and routes (rtnetlink(7)), as it is put together.
class netlink_message {
public:
    template <class Header>
    netlink_message(std::uint16_t type, std::uint16_t flags, const Header& body) {
        nlmsghdr h{};
        h.nlmsg_type = type;
        h.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
        put(&h, sizeof h);
        put(&body, sizeof body);
    }
    netlink_message& attribute(std::uint16_t type, const void* data, std::size_t size) {
        const rtattr a{static_cast<unsigned short>(RTA_LENGTH(size)), type};
        put(&a, sizeof a);
        put(data, size);
        return *this;
    }
    netlink_message& text(std::uint16_t type, const std::string& s) {
        return attribute(type, s.c_str(), s.size() + 1);
    }
    netlink_message& number(std::uint16_t type, std::uint32_t n) {
        return attribute(type, &n, sizeof n);
    }
    netlink_message& address(std::uint16_t type, ipv4 a) { return number(type, htonl(a)); }
    netlink_message& nest(std::uint16_t type, const std::function<void(netlink_message&)>& inside) {
        const std::size_t start = bytes_.size();
        attribute(type, nullptr, 0);
        inside(*this);
        const auto length = static_cast<unsigned short>(bytes_.size() - start);
        std::memcpy(bytes_.data() + start, &length, sizeof length);
        return *this;
    }
    /// Bytes as they are: the header that a veth's peer begins with.
    netlink_message& raw(const void* data, std::size_t size) {
        put(data, size);
        return *this;
    }

    std::string& finish(std::uint32_t sequence) {
        auto put_at = [this](std::size_t offset, std::uint32_t n) {
            std::memcpy(bytes_.data() + offset, &n, sizeof n);
        };
        put_at(offsetof(nlmsghdr, nlmsg_len), static_cast<std::uint32_t>(bytes_.size()));
        put_at(offsetof(nlmsghdr, nlmsg_seq), sequence);
        return bytes_;
    }

private:
    void put(const void* data, std::size_t size) {
        if (size > 0) bytes_.append(static_cast<const char*>(data), size);
        bytes_.resize((bytes_.size() + 3) & ~std::size_t(3));
    }
    std::string bytes_;
};

/// Links, addresses and routes of the network namespace in which it was made.
class rtnetlink {
public:
    /// the index of `lo`, in every namespace (LOOPBACK_IFINDEX of Linux)
    static constexpr int loopback = 1;

    /// In the network of the calling thread.
    rtnetlink()
        : rtnetlink(owned_fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE))) {
        if (!socket_) fail_with_errno("cannot open a netlink socket");
    }
    /// In the network in which that socket has been made; nobody else uses it.
    explicit rtnetlink(owned_fd socket) : socket_(std::move(socket)) {}

    int socket() const { return socket_.get(); }

    /// Gives false where the name is taken. The hardware address is set, since a bridge otherwise
    /// takes that of one of its ports and changes it when ports come and go: those that know the
    /// old one are not heard for seconds then.
    bool add_bridge(const std::string& name, const std::string& alias,
                    const hardware_address& address) {
        netlink_message m(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, ifinfomsg{});
        m.text(IFLA_IFNAME, name)
            .attribute(IFLA_ADDRESS, address.data(), address.size())
            .nest(IFLA_LINKINFO, [](netlink_message& in) { in.text(IFLA_INFO_KIND, "bridge"); });
        const int error = send(m);
        if (error == EEXIST) return false;
        if (error) fail_with_errno("cannot make the bridge " + name, error);
        ifinfomsg which{};
        which.ifi_index = index_of(name);
        netlink_message named(RTM_NEWLINK, 0, which);
        demand(named.text(IFLA_IFALIAS, alias), "cannot name the bridge " + name);
        return true;
    }
    /// A pair of links: `name` here, a port of the bridge unless that is 0, and `peer_name` in the
    /// namespace behind `peer_namespace`, which has that hardware address. Gives false where there
    /// is a link of that name here.
    bool add_veth(const std::string& name, int bridge, int peer_namespace,
                  const std::string& peer_name = "eth0",
                  const std::optional<hardware_address>& address = {}) {
        ifinfomsg here{};
        here.ifi_flags = here.ifi_change = IFF_UP;
        netlink_message m(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, here);
        m.text(IFLA_IFNAME, name);
        if (bridge != 0) m.number(IFLA_MASTER, static_cast<std::uint32_t>(bridge));
        m.nest(IFLA_LINKINFO, [&](netlink_message& info) {
            info.text(IFLA_INFO_KIND, "veth").nest(IFLA_INFO_DATA, [&](netlink_message& data) {
                data.nest(VETH_INFO_PEER, [&](netlink_message& peer) {
                    const ifinfomsg there{};
                    peer.raw(&there, sizeof there)
                        .text(IFLA_IFNAME, peer_name)
                        .number(IFLA_NET_NS_FD, static_cast<std::uint32_t>(peer_namespace));
                    if (address) peer.attribute(IFLA_ADDRESS, address->data(), address->size());
                });
            });
        });
        const int error = send(m);
        if (error && error != EEXIST) fail_with_errno("cannot make the link " + name, error);
        return error == 0;
    }
    void set_up(int index) {
        ifinfomsg which{};
        which.ifi_index = index;
        which.ifi_flags = which.ifi_change = IFF_UP;
        demand(netlink_message(RTM_NEWLINK, 0, which), "cannot set a link up");
    }
    void add_address(int index, ipv4 address, unsigned char prefix) {
        ifaddrmsg body{};
        body.ifa_family = AF_INET;
        body.ifa_prefixlen = prefix;
        body.ifa_index = static_cast<unsigned>(index);
        netlink_message m(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, body);
        demand(m.address(IFA_LOCAL, address).address(IFA_ADDRESS, address),
               "cannot give the address " + text_of(address));
    }
    void add_route(int index, ipv4 to, unsigned char prefix, ipv4 gateway) {
        rtmsg body = route(prefix);
        body.rtm_scope = RT_SCOPE_UNIVERSE;
        body.rtm_type = RTN_UNICAST;
        netlink_message m(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, body);
        m.address(RTA_DST, to)
            .address(RTA_GATEWAY, gateway)
            .number(RTA_OIF, static_cast<std::uint32_t>(index));
        demand(m, "cannot add the route to " + text_of(to));
    }
    void remove_default_route(int index, ipv4 gateway) {
        netlink_message m(RTM_DELROUTE, 0, route(0));
        m.address(RTA_GATEWAY, gateway).number(RTA_OIF, static_cast<std::uint32_t>(index));
        demand(m, "cannot remove the way out");
    }
    /// All addresses of a network become this machine's own: programs may listen on them, and
    /// nobody else gets what is sent there.
    void add_local_network(int index, ipv4 network, unsigned char prefix) {
        rtmsg body = route(prefix);
        body.rtm_table = RT_TABLE_LOCAL;
        body.rtm_scope = RT_SCOPE_HOST;
        body.rtm_type = RTN_LOCAL;
        netlink_message m(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, body);
        demand(m.address(RTA_DST, network).number(RTA_OIF, static_cast<std::uint32_t>(index)),
               "cannot add the network " + text_of(network));
    }
    void remove_link(const std::string& name) {
        netlink_message m(RTM_DELLINK, 0, ifinfomsg{});
        const int error = send(m.text(IFLA_IFNAME, name));
        if (error && error != ENODEV) fail_with_errno("cannot remove the link " + name, error);
    }
    int index_of(const std::string& name) {
        int found = 0;
        query(name, [&](const ifinfomsg& info, const rtattr*, int) { found = info.ifi_index; });
        if (found == 0) throw status_error(core::reason::not_found, "there is no link " + name);
        return found;
    }
    std::string alias_of(const std::string& name) { return index_and_alias_of(name).second; }
    /// 0 and nothing where there is no such link.
    std::pair<int, std::string> index_and_alias_of(const std::string& name) {
        std::pair<int, std::string> made;
        query(name, [&](const ifinfomsg& info, const rtattr* a, int left) {
            made.first = info.ifi_index;
            for (; RTA_OK(a, left); a = RTA_NEXT(a, left))
                if (a->rta_type == IFLA_IFALIAS)
                    made.second = static_cast<const char*>(RTA_DATA(a));
        });
        return made;
    }

private:
    static rtmsg route(unsigned char prefix) {
        rtmsg made{};
        made.rtm_family = AF_INET;
        made.rtm_dst_len = prefix;
        made.rtm_table = RT_TABLE_MAIN;
        made.rtm_protocol = RTPROT_STATIC;
        return made;
    }
    void demand(netlink_message& m, const std::string& what) {
        if (const int error = send(m)) fail_with_errno(what, error);
    }
    void demand(netlink_message&& m, const std::string& what) { demand(m, what); }
    int send(netlink_message& m) {
        write(m);
        return answer([](const nlmsghdr*) {});
    }
    template <class F>
    void query(const std::string& name, F f) {
        netlink_message m(RTM_GETLINK, 0, ifinfomsg{});
        write(m.text(IFLA_IFNAME, name));
        answer([&](const nlmsghdr* h) {
            if (h->nlmsg_type != RTM_NEWLINK) return;
            const auto* info = static_cast<const ifinfomsg*>(NLMSG_DATA(h));
            f(*info, IFLA_RTA(info), static_cast<int>(IFLA_PAYLOAD(h)));
        });
    }
    void write(netlink_message& m) {
        const std::string& bytes = m.finish(++sequence_);
        if (::send(socket_.get(), bytes.data(), bytes.size(), 0) < 0)
            fail_with_errno("cannot talk to the kernel's network");
    }
    /// Reads until the acknowledgement; gives its error.
    template <class F>
    int answer(F f) {
        alignas(nlmsghdr) std::array<char, 32 * 1024> buffer;
        while (true) {
            const ssize_t n = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return errno;
            auto left = static_cast<unsigned>(n);
            for (const auto* h = reinterpret_cast<const nlmsghdr*>(buffer.data());
                 NLMSG_OK(h, left); h = NLMSG_NEXT(h, left)) {
                if (h->nlmsg_seq != sequence_) continue;
                if (h->nlmsg_type == NLMSG_ERROR)
                    return -static_cast<const nlmsgerr*>(NLMSG_DATA(h))->error;
                f(h);
            }
        }
    }

    owned_fd socket_;
    std::uint32_t sequence_ = 0;
};

}  // namespace slipway::runtime::detail
