// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/runtime/port_words.hpp>

namespace slipway::cli::command::detail {

inline usage_error no_port(const std::string& text) {
    return usage_error(
        "'" + text + "' is no port to publish, such as 8080:80, 127.0.0.1:8080:80 or 5353:53/udp");
}
inline std::uint16_t port_in(std::string_view text, const std::string& whole) {
    const auto number = core::number_in<std::uint16_t>(text);
    if (!number || *number == 0) throw no_port(whole);
    return *number;
}

/// `80`, `8080:80`, `ADDRESS:8080:80`, `ADDRESS::80`, each with or without `/tcp` or `/udp`. Throws
/// `usage_error`.
inline runtime::published_port published(const std::string& text) {
    std::string rest = text;
    const auto last = rest.rfind(':');
    const auto named =
        runtime::port_named(std::string_view(rest).substr(last == rest.npos ? 0 : last + 1));
    if (!named) throw no_port(text);
    runtime::published_port made = *named;
    if (last == rest.npos) return made;
    rest.resize(last);
    const auto colon = rest.rfind(':');
    const std::string host_port = rest.substr(colon == rest.npos ? 0 : colon + 1);
    if (!host_port.empty()) made.host_port = port_in(host_port, text);
    if (colon != rest.npos) made.host_address = rest.substr(0, colon);
    if (made.host_address.starts_with('[') && made.host_address.ends_with(']'))
        made.host_address = made.host_address.substr(1, made.host_address.size() - 2);
    return made;
}

/// The bounds of `8000-8002`, or of one port. Throws `usage_error`.
inline std::pair<std::uint16_t, std::uint16_t> bounds_in(std::string_view range,
                                                         const std::string& whole) {
    const auto dash = range.find('-');
    const std::uint16_t from = port_in(range.substr(0, dash), whole),
                        to = dash == range.npos ? from : port_in(range.substr(dash + 1), whole);
    if (to < from) throw no_port(whole);
    return {from, to};
}
/// The same of several: `8000-8002:80-82`, `80-82/udp`. Throws `usage_error`.
inline std::vector<runtime::published_port> published_ports(const std::string& text) {
    const auto last = text.rfind(':'), begin = last == text.npos ? 0 : last + 1;
    const auto slash = std::min(text.find('/', begin), text.size());
    const std::string_view inside = std::string_view(text).substr(begin, slash - begin);
    const auto colon = last == text.npos || last == 0 ? text.npos : text.rfind(':', last - 1);
    const auto host_begin = colon == text.npos ? 0 : colon + 1;
    const std::string_view outside =
        last == text.npos ? "" : std::string_view(text).substr(host_begin, last - host_begin);
    if (inside.find('-') == inside.npos && outside.find('-') == outside.npos)
        return {published(text)};
    const auto in = bounds_in(inside, text);
    const auto out = outside.empty() ? in : bounds_in(outside, text);
    if (out.second - out.first != in.second - in.first)
        throw usage_error("'" + text + "' publishes as many ports as it has places for: " +
                          std::to_string(in.second - in.first + 1) + " of the container, " +
                          std::to_string(out.second - out.first + 1) + " of this machine");
    std::vector<runtime::published_port> made;
    for (int i = 0; i <= in.second - in.first; ++i)
        made.push_back(published(
            text.substr(0, host_begin) +
            (last == text.npos ? ""
                               : (outside.empty() ? "" : std::to_string(out.first + i)) + ':') +
            std::to_string(in.first + i) + text.substr(slash)));
    return made;
}

}  // namespace slipway::cli::command::detail
