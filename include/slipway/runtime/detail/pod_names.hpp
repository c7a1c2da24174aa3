// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/number_in.hpp>
#include <slipway/runtime/detail/dns_message.hpp>
#include <slipway/runtime/detail/pod_network.hpp>

namespace slipway::runtime::detail {

/// What a network knows of its pods' names: `web`, `web.NETWORK`, and the name of an address.
class pod_names {
public:
    pod_names(const pod_network& network, const network_spec& which)
        : network_(network),
          subnet_(ipv4_network::parse(which.subnet)),
          suffix_('.' + which.name) {}

    /// The answer to a question; nothing where others may know more. Throws `status_error` where
    /// the books cannot be read.
    std::optional<std::string> answer(std::string_view message,
                                      const dns_question& question) const {
        if (question.kind != dns_internet) return std::nullopt;
        if (const auto pod = address_in(question.name);
            pod && question.type == dns_pointer && subnet_.contains(*pod)) {
            const std::string name = network_.name_at(*pod);
            if (name.empty()) return dns_answer(message, question, dns_name_error, dns_pointer, {});
            return dns_answer(message, question, dns_no_error, dns_pointer,
                              {dns_name(name + suffix_)});
        }
        std::vector<ipv4> found = network_.named(question.name);
        if (found.empty() && question.name.ends_with(suffix_))
            found = network_.named(
                std::string_view(question.name).substr(0, question.name.size() - suffix_.size()));
        if (found.empty()) return std::nullopt;
        std::vector<std::string> records;
        if (question.type == dns_address || question.type == dns_any) records = in_turn(found);
        return dns_answer(message, question, dns_no_error, dns_address, records);
    }

private:
    /// Each time another one is the first: most take that.
    std::vector<std::string> in_turn(std::vector<ipv4>& all) const {
        std::rotate(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(turn_++ % all.size()),
                    all.end());
        constexpr std::size_t room =
            15;  // in a datagram that everybody takes: 512 bytes (RFC 1035, 4.2.1)
        if (all.size() > room) all.resize(room);
        std::vector<std::string> made;
        for (const ipv4 each : all)
            made.push_back({static_cast<char>(each >> 24), static_cast<char>(each >> 16 & 255),
                            static_cast<char>(each >> 8 & 255), static_cast<char>(each & 255)});
        return made;
    }
    /// `4.3.2.1.in-addr.arpa` (RFC 1035, 3.5).
    static std::optional<ipv4> address_in(std::string_view name) {
        constexpr std::string_view domain = ".in-addr.arpa";
        if (!name.ends_with(domain)) return std::nullopt;
        name.remove_suffix(domain.size());
        ipv4 made = 0;
        for (int i = 0; i < 4; ++i) {
            const auto dot = name.find('.');
            const auto byte = core::number_in<unsigned char>(name.substr(0, dot));
            if (!byte || (dot == name.npos) != (i == 3)) return std::nullopt;
            made |= static_cast<ipv4>(*byte) << (8 * i);
            name.remove_prefix(dot == name.npos ? name.size() : dot + 1);
        }
        return made;
    }

    const pod_network& network_;
    ipv4_network subnet_;
    std::string suffix_;
    mutable std::atomic<std::size_t> turn_ = 0;
};

}  // namespace slipway::runtime::detail
