// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstdio>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include <arpa/inet.h>

#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/objects.hpp>

namespace slipway::apiserver {

/// Gives Services their cluster addresses and node ports, and takes them back.
class service_addresses {
public:
    static constexpr long first_node_port = 30'000, last_node_port = 32'767;

    /// `network` in CIDR notation, such as `10.96.0.0/16`. Throws `status_error` (bad_request) for
    /// anything else.
    explicit service_addresses(const std::string& network) {
        const std::size_t slash = network.find('/');
        const int bits = slash == network.npos ? -1 : std::atoi(network.c_str() + slash + 1);
        const auto base = parse(network.substr(0, slash));
        if (!base || bits < 8 || bits > 30)
            throw core::status_error(core::reason::bad_request,
                                     "'" + network + "' is not a network such as 10.96.0.0/16");
        size_ = 1U << (32 - bits);
        base_ = *base & ~(size_ - 1);
    }

    /// Gives `service` what it has not got. What it asks for itself must be free, or its own
    /// already (`old`).
    void allocate(json::value& service, const json::value* old, errors& found) {
        json::value& spec = service["spec"];
        const std::string type = text_at(spec, "type");
        std::lock_guard lock(mutex_);
        if (type == "ExternalName") {
            spec.erase("clusterIP");
            spec.erase("clusterIPs");
            return;
        }
        if (text_at(spec, "clusterIP") != "None") allocate_address(spec, old, found);
        if (!text_at(spec, "clusterIP").empty())
            spec["clusterIPs"] = json::value::array({spec["clusterIP"]});
        if (type == "NodePort" || type == "LoadBalancer") allocate_ports(spec, old, found);
        else drop_ports(spec);
    }

    /// Takes back what `service` has and `kept` (null: nothing) has not.
    void release(const json::value& service, const json::value* kept) {
        std::lock_guard lock(mutex_);
        const std::string ip = text_at(service, "spec.clusterIP");
        if (!kept || text_at(*kept, "spec.clusterIP") != ip)
            if (const auto address = parse(ip)) used_.erase(*address);
        const std::set<long> still = kept ? node_ports(*kept) : std::set<long>();
        for (long port : node_ports(service))
            if (!still.count(port)) used_ports_.erase(port);
    }

private:
    static std::optional<std::uint32_t> parse(const std::string& ip) {
        in_addr address{};
        if (inet_pton(AF_INET, ip.c_str(), &address) != 1) return {};
        return ntohl(address.s_addr);
    }
    static std::string str(std::uint32_t address) {
        const in_addr network{htonl(address)};
        char out[INET_ADDRSTRLEN];
        return inet_ntop(AF_INET, &network, out, sizeof out);
    }
    static std::set<long> node_ports(const json::value& service) {
        std::set<long> made;
        const json::value* ports = find(service, "spec.ports");
        if (ports && ports->is_array())
            for (const json::value& p : *ports)
                if (const long n = integer_at(p, "nodePort")) made.insert(n);
        return made;
    }
    static void drop_ports(json::value& spec) {
        if (!spec.contains("ports") || !spec["ports"].is_array()) return;
        for (json::value& p : spec["ports"])
            if (p.is_object()) p.erase("nodePort");
    }

    void allocate_address(json::value& spec, const json::value* old, errors& found) {
        const std::string asked = text_at(spec, "clusterIP");
        const std::string before = old ? text_at(*old, "spec.clusterIP") : std::string();
        if (asked.empty()) {
            if (!before.empty() && before != "None") {
                spec["clusterIP"] = before;
                return;
            }
            // The first address is the API server's own, the next ones are left to those who ask.
            for (std::uint32_t tried = 0; tried < size_; ++tried, ++next_) {
                const std::uint32_t address = base_ + 10 + next_ % (size_ > 16 ? size_ - 12 : 1);
                if (used_.insert(address).second) {
                    spec["clusterIP"] = str(address);
                    ++next_;
                    return;
                }
            }
            throw core::status_error(core::reason::internal_error,
                                     "all cluster addresses are in use");
        }
        if (asked == before) return;
        const auto address = parse(asked);
        if (!address || *address - base_ >= size_)
            found.push_back(
                {"FieldValueInvalid",
                 "Invalid value: \"" + asked + "\": not an address of the cluster's network",
                 "spec.clusterIP"});
        else if (!used_.insert(*address).second)
            found.push_back({"FieldValueInvalid",
                             "Invalid value: \"" + asked + "\": provided IP is already allocated",
                             "spec.clusterIP"});
    }

    void allocate_ports(json::value& spec, const json::value* old, errors& found) {
        if (!spec.contains("ports") || !spec["ports"].is_array()) return;
        const std::set<long> own = old ? node_ports(*old) : std::set<long>();
        std::size_t i = 0;
        for (json::value& p : spec["ports"]) {
            const std::string field = "spec.ports[" + std::to_string(i++) + "].nodePort";
            if (!p.is_object()) continue;
            const long asked = integer_at(p, "nodePort");
            if (asked == 0) {
                p["nodePort"] = free_port(p, old);
            } else if (own.count(asked)) {
                continue;
            } else if (asked < first_node_port || asked > last_node_port) {
                found.push_back(
                    {"FieldValueInvalid",
                     "Invalid value: " + std::to_string(asked) +
                         ": provided port is not in the valid range. The range of valid ports is 30000-32767",
                     field});
            } else if (!used_ports_.insert(asked).second) {
                found.push_back({"FieldValueInvalid",
                                 "Invalid value: " + std::to_string(asked) +
                                     ": provided port is already allocated",
                                 field});
            }
        }
    }

    /// The port that the same service port had before, or a free one.
    long free_port(const json::value& port, const json::value* old) {
        const json::value* before = old ? find(*old, "spec.ports") : nullptr;
        if (before && before->is_array())
            for (const json::value& p : *before)
                if (integer_at(p, "port") == integer_at(port, "port") &&
                    text_at(p, "protocol") == text_at(port, "protocol") &&
                    integer_at(p, "nodePort"))
                    return integer_at(p, "nodePort");
        constexpr long range = last_node_port - first_node_port + 1;
        for (long tried = 0; tried < range; ++tried) {
            const long candidate = first_node_port + next_port_++ % range;
            if (used_ports_.insert(candidate).second) return candidate;
        }
        throw core::status_error(core::reason::internal_error, "all node ports are in use");
    }

    std::mutex mutex_;
    std::uint32_t base_ = 0, size_ = 0, next_ = 0;
    long next_port_ = 0;
    std::set<std::uint32_t> used_;
    std::set<long> used_ports_;
};

}  // namespace slipway::apiserver
