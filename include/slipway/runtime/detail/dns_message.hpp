// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::runtime::detail {

/// What somebody asks a name server (RFC 1035, 4.1).
struct dns_question {
    std::string name{};  ///< without the dot at its end
    std::uint16_t type = 0, kind = 0;
    std::size_t end = 0;  ///< of the question in the message
};
inline constexpr std::uint16_t dns_address = 1, dns_pointer = 12, dns_any = 255,
                               dns_internet = 1;  // RFC 1035, 3.2
inline constexpr unsigned dns_no_error = 0, dns_server_failure = 2,
                          dns_name_error = 3;  // RFC 1035, 4.1.1
inline constexpr std::size_t dns_header = 12;

inline std::uint16_t dns_number(std::string_view from, std::size_t at) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(from[at]) << 8 |
                                      static_cast<unsigned char>(from[at + 1]));
}

/// Nothing where the message is no question, or more than one.
inline std::optional<dns_question> dns_question_in(std::string_view message) {
    constexpr unsigned answer_or_other = 0xf8;  // its flag, and the kind of query
    if (message.size() < dns_header ||
        (static_cast<unsigned char>(message[2]) & answer_or_other) != 0 ||
        dns_number(message, 4) != 1)
        return std::nullopt;
    dns_question made;
    std::size_t at = dns_header;
    while (at < message.size() && message[at] != 0) {
        const auto length = static_cast<unsigned char>(message[at]);
        if (length > 63 || at + 1 + length > message.size() || made.name.size() + length > 254)
            return std::nullopt;
        if (!made.name.empty()) made.name += '.';
        made.name += message.substr(at + 1, length);
        at += 1U + length;
    }
    if (at + 5 > message.size()) return std::nullopt;
    made.type = dns_number(message, at + 1);
    made.kind = dns_number(message, at + 3);
    made.end = at + 5;
    return made;
}

/// `web.front` as it stands in messages.
inline std::string dns_name(std::string_view name) {
    std::string made;
    while (!name.empty()) {
        const auto dot = name.find('.');
        const std::string_view label = name.substr(0, dot).substr(0, 63);
        made += static_cast<char>(label.size());
        made += label;
        name = dot == name.npos ? std::string_view() : name.substr(dot + 1);
    }
    return made + '\0';
}

/// The answer to a question, with the data of records of the type `type`. Nobody is to remember it:
/// pods come and go.
inline std::string dns_answer(std::string_view message, const dns_question& to, unsigned error,
                              std::uint16_t type, const std::vector<std::string>& records) {
    constexpr unsigned answer = 0x80, authority = 0x04, recursion_wanted = 0x01,
                       recursion_available = 0x80;
    const auto put = [](std::string& out, std::size_t n) {
        out += static_cast<char>(n >> 8), out += static_cast<char>(n & 255);
    };
    std::string made(message.substr(0, 2));
    made += static_cast<char>(answer | authority |
                              (static_cast<unsigned char>(message[2]) & recursion_wanted));
    made += static_cast<char>(recursion_available | error);
    put(made, 1), put(made, records.size()), put(made, 0), put(made, 0);
    made += message.substr(dns_header, to.end - dns_header);
    for (const std::string& data : records) {
        put(made, 0xc000 | dns_header);  // the name that was asked for (RFC 1035, 4.1.4)
        put(made, type), put(made, dns_internet), put(made, 0), put(made, 0),
            put(made, data.size());
        made += data;
    }
    return made;
}

}  // namespace slipway::runtime::detail
