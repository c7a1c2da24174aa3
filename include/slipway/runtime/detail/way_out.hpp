// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <fstream>
#include <set>
#include <string>
#include <utility>

#include <sys/file.h>

#include <slipway/runtime/detail/links_here.hpp>
#include <slipway/runtime/detail/nftables.hpp>

namespace slipway::runtime::detail {

/// The way of a network of pods out of this machine: what pods send there leaves with this
/// machine's address (source NAT by nftables), and answers come back. All of it is in a table of
/// the name of the network's bridge.
///
/// A link forwards packets when its `forwarding` is on (ip-sysctl, `conf/INTERFACE/forwarding`). It
/// is switched on for the bridge, and for the links of this machine's gateways where it is off.
/// Those do not make a router of this machine: a chain of the table, by whose name others know that
/// it was switched on for pods, drops what they would forward to anybody but pods. Nobody outside
/// reaches a pod by himself, nor do pods of another network. Who goes last switches off what was
/// switched on. Links are looked at in the calling thread's network namespace, by one program at a
/// time.
class way_out {
public:
    way_out(std::string bridge, const ipv4_network& pods)
        : bridge_(std::move(bridge)), pods_(pods) {}

    /// Makes it, or brings it up to date with the gateways of now. Throws `status_error` that says
    /// what is missing.
    void open() const {
        const std::set<std::string> links = gateway_links();
        if (links.empty())
            throw status_error(core::reason::service_unavailable, "this machine has no gateway");
        const owned_fd alone = lock();
        std::set<std::string> guarded;
        bool made = false;
        for (const auto& [table, chain] : nft_changes::chains()) {
            if (table.starts_with(bridges) && chain.starts_with(guard))
                guarded.insert(chain.substr(std::strlen(guard)));
            made = made || table == bridge_;
        }
        std::set<std::string> off;
        for (const std::string& link : links)
            if (!forwards(link)) off.insert(link);
        if (made && off.empty() && forwards(bridge_)) return;
        for (const std::string& link : links)
            if (guarded.count(link) && !forwards("all"))
                off.insert(link);  // whose machine is a router decides for himself
        if (const int error = table(off, made).commit())
            fail_with_errno("cannot make an nftables table", error);
        try {
            forward(bridge_, true);
            for (const std::string& link : off) forward(link, true);
        } catch (...) {
            remove_table();
            throw;
        }
    }
    /// Makes sure that there is none, also on a machine that is a router: the bridge forwards
    /// nothing. Where nftables work, nobody outside gets a packet in there either. One that is open
    /// stays: it may lead somewhere again.
    void keep_shut() const {
        const owned_fd alone = lock();
        bool made = false;
        for (const auto& [table, chain] : nft_changes::chains()) {
            if (table != bridge_) continue;
            if (chain == "leaving") return;
            made = true;
        }
        if (forwards(bridge_)) forward(bridge_, false);
        if (made) return;
        nft_changes borders;
        borders.add_table(bridge_);
        add_borders(borders);
        borders.commit();  // what is missing without it are packets that nobody answers
    }
    /// Does nothing where there is none.
    void close() const noexcept {
        try {
            const owned_fd alone = lock();
            std::set<std::string> own, others;
            for (const auto& [table, chain] : nft_changes::chains())
                if (table.starts_with(bridges) && chain.starts_with(guard))
                    (table == bridge_ ? own : others).insert(chain.substr(std::strlen(guard)));
            for (const std::string& link : own)
                if (!others.count(link) && !forwards("all")) forward(link, false);
            remove_table();
        } catch (const status_error&) {
            // the namespace, or the link, has gone before
        }
    }

    /// Why no network of pods can have a way out here; empty where it can. Changes nothing.
    static std::string why_not() {
        try {
            const std::set<std::string> links = gateway_links();
            if (links.empty()) return "this machine has no gateway";
            for (const std::string& link : links)
                if (::access(switch_of(link).c_str(), W_OK) != 0)
                    return "cannot write to " + switch_of(link) + ": " + std::strerror(errno);
            const way_out trial("slipway-trial", {0, 16});
            if (const int error = trial.table(links, false).remove_table(trial.bridge_).commit())
                return std::string("cannot make an nftables table: ") + std::strerror(error);
            return {};
        } catch (const status_error& e) {
            return e.message();
        }
    }

private:
    static constexpr const char* bridges =
        "slipway";  // the names of all bridges, and so of all tables, begin so
    static constexpr const char* guard = "from-";
    static constexpr int filter_priority = 0;  // as NF_IP_PRI_FILTER

    /// With chains for the links that are to forward to pods only, instead of what there is. To
    /// remove something takes the kernel milliseconds.
    nft_changes table(const std::set<std::string>& guarded, bool is_there) const {
        constexpr int source_nat_priority = 100;  // as NF_IP_PRI_NAT_SRC
        nft_changes made;
        if (is_there) made.remove_table(bridge_);
        made.add_table(bridge_);
        made.add_chain(bridge_, "leaving", "nat", NF_INET_POST_ROUTING, source_nat_priority);
        made.add_rule(
            bridge_, "leaving",
            nft_rule().from_network(pods_).link(NFT_META_OIFNAME, bridge_, false).masquerade());
        add_borders(made);
        for (const std::string& link : guarded) {
            made.add_chain(bridge_, guard + link, "filter", NF_INET_FORWARD, filter_priority);
            made.add_rule(bridge_, guard + link,
                          nft_rule()
                              .link(NFT_META_IIFNAME, link)
                              .link_begins(NFT_META_OIFNAME, bridges, false)
                              .drop());
        }
        return made;
    }
    /// Nobody begins a connection with pods, or they with those of another network.
    void add_borders(nft_changes& to) const {
        to.add_chain(bridge_, "forwarded", "filter", NF_INET_FORWARD, filter_priority);
        to.add_rule(bridge_, "forwarded",
                    nft_rule()
                        .link(NFT_META_OIFNAME, bridge_)
                        .link(NFT_META_IIFNAME, bridge_, false)
                        .begins_a_connection()
                        .drop());
        to.add_rule(bridge_, "forwarded",
                    nft_rule()
                        .link(NFT_META_IIFNAME, bridge_)
                        .link(NFT_META_OIFNAME, bridge_, false)
                        .link_begins(NFT_META_OIFNAME, bridges)
                        .drop());
    }
    void remove_table() const { nft_changes().add_table(bridge_).remove_table(bridge_).commit(); }

    static std::string switch_of(const std::string& link) {
        return "/proc/sys/net/ipv4/conf/" + link + "/forwarding";
    }
    static bool forwards(const std::string& link) {
        std::ifstream in(switch_of(link));
        int on = 0;
        return in >> on && on != 0;
    }
    static void forward(const std::string& link, bool on) {
        std::ofstream out(switch_of(link));
        if (!(out << (on ? 1 : 0)).flush()) fail_with_errno("cannot write to " + switch_of(link));
    }
    /// The links over which a gateway is reached.
    static std::set<std::string> gateway_links() {
        std::set<std::string> made;
        for (const gateway_route& each : gateway_routes_here())
            if (!each.link.starts_with(bridges)) made.insert(each.link);
        return made;
    }
    /// Held among the programs of this network namespace, which is itself what is locked.
    static owned_fd lock() {
        owned_fd made = open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
        while (::flock(made.get(), LOCK_EX) != 0)
            if (errno != EINTR) fail_with_errno("cannot lock the network namespace");
        return made;
    }

    std::string bridge_;
    ipv4_network pods_;
};

}  // namespace slipway::runtime::detail
