// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <signal.h>
#include <unistd.h>

#include <slipway/runtime/detail/address_book.hpp>
#include <slipway/runtime/detail/links_here.hpp>
#include <slipway/runtime/detail/process_start.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/way_out.hpp>
#include <slipway/runtime/in_network.hpp>
#include <slipway/runtime/network.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// The network of a machine's pods: a bridge in this network namespace with the pods' network on
/// it, and a network of service addresses that belong to this machine.
///
/// Several programs may have one each: they take the first of 16 pairs of networks that is free
/// here. What a program has left that was killed is removed by the next. Programs that share one by
/// a directory find its bridge, or make it, and the last pod takes it away. So it is with those
/// that somebody has thought out (`network_spec`), which have no service addresses.
class pod_network {
public:
    /// `shared` empty: with nobody. With `outward` pods have a way out of the machine, where that
    /// can be. With `rootless` all of it is in that network.
    explicit pod_network(const std::filesystem::path& shared = {}, bool outward = true,
                         const std::optional<rootless_surroundings>& rootless = std::nullopt)
        : rootless_(rootless), outward_(outward) {
        open_kernel();
        if (shared.empty()) {
            there([&] {
                make_bridge("slipway " + std::to_string(::getpid()) + ' ' + start_of(::getpid()));
            });
            return;
        }
        book_.emplace(shared);
        alias_ = "slipway shared " + std::filesystem::absolute(shared).string().substr(
                                         0, 200);  // an alias has at most 255 characters
    }
    explicit pod_network(const network_spec& which,
                         const std::optional<rootless_surroundings>& rootless = std::nullopt)
        : rootless_(rootless),
          name_(which.bridge),
          pods_(ipv4_network::parse(which.subnet)),
          gateway_(ipv4_number(which.gateway)),
          outward_(!which.internal),
          book_(which.directory),
          alias_("slipway network " +
                 std::filesystem::absolute(which.directory).string().substr(0, 200)),
          thought_out_(true) {
        if (!name_.starts_with("slipway-") || name_.size() >= IFNAMSIZ || pods_.prefix < 8 ||
            pods_.prefix > 30 || gateway_ <= pods_.address || gateway_ >= pods_.last())
            throw status_error(core::reason::invalid,
                               "the network " + pods_.text() + " with the gateway " +
                                   which.gateway + " at the link " + name_ + " cannot be made");
        open_kernel();
    }
    pod_network(const pod_network&) = delete;
    ~pod_network() {
        if (book_) return;
        try {
            there([&] { remove_bridge(); });
        } catch (const std::exception&) {
            // where no thread can enter the network, the bridge goes with it
        }
    }

    /// Gives a pod's network namespace a link of that name with an address, as `who` wants it, and
    /// with `outward` makes a way out of the machine for it, if there can be one: `lead_out` leads
    /// it there. `inside` talks to that namespace. The others find it by its names.
    ipv4 attach(int network_namespace, rtnetlink& inside, bool outward = true,
                const network_spec& who = {}, const std::string& link = "eth0") {
        std::lock_guard lock(mutex_);
        const core::file_lock alone = book_ ? book_->alone() : core::file_lock();
        ipv4 made = 0;
        there([&] { made = attach_here(network_namespace, inside, outward, who, link); });
        return made;
    }
    /// What leaves the machine, or does not any more, goes over that link of the pod.
    void lead_out(rtnetlink& inside, const std::string& link, bool on) const {
        if (on) inside.add_route(inside.index_of(link), 0, 0, gateway());
        else inside.remove_default_route(inside.index_of(link), gateway());
    }
    /// A pod is found by other names.
    void rename(ipv4 pod, const std::vector<std::string>& names) {
        std::lock_guard lock(mutex_);
        if (!book_) return;
        const core::file_lock alone = book_->alone();
        book_->rename(pod - first(), names);
    }
    void detach(ipv4 pod) { let_go(pod, true); }
    /// The same of a pod whose network namespace is about to go, and the link with it: the kernel
    /// takes several of them away together, while nobody waits for it. Who gets the address before
    /// that removes the link first.
    void detach_with_namespace(ipv4 pod) { let_go(pod, false); }

    /// The addresses of the pods of that name, of which case does not matter.
    std::vector<ipv4> named(std::string_view name) const {
        std::vector<ipv4> made;
        for (const auto& [number, names] : who_is_here())
            if (std::any_of(names.begin(), names.end(),
                            [&](const std::string& each) { return equal_names(each, name); }))
                made.push_back(first() + number);
        return made;
    }
    /// The first name of the pod that has this address; empty where there is none.
    std::string name_at(ipv4 pod) const {
        for (const auto& [number, names] : who_is_here())
            if (first() + number == pod && !names.empty()) return names.front();
        return {};
    }
    /// Removes what is left where no pod is. Throws `status_error` (conflict) where there is one.
    void clear() {
        std::lock_guard lock(mutex_);
        const core::file_lock alone = book_->alone();
        if (!book_->empty())
            throw status_error(core::reason::conflict,
                               "containers are in the network at the link " + name_);
        there([&] {
            if (find_bridge()) remove_bridge();
        });
    }

    /// Whether the pod that came last can leave the machine.
    bool leads_out() const {
        std::lock_guard lock(mutex_);
        return leads_out_;
    }
    bool shared() const { return book_.has_value(); }
    /// What stands in for this machine, where it is not this machine that has the bridge.
    const std::optional<rootless_surroundings>& rootless() const { return rootless_; }
    /// Why pods cannot leave the machine; empty where they can.
    std::string no_way_out() const {
        if (!outward_) return "pods are to have none";
        if (rootless_ && !rootless_->no_gateway.empty()) return rootless_->no_gateway;
        std::lock_guard lock(mutex_);
        std::string made = no_way_out_;
        if (made.empty()) there([&] { made = way_out::why_not(); });
        return made;
    }
    ipv4 gateway() const { return gateway_; }
    std::string service_network() const { return services_.text(); }
    std::string pods_network() const { return pods_.text(); }
    const std::string& bridge() const { return name_; }
    /// Below 16, and no other program's here, unless it is shared.
    unsigned number() const { return number_; }
    /// Of the link of a pod with that address, unless it asks for another one. It goes with the
    /// address, so that neighbours that remember it find who has it next.
    static hardware_address hardware_address_of(ipv4 pod) {
        const auto byte = [&](int nth) {
            return static_cast<unsigned char>(pod >> (24 - 8 * nth));
        };
        return {0x02, 'p', byte(0), byte(1), byte(2), byte(3)};
    }

private:
    /// Calls `f` where the bridge is.
    template <class F>
    void there(F f) const {
        if (rootless_) in_network(rootless_->network, std::move(f));
        else f();
    }
    /// A socket stays in the network in which it is made.
    void open_kernel() {
        if (rootless_) outside_ = addresses_here();
        there([&] { kernel_.emplace(); });
    }
    ipv4 attach_here(int network_namespace, rtnetlink& inside, bool outward,
                     const network_spec& who, const std::string& link) {
        if (book_ && !find_bridge()) make_bridge(alias_);
        const std::optional<hardware_address> asked =
            who.hardware_address.empty()
                ? std::nullopt
                : std::optional(hardware_address_named(who.hardware_address));
        const ipv4 made = first() + free_number(who);
        try {
            if (asked && book_) claim_link(made, *asked, who);
            const auto add = [&] {
                return kernel_->add_veth(link_of(made), bridge_, network_namespace, link,
                                         asked.value_or(hardware_address_of(made)));
            };
            if (!add()) {
                kernel_->remove_link(link_of(
                    made));  // of a pod that has gone, and which the kernel has not removed yet
                if (!add())
                    throw status_error(
                        core::reason::conflict,
                        "somebody else makes links " + link_of(made) + " on this machine");
            }
            const int eth = inside.index_of(link);
            inside.add_address(eth, made, static_cast<unsigned char>(pods_.prefix));
            inside.set_up(eth);
            if (!thought_out_)
                inside.add_route(eth, services_.address,
                                 static_cast<unsigned char>(services_.prefix), gateway());
            const bool open = outward && open_way_out();
            if (!open && thought_out_ && (!outward_ || !no_way_out_.empty()))
                way_out(name_, pods_).keep_shut();
        } catch (...) {
            give_back(made);
            throw;
        }
        return made;
    }
    static bool equal_names(std::string_view a, std::string_view b) {
        return a.size() == b.size() &&
               std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) {
                   return std::tolower(x) == std::tolower(y);
               });
    }
    /// The usual place of a gateway. Pods have the addresses after it, up to the last but one,
    /// which is for all of them.
    ipv4 first() const { return pods_.address + 1; }
    unsigned most_pods() const { return pods_.last() - 1 - first(); }
    std::vector<std::pair<unsigned, std::vector<std::string>>> who_is_here() const {
        if (!book_) return {};
        const core::file_lock alone = book_->alone();
        return book_->names();
    }

    void be_number(unsigned n) {
        number_ = n;
        name_ = "slipway" + std::to_string(n);
        pods_ = pods_of_program(n);
        services_ = services_of_program(n);
        gateway_ = first();
    }
    bool find_bridge() {
        for (unsigned n = 0; n < (thought_out_ ? 1 : programs_with_networks); ++n) {
            if (!thought_out_) be_number(n);
            const auto [index, alias] = kernel_->index_and_alias_of(name_);
            if (alias != alias_) continue;
            bridge_ = index;
            return true;
        }
        return false;
    }
    /// Of those that are given out locally (IEEE 802, the bit of 2), so that it is nobody's; on a
    /// network of its own in any case.
    hardware_address own_address() const {
        if (!thought_out_) return {0x02, 's', 'l', 'i', 'p', static_cast<unsigned char>(number_)};
        const auto byte = [&](int nth) {
            return static_cast<unsigned char>(gateway_ >> (24 - 8 * nth));
        };
        return {0x02, 's', byte(0), byte(1), byte(2), byte(3)};
    }
    void make_thought_out() {
        if (!kernel_->add_bridge(name_, alias_, own_address()))
            throw status_error(core::reason::conflict,
                               "somebody else has a link " + name_ + " on this machine");
        for (const ipv4_network& each : networks_here(name_)) {
            if (!each.overlaps(pods_)) continue;
            kernel_->remove_link(name_);
            throw status_error(core::reason::conflict,
                               "this machine has addresses in " + each.text() +
                                   " elsewhere: the network " + pods_.text() +
                                   " cannot be had beside them");
        }
        start();
    }
    void make_bridge(const std::string& me) {
        if (thought_out_) return make_thought_out();
        std::set<ipv4> taken = addresses_here();
        taken.insert(outside_.begin(), outside_.end());
        for (unsigned n = 0; n < programs_with_networks; ++n) {
            be_number(n);
            const bool made = kernel_->add_bridge(name_, me, own_address()) ||
                              (remove_stale() && kernel_->add_bridge(name_, me, own_address()));
            if (!made) continue;
            if (!taken.count(pods_.address) && !taken.count(services_.address)) return start();
            kernel_->remove_link(name_);
        }
        throw status_error(
            core::reason::service_unavailable,
            "all 16 networks for pods (10.225.0.0/16 to 10.240.0.0/16) are in use on this machine");
    }
    /// What cannot be is no error: everything else works.
    bool open_way_out() {
        leads_out_ = false;
        if (!outward_) return false;
        try {
            if (rootless_ && !rootless_->no_gateway.empty())
                throw status_error(core::reason::service_unavailable, rootless_->no_gateway);
            way_out(name_, pods_).open();
            no_way_out_.clear();
            leads_out_ = true;
        } catch (const status_error& e) {
            no_way_out_ = e.message();
        }
        return leads_out_;
    }
    void remove_bridge() noexcept {
        way_out(name_, pods_).close();
        try {
            kernel_->remove_link(name_);
        } catch (const status_error&) {
            // it is gone already, with its namespace
        }
    }
    void start() {
        bridge_ = kernel_->index_of(name_);
        try {
            kernel_->add_address(bridge_, gateway(), static_cast<unsigned char>(pods_.prefix));
            kernel_->set_up(bridge_);
            if (!thought_out_)
                kernel_->add_local_network(bridge_, services_.address,
                                           static_cast<unsigned char>(services_.prefix));
        } catch (...) {
            kernel_->remove_link(name_);
            throw;
        }
    }
    /// The bridge is there: of a program that runs, or of one that was killed?
    bool remove_stale() {
        std::istringstream alias(kernel_->alias_of(name_));
        std::string word, start;
        pid_t pid = 0;
        alias >> word >> pid >> start;
        if (word != "slipway" || pid <= 0 || start_of(pid) == start) return false;
        way_out(name_, pods_).close();
        kernel_->remove_link(name_);
        return true;
    }
    static std::set<ipv4> addresses_here() {
        std::set<ipv4> made;
        for (const link_address& each : ipv4_addresses_here())
            if (!each.link.starts_with("slipway")) made.insert(each.address & 0xffff0000);
        return made;
    }
    /// The one that is wanted, or one that is free.
    unsigned free_number(const network_spec& who) {
        if (!who.ip.empty()) return wanted_number(who);
        if (book_) {
            const ipv4_network range = who.range.empty() ? pods_ : ipv4_network::parse(who.range);
            const ipv4 from = std::max(range.address, first() + 1),
                       to = std::min(range.last(), first() + most_pods());
            if (const auto n = from <= to ? book_->take_from(from - first(), to - first(),
                                                             gateway_ - first(), who.names)
                                          : std::nullopt)
                return *n;
            if (!who.range.empty())
                throw status_error(
                    core::reason::service_unavailable,
                    "the network " + who.name + " has no address left in " + range.text());
        }
        for (unsigned tries = 0; !book_ && tries < most_pods(); ++tries) {
            last_ = last_ % most_pods() + 1;
            if (used_.insert(last_).second) return last_;
        }
        throw status_error(core::reason::service_unavailable,
                           "the pods' network " + pods_.text() + " has no address left");
    }
    unsigned wanted_number(const network_spec& who) {
        const ipv4 wanted = ipv4_number(who.ip);
        if (!book_ || wanted <= pods_.address || wanted >= pods_.last() || wanted == gateway_)
            throw status_error(core::reason::invalid, "no pod can have the address " + who.ip +
                                                          " in the network " + pods_.text() +
                                                          " with the gateway " + text_of(gateway_));
        if (book_->take_one(wanted - first(), who.names)) return wanted - first();
        std::string who_has_it = "somebody";
        for (const auto& [number, names] : book_->names())
            if (number == wanted - first() && !names.empty()) who_has_it = names.front();
        throw status_error(core::reason::conflict, who_has_it + " has the address " + who.ip +
                                                       " in the network " + who.name + " already");
    }
    /// Two links of one address in a network would take each other's messages. Throws
    /// `status_error` (conflict) where somebody has it.
    void claim_link(ipv4 pod, const hardware_address& wanted, const network_spec& who) {
        for (const auto& [number, names] : book_->names()) {
            if (number == pod - first()) continue;
            const std::string other =
                book_->link(number).value_or(hardware_text(hardware_address_of(first() + number)));
            if (other == hardware_text(wanted))
                throw status_error(core::reason::conflict,
                                   (names.empty() ? "somebody" : names.front()) +
                                       " has a link with the address " + other +
                                       " in the network " +
                                       (who.name.empty() ? "bridge" : who.name) + " already");
        }
        book_->note_link(pod - first(), hardware_text(wanted));
    }
    void let_go(ipv4 pod, bool with_link) {
        std::lock_guard lock(mutex_);
        try {
            const core::file_lock alone = book_ ? book_->alone() : core::file_lock();
            there([&] { give_back(pod, with_link); });
        } catch (const status_error&) {
            // the link goes with the pod's namespace in any case
        }
    }
    /// The last one of a shared network removes it.
    void give_back(ipv4 pod, bool with_link = true) {
        used_.erase(pod - first());
        if (book_) book_->give_back(pod - first());
        if (with_link) kernel_->remove_link(link_of(pod));
        if (book_ && book_->empty()) remove_bridge();
    }
    /// At most 15 characters.
    std::string link_of(ipv4 pod) const {
        if (!thought_out_)
            return "slw" + std::to_string(pods_.address >> 16 & 255) + '.' +
                   std::to_string(pod & 0xffff);
        std::string made = "slw";
        for (int shift = 28; shift >= 0; shift -= 4) made += "0123456789abcdef"[pod >> shift & 15];
        return made;
    }

    std::optional<rootless_surroundings> rootless_;
    std::set<ipv4> outside_;  // networks of this machine, where the bridge is elsewhere: pods are
                              // to reach them
    std::optional<rtnetlink> kernel_;
    unsigned number_ = 0;
    std::string name_;
    int bridge_ = 0;
    ipv4_network pods_, services_;
    ipv4 gateway_ = 0;
    bool outward_ = true, leads_out_ = false;
    std::string no_way_out_;  // when a pod came the last time
    mutable std::mutex mutex_;
    unsigned last_ = 0;
    std::set<unsigned> used_;
    std::optional<address_book> book_;
    std::string alias_;
    bool thought_out_ = false;
};

}  // namespace slipway::runtime::detail
