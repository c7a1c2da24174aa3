// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include <ifaddrs.h>
#include <netinet/in.h>
#include <signal.h>
#include <unistd.h>

#include <slipway/runtime/detail/address_book.hpp>
#include <slipway/runtime/detail/rtnetlink.hpp>
#include <slipway/runtime/detail/user_namespace.hpp>
#include <slipway/runtime/detail/way_out.hpp>

namespace slipway::runtime::detail {

/// When a process was started, in clock ticks since boot (proc(5), stat, 22nd field): with its id, its name for ever.
inline std::string start_of(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string all((std::istreambuf_iterator<char>(in)), {});
    const auto after_name = all.rfind(')');
    if (after_name == all.npos) return {};
    std::istringstream fields(all.substr(after_name + 2));
    std::string field;
    for (int i = 0; i < 20; ++i) fields >> field;
    return field;
}

/// The network of a machine's pods: a bridge in this network namespace with the pods' network on it, and a network of
/// service addresses that belong to this machine.
///
/// Several programs may have one each: they take the first of 16 pairs of networks that is free here. What a program
/// has left that was killed is removed by the next. Programs that share one by a directory find its bridge, or make it, and the last
/// pod takes it away.
class pod_network {
public:
    /// `shared` empty: with nobody. With `outward` pods have a way out of the machine, where that can be. With `apart` there is no bridge:
    /// each pod has an address that it alone reaches, for which no rights in this network are needed.
    explicit pod_network(const std::filesystem::path& shared = {}, bool outward = true, bool apart = false) : outward_(outward), apart_(apart) {
        if (apart) {
            be_number(0);
            if (!shared.empty()) book_.emplace(shared);
            return;
        }
        if (shared.empty()) {
            make_bridge("slipway " + std::to_string(::getpid()) + ' ' + start_of(::getpid()));
            return;
        }
        book_.emplace(shared);
        alias_ = "slipway shared " + std::filesystem::absolute(shared).string().substr(0, 200);  // an alias has at most 255 characters
    }
    pod_network(const pod_network&) = delete;
    ~pod_network() {
        if (!book_ && !apart_) remove_bridge();
    }

    /// Gives a pod's network namespace an address, and a way out of the machine with `outward`. `inside` talks to that namespace.
    ipv4 attach(int network_namespace, rtnetlink& inside, bool outward = true) {
        std::lock_guard lock(mutex_);
        const core::file_lock alone = book_ ? book_->alone() : core::file_lock();
        if (book_ && !apart_ && !find_bridge()) make_bridge(alias_);
        const ipv4 made = gateway() + free_number();
        if (apart_) return attach_apart(made, inside);
        try {
            kernel_.remove_link(link_of(made));  // of a pod whose program was killed, and which the kernel has not removed yet
            kernel_.add_veth(link_of(made), bridge_, network_namespace);
            inside.set_up(inside.index_of("lo"));
            const int eth0 = inside.index_of("eth0");
            inside.add_address(eth0, made, 16);
            inside.set_up(eth0);
            inside.add_route(eth0, services_, 16, gateway());
            if (outward && open_way_out()) inside.add_route(eth0, 0, 0, gateway());
        } catch (...) {
            give_back(made);
            throw;
        }
        return made;
    }
    void detach(ipv4 pod) {
        std::lock_guard lock(mutex_);
        try {
            const core::file_lock alone = book_ ? book_->alone() : core::file_lock();
            give_back(pod);
        } catch (const status_error&) {
            // the link goes with the pod's namespace in any case
        }
    }

    /// Whether the pod that came last can leave the machine.
    bool leads_out() const {
        std::lock_guard lock(mutex_);
        return leads_out_;
    }
    bool shared() const { return book_.has_value(); }
    /// Whether a pod's address is seen by the pod only.
    bool apart() const { return apart_; }
    /// Why pods cannot leave the machine; empty where they can.
    std::string no_way_out() const {
        if (!outward_) return "pods are to have none";
        if (apart_) return "pods reach themselves only";
        std::lock_guard lock(mutex_);
        return no_way_out_.empty() ? way_out::why_not() : no_way_out_;
    }
    ipv4 gateway() const { return pods_ + 1; }
    std::string service_network() const { return text_of(services_) + "/16"; }
    std::string pods_network() const { return text_of(pods_) + "/16"; }
    const std::string& bridge() const { return name_; }
    /// Below 16, and no other program's here, unless it is shared.
    unsigned number() const { return number_; }

private:
    ipv4 attach_apart(ipv4 made, rtnetlink& inside) {
        try {
            const int lo = inside.index_of("lo");
            inside.set_up(lo);
            inside.add_address(lo, made, 32);
        } catch (...) {
            give_back(made);
            throw;
        }
        return made;
    }
    static constexpr unsigned programs = 16, most_pods = 0xfffd;
    static ipv4 address(unsigned a, unsigned b, unsigned c, unsigned d) { return a << 24 | b << 16 | c << 8 | d; }

    void be_number(unsigned n) {
        number_ = n;
        name_ = "slipway" + std::to_string(n);
        pods_ = address(10, 240 - n, 0, 0);
        services_ = address(10, 96 + n, 0, 0);
    }
    bool find_bridge() {
        for (unsigned n = 0; n < programs; ++n) {
            be_number(n);
            if (kernel_.alias_of(name_) != alias_) continue;
            bridge_ = kernel_.index_of(name_);
            return true;
        }
        return false;
    }
    void make_bridge(const std::string& me) {
        const std::set<ipv4> taken = networks_here();
        for (unsigned n = 0; n < programs; ++n) {
            be_number(n);
            // Of those that are given out locally (IEEE 802, the bit of 2), so that it is nobody's.
            const hardware_address own{0x02, 's', 'l', 'i', 'p', static_cast<unsigned char>(n)};
            const bool made = kernel_.add_bridge(name_, me, own) || (remove_stale() && kernel_.add_bridge(name_, me, own));
            if (!made) continue;
            if (!taken.count(pods_) && !taken.count(services_)) return start();
            kernel_.remove_link(name_);
        }
        throw status_error(core::reason::service_unavailable, "all 16 networks for pods (10.225.0.0/16 to 10.240.0.0/16) are in use on this machine");
    }
    /// What cannot be is no error: everything else works.
    bool open_way_out() {
        leads_out_ = false;
        if (!outward_) return false;
        try {
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
            kernel_.remove_link(name_);
        } catch (const status_error&) {
            // it is gone already, with its namespace
        }
    }
    void start() {
        bridge_ = kernel_.index_of(name_);
        try {
            kernel_.add_address(bridge_, gateway(), 16);
            kernel_.set_up(bridge_);
            kernel_.add_local_network(bridge_, services_, 16);
        } catch (...) {
            kernel_.remove_link(name_);
            throw;
        }
    }
    /// The bridge is there: of a program that runs, or of one that was killed?
    bool remove_stale() {
        std::istringstream alias(kernel_.alias_of(name_));
        std::string word, start;
        pid_t pid = 0;
        alias >> word >> pid >> start;
        if (word != "slipway" || pid <= 0 || start_of(pid) == start) return false;
        way_out(name_, pods_).close();
        kernel_.remove_link(name_);
        return true;
    }
    static std::set<ipv4> networks_here() {
        std::set<ipv4> made;
        ifaddrs* all = nullptr;
        if (::getifaddrs(&all) != 0) fail_with_errno("cannot list this machine's addresses");
        for (const ifaddrs* one = all; one; one = one->ifa_next) {
            if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET) continue;
            if (std::string_view(one->ifa_name).starts_with("slipway")) continue;
            made.insert(ntohl(reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr.s_addr) & 0xffff0000);
        }
        ::freeifaddrs(all);
        return made;
    }
    unsigned free_number() {
        if (book_) {
            if (const auto n = book_->take(most_pods)) return *n;
        }
        for (unsigned tries = 0; !book_ && tries < most_pods; ++tries) {
            last_ = last_ % most_pods + 1;
            if (used_.insert(last_).second) return last_;
        }
        throw status_error(core::reason::service_unavailable, "the pods' network has no address left");
    }
    /// The last one of a shared network removes it.
    void give_back(ipv4 pod) {
        used_.erase(pod - gateway());
        if (book_) book_->give_back(pod - gateway());
        if (apart_) return;
        kernel_.remove_link(link_of(pod));
        if (book_ && book_->empty()) remove_bridge();
    }
    /// At most 15 characters.
    std::string link_of(ipv4 pod) const { return "slw" + std::to_string(pods_ >> 16 & 255) + '.' + std::to_string(pod & 0xffff); }

    rtnetlink kernel_;
    unsigned number_ = 0;
    std::string name_;
    int bridge_ = 0;
    ipv4 pods_ = 0, services_ = 0;
    bool outward_ = true, apart_ = false, leads_out_ = false;
    std::string no_way_out_;  // when a pod came the last time
    mutable std::mutex mutex_;
    unsigned last_ = 0;
    std::set<unsigned> used_;
    std::optional<address_book> book_;
    std::string alias_;
};

/// What the containers of a pod share. The namespaces live as long as this: no process holds them.
class pod_namespaces {
public:
    /// With `first_id` the pod has users of its own, whose ids are those of this machine from there on.
    /// `one_user`: there is no other here.
    explicit pod_namespaces(const std::string& hostname, std::optional<std::uint32_t> first_id = std::nullopt, bool one_user = false) {
        std::string failure;
        std::thread([&] {  // a thread may leave its program's namespaces alone, and takes the new ones with it
            try {
                if (first_id) enter_owned(*first_id);
                else if (::unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0) fail_with_errno("cannot make namespaces");
                if (::sethostname(hostname.data(), hostname.size()) != 0) fail_with_errno("cannot set the host name \"" + hostname + '"');
                network_ = open_or_throw("/proc/thread-self/ns/net", O_RDONLY);
                ipc_ = open_or_throw("/proc/thread-self/ns/ipc", O_RDONLY);
                uts_ = open_or_throw("/proc/thread-self/ns/uts", O_RDONLY);
                inside_.emplace();
                // As everywhere: a container needs no rights to listen on port 80, or to ping.
                std::ofstream("/proc/sys/net/ipv4/ip_unprivileged_port_start") << 0;
                std::ofstream("/proc/sys/net/ipv4/ping_group_range") << (first_id ? "0 65535" : one_user ? "0 0" : "0 2147483647");
            } catch (const status_error& e) {
                failure = e.message();
            }
        }).join();
        if (!failure.empty()) throw status_error(core::reason::internal_error, failure);
    }

    rtnetlink& inside() { return *inside_; }
    int network() const { return network_.get(); }
    std::vector<int> all() const { return {network_.get(), ipc_.get(), uts_.get()}; }
    /// Of the user namespace; -1 where the pod has this machine's users.
    int users() const { return users_.get(); }

private:
    void enter_owned(std::uint32_t first_id) {
        const born_namespaces born(first_id, CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
        users_ = born.open("user");
        for (const char* kind : {"net", "ipc", "uts"})
            if (::setns(born.open(kind).get(), 0) != 0) fail_with_errno(std::string("cannot enter a new ") + kind + " namespace");
    }

    owned_fd network_, ipc_, uts_, users_;
    std::optional<rtnetlink> inside_;
};

}  // namespace slipway::runtime::detail
