// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/network.hpp>

namespace slipway::runtime::detail {

/// What a rule of nftables is made of: it goes on from one expression to the next as long as they
/// match. They use the kernel's first register.
class nft_rule {
public:
    /// The link that a packet came by or goes by (`NFT_META_IIFNAME`, `NFT_META_OIFNAME`) is
    /// `name`; or not.
    nft_rule& link(nft_meta_keys which, std::string name, bool is = true) {
        name.resize(IFNAMSIZ);
        return meta(which).compare(is, name);
    }
    /// Its name begins so; or not.
    nft_rule& link_begins(nft_meta_keys which, const std::string& prefix, bool does = true) {
        return meta(which).compare(does, prefix);
    }
    /// The packet comes from this network.
    nft_rule& from_network(const ipv4_network& network) {
        expression("payload", [](netlink_message& m) {
            put(m, NFTA_PAYLOAD_DREG, NFT_REG_1),
                put(m, NFTA_PAYLOAD_BASE, NFT_PAYLOAD_NETWORK_HEADER);
            put(m, NFTA_PAYLOAD_OFFSET, 12),
                put(m, NFTA_PAYLOAD_LEN, sizeof(ipv4));  // RFC 791, 3.1: the source address
        });
        const std::uint32_t address = htonl(network.address);
        return masked(htonl(network.mask()))
            .compare(true, std::string(reinterpret_cast<const char*>(&address), sizeof address));
    }
    /// It belongs to no connection that there is, and to none that such a one has to do with.
    nft_rule& begins_a_connection() {
        expression("ct", [](netlink_message& m) {
            put(m, NFTA_CT_DREG, NFT_REG_1), put(m, NFTA_CT_KEY, NFT_CT_STATE);
        });
        const std::uint32_t known =
            NF_CT_STATE_BIT(IP_CT_ESTABLISHED) | NF_CT_STATE_BIT(IP_CT_RELATED);
        return masked(known).compare(true, std::string(sizeof known, '\0'));
    }
    nft_rule& drop() {
        return expression("immediate", [](netlink_message& m) {
            put(m, NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
            nest(m, NFTA_IMMEDIATE_DATA,
                 [&] { nest(m, NFTA_DATA_VERDICT, [&] { put(m, NFTA_VERDICT_CODE, NF_DROP); }); });
        });
    }
    /// It leaves with the address of this machine on the link that it goes by; what answers it
    /// comes back.
    nft_rule& masquerade() {
        return expression("masq", [](netlink_message&) {});
    }

private:
    friend class nft_changes;
    using part = std::function<void(netlink_message&)>;

    static void put(netlink_message& m, std::uint16_t type, std::uint32_t n) {
        m.number(type, htonl(n));
    }
    template <class F>
    static void nest(netlink_message& m, std::uint16_t type, F inside) {
        m.nest(static_cast<std::uint16_t>(type | NLA_F_NESTED),
               [&](netlink_message&) { inside(); });
    }
    nft_rule& meta(nft_meta_keys key) {
        return expression("meta", [key](netlink_message& m) {
            put(m, NFTA_META_KEY, key), put(m, NFTA_META_DREG, NFT_REG_1);
        });
    }
    /// Only these bits of the register stay; the mask is as it lies in memory there.
    nft_rule& masked(std::uint32_t mask) {
        return expression("bitwise", [mask, none = std::uint32_t(0)](netlink_message& m) {
            put(m, NFTA_BITWISE_SREG, NFT_REG_1), put(m, NFTA_BITWISE_DREG, NFT_REG_1),
                put(m, NFTA_BITWISE_LEN, sizeof mask);
            nest(m, NFTA_BITWISE_MASK, [&] { m.number(NFTA_DATA_VALUE, mask); });
            nest(m, NFTA_BITWISE_XOR, [&] { m.number(NFTA_DATA_VALUE, none); });
        });
    }
    nft_rule& compare(bool equal, const std::string& with) {
        return expression("cmp", [=](netlink_message& m) {
            put(m, NFTA_CMP_SREG, NFT_REG_1), put(m, NFTA_CMP_OP, equal ? NFT_CMP_EQ : NFT_CMP_NEQ);
            nest(m, NFTA_CMP_DATA, [&] { m.attribute(NFTA_DATA_VALUE, with.data(), with.size()); });
        });
    }
    nft_rule& expression(const char* name, const part& data) {
        parts_.push_back([=](netlink_message& m) {
            nest(m, NFTA_LIST_ELEM, [&] {
                m.text(NFTA_EXPR_NAME, name);
                nest(m, NFTA_EXPR_DATA, [&] { data(m); });
            });
        });
        return *this;
    }
    std::vector<part> parts_;
};

/// Changes to the tables of nftables of the calling thread's network namespace, done all at once or
/// not at all. There is one address family here: IPv4.
class nft_changes {
public:
    /// One that is there already stays as it is.
    nft_changes& add_table(const std::string& name) {
        return add(NFT_MSG_NEWTABLE, NLM_F_CREATE,
                   [&](netlink_message& m) { m.text(NFTA_TABLE_NAME, name); });
    }
    /// With all that is in it. One that is not there is an error.
    nft_changes& remove_table(const std::string& name) {
        return add(NFT_MSG_DELTABLE, 0, [&](netlink_message& m) { m.text(NFTA_TABLE_NAME, name); });
    }
    /// A chain of the kind `type` (`filter`, `nat`) that the packets at `hook` pass, in the order
    /// of the priorities.
    nft_changes& add_chain(const std::string& table, const std::string& name, const char* type,
                           nf_inet_hooks hook, int priority) {
        return add(NFT_MSG_NEWCHAIN, NLM_F_CREATE, [&](netlink_message& m) {
            m.text(NFTA_CHAIN_TABLE, table).text(NFTA_CHAIN_NAME, name).text(NFTA_CHAIN_TYPE, type);
            nft_rule::nest(m, NFTA_CHAIN_HOOK, [&] {
                nft_rule::put(m, NFTA_HOOK_HOOKNUM, hook);
                nft_rule::put(m, NFTA_HOOK_PRIORITY, static_cast<std::uint32_t>(priority));
            });
        });
    }
    nft_changes& add_rule(const std::string& table, const std::string& chain,
                          const nft_rule& rule) {
        return add(NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND, [&](netlink_message& m) {
            m.text(NFTA_RULE_TABLE, table).text(NFTA_RULE_CHAIN, chain);
            nft_rule::nest(m, NFTA_RULE_EXPRESSIONS, [&] {
                for (const auto& part : rule.parts_) part(m);
            });
        });
    }

    /// Does them; gives the error of the first that cannot be done, or 0. They are forgotten then.
    int commit() {
        std::string all = boundary(NFNL_MSG_BATCH_BEGIN);
        std::uint32_t sequence = 0;
        for (netlink_message& m : messages_) all += m.finish(++sequence);
        all += boundary(NFNL_MSG_BATCH_END);
        const owned_fd socket = open();
        if (::send(socket.get(), all.data(), all.size(), 0) < 0) return errno;
        std::size_t answers = messages_.size();
        messages_.clear();
        int error = 0;
        while (answers > 0 && error == 0)
            error = each_answer(socket, [&](const nlmsghdr& h) {
                if (h.nlmsg_type != NLMSG_ERROR) return 0;
                --answers;
                return -static_cast<const nlmsgerr*>(NLMSG_DATA(&h))->error;
            });
        return error;
    }

    /// The chains that there are: table and name.
    static std::vector<std::pair<std::string, std::string>> chains() {
        const owned_fd socket = open();
        netlink_message asked(
            static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETCHAIN), NLM_F_DUMP,
            header(0));
        const std::string& bytes = asked.finish(1);
        std::vector<std::pair<std::string, std::string>> made;
        if (::send(socket.get(), bytes.data(), bytes.size(), 0) < 0) return made;
        bool over = false;
        while (!over)
            over = each_answer(socket, [&](const nlmsghdr& h) {
                       if (h.nlmsg_type == NLMSG_DONE || h.nlmsg_type == NLMSG_ERROR) return 1;
                       made.push_back(chain_of(h));
                       return 0;
                   }) != 0;
        return made;
    }

private:
    static owned_fd open() {
        owned_fd made(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER));
        if (!made) fail_with_errno("cannot open a netlink socket");
        return made;
    }
    static nfgenmsg header(std::uint16_t resource) {
        nfgenmsg made{};
        made.nfgen_family = NFPROTO_IPV4;
        made.version = NFNETLINK_V0;
        made.res_id = htons(resource);
        return made;
    }
    template <class F>
    nft_changes& add(int message, int flags, F inside) {
        netlink_message& m =
            messages_.emplace_back(static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | message),
                                   static_cast<std::uint16_t>(flags), header(0));
        inside(m);
        return *this;
    }
    /// Nothing is answered to it unless it is wrong.
    static std::string boundary(int type) {
        nlmsghdr h{};
        h.nlmsg_len = NLMSG_LENGTH(sizeof(nfgenmsg));
        h.nlmsg_type = static_cast<std::uint16_t>(type);
        h.nlmsg_flags = NLM_F_REQUEST;
        const nfgenmsg body = header(NFNL_SUBSYS_NFTABLES);
        std::string made(reinterpret_cast<const char*>(&h), sizeof h);
        return made.append(reinterpret_cast<const char*>(&body), sizeof body);
    }
    /// Of what the kernel says next; to the first result of `f` that is not 0, which it gives.
    template <class F>
    static int each_answer(const owned_fd& socket, F f) {
        alignas(nlmsghdr) std::array<char, 32 * 1024> buffer;
        ssize_t n = 0;
        do n = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
        while (n < 0 && errno == EINTR);
        if (n < 0) return errno;
        auto left = static_cast<unsigned>(n);
        for (const auto* h = reinterpret_cast<const nlmsghdr*>(buffer.data()); NLMSG_OK(h, left);
             h = NLMSG_NEXT(h, left))
            if (const int result = f(*h)) return result;
        return 0;
    }
    static std::pair<std::string, std::string> chain_of(const nlmsghdr& h) {
        std::pair<std::string, std::string> made;
        int left = static_cast<int>(NLMSG_PAYLOAD(&h, sizeof(nfgenmsg)));
        const auto* a = reinterpret_cast<const rtattr*>(static_cast<const char*>(NLMSG_DATA(&h)) +
                                                        NLMSG_ALIGN(sizeof(nfgenmsg)));
        for (; RTA_OK(a, left); a = RTA_NEXT(a, left)) {
            if (a->rta_type == NFTA_CHAIN_TABLE) made.first = static_cast<const char*>(RTA_DATA(a));
            if (a->rta_type == NFTA_CHAIN_NAME) made.second = static_cast<const char*>(RTA_DATA(a));
        }
        return made;
    }

    std::vector<netlink_message> messages_;
};

}  // namespace slipway::runtime::detail
