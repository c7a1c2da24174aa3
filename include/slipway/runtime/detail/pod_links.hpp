// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/detail/name_servers.hpp>
#include <slipway/runtime/detail/pod_namespaces.hpp>
#include <slipway/runtime/detail/pod_network.hpp>
#include <slipway/runtime/detail/pod_resolver.hpp>
#include <slipway/runtime/hardware_address.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// The networks that a pod is in. Each has a link of its own in the pod, `eth0` and so on; a link
/// keeps its name and its address as long as the pod is in its network, whatever comes and goes
/// beside it. What leaves the machine goes through the first that has a way out. Packets do not
/// pass from one to another through the pod.
class pod_links {
public:
    /// A pod in no network. `common` is that of the runtime, in which pods are that name no
    /// directory; `outward` as in `pod_network`.
    pod_links(pod_network& common, pod_namespaces& pod, bool outward)
        : common_(common), pod_(pod), outward_(outward) {}
    pod_links(const pod_links&) = delete;
    ~pod_links() {
        resolver_.reset();
        for (const link& each : links_) each.network->detach_with_namespace(each.address);
    }

    /// From now on it is in these, and in no others. The names of those that it stays in may be
    /// others than before. Nothing has changed where this throws.
    void join(const std::vector<network_spec>& wanted) {
        std::vector<link> made;
        try {
            for (const network_spec& each : wanted)
                if (!find(links_, each)) made.push_back(attach(each, made));
            if (wanted.size() > 1) keep_apart();
            if (!resolver_ && std::any_of(wanted.begin(), wanted.end(), is_own))
                resolver_ = std::make_unique<pod_resolver>(pod_);
        } catch (...) {
            for (const link& each : made) each.network->detach(each.address);
            throw;
        }
        take(wanted, std::move(made));
    }

    /// Of this machine, as the pod reaches them.
    name_servers servers_beyond() const {
        if (!leads_out()) return {};
        if (resolver_) return name_servers_here();
        auto known = name_servers_beyond();
        const auto& rootless = common_.rootless();
        if (known.addresses.empty() && rootless && !rootless->name_server.empty())
            known = {{rootless->name_server}, name_servers_here().search_domains};
        return known;
    }
    /// Others than those of the networks are asked for by these, where there is a name server of
    /// its own.
    void ask(const std::vector<std::string>& servers) {
        if (!resolver_) return;
        std::vector<std::pair<const pod_network*, network_spec>> known;
        for (const link& each : links_)
            if (is_own(each.spec)) known.emplace_back(each.network, each.spec);
        resolver_->know(known, leads_out() ? servers : std::vector<std::string>());
    }
    bool has_resolver() const { return resolver_ != nullptr; }
    bool leads_out() const {
        return std::any_of(links_.begin(), links_.end(), [](const link& l) { return l.leads_out; });
    }
    std::vector<network_place> places() const {
        std::vector<network_place> made;
        for (const link& each : links_)
            made.push_back({each.spec.directory, text_of(each.address), each.name,
                            hardware_text(each.hardware)});
        return made;
    }

private:
    struct link {
        network_spec spec;
        std::unique_ptr<pod_network> own;
        pod_network* network = nullptr;
        std::string name;
        ipv4 address = 0;
        hardware_address hardware{};
        bool leads_out = false;
    };

    static bool is_own(const network_spec& which) { return !which.directory.empty(); }
    static const link* find(const std::vector<link>& among, const network_spec& which) {
        const auto found = std::find_if(among.begin(), among.end(), [&](const link& l) {
            return l.spec.directory == which.directory;
        });
        return found == among.end() ? nullptr : &*found;
    }

    link attach(const network_spec& to, const std::vector<link>& beside) const {
        link made;
        made.spec = to;
        if (is_own(to)) made.own = std::make_unique<pod_network>(to, common_.rootless());
        made.network = made.own ? made.own.get() : &common_;
        made.name = free_name(beside);
        made.address = made.network->attach(pod_.network(), pod_.inside(), outward_, to, made.name);
        made.hardware = to.hardware_address.empty() ? pod_network::hardware_address_of(made.address)
                                                    : hardware_address_named(to.hardware_address);
        made.leads_out = outward_ && made.network->leads_out();
        return made;
    }
    std::string free_name(const std::vector<link>& beside) const {
        for (int n = 0;; ++n) {
            std::string name = "eth" + std::to_string(n);
            const auto is = [&](const link& l) { return l.name == name; };
            if (std::none_of(links_.begin(), links_.end(), is) &&
                std::none_of(beside.begin(), beside.end(), is))
                return name;
        }
    }
    /// A new network namespace may have taken over that this machine is a router.
    void keep_apart() const {
        pod_.in_network([] {
            for (const std::string of : {"all", "default"}) {
                const std::string file = "/proc/sys/net/ipv4/conf/" + of + "/forwarding";
                int on = 0;
                if (!(std::ifstream(file) >> on) || on == 0) continue;
                if (std::ofstream out(file); !(out << 0).flush())
                    fail_with_errno(
                        "cannot keep a pod from passing packets on between its networks");
            }
        });
    }
    /// The old and the new ones, in the order of `wanted`; what is no longer wanted goes. This much
    /// cannot fail but in the kernel.
    void take(const std::vector<network_spec>& wanted, std::vector<link> made) {
        std::vector<link> before = std::exchange(links_, {});
        for (const network_spec& each : wanted)
            for (auto* const from : {&before, &made})
                if (const auto at = std::find_if(
                        from->begin(), from->end(),
                        [&](const link& l) { return l.spec.directory == each.directory; });
                    at != from->end()) {
                    links_.push_back(std::move(*at));
                    from->erase(at);
                    break;
                }
        for (std::size_t i = 0; i < links_.size(); ++i) {
            if (links_[i].spec.names != wanted[i].names)
                links_[i].network->rename(links_[i].address, wanted[i].names);
            links_[i].spec = wanted[i];
        }
        if (resolver_) resolver_->know({}, {});  // what goes is looked into no more
        for (const link& each : before) {
            if (each.name == way_) way_.clear();
            each.network->detach(each.address);
        }
        lead_out();
    }
    void lead_out() {
        const auto first =
            std::find_if(links_.begin(), links_.end(), [](const link& l) { return l.leads_out; });
        const std::string wanted = first == links_.end() ? "" : first->name;
        if (wanted == way_) return;
        if (const auto now = std::find_if(links_.begin(), links_.end(),
                                          [&](const link& l) { return l.name == way_; });
            now != links_.end())
            now->network->lead_out(pod_.inside(), way_, false);
        way_.clear();
        if (!wanted.empty()) first->network->lead_out(pod_.inside(), wanted, true);
        way_ = wanted;
    }

    pod_network& common_;
    pod_namespaces& pod_;
    bool outward_;
    std::vector<link> links_;
    std::string way_;  ///< the link over which the default route leads; empty: none
    std::unique_ptr<pod_resolver> resolver_;  ///< once it has been in one of its own
};

}  // namespace slipway::runtime::detail
