// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <map>
#include <optional>

#include <slipway/core/status.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/exchange.hpp>
#include <slipway/net/url.hpp>

namespace slipway::apiserver::detail {

inline bool flag(const net::url& url, std::string_view name) {
    const std::string_view v = url.parameter(name);
    return url.has(name) && v != "false" && v != "0" && v != "False";
}
inline std::optional<long> number(const net::url& url, std::string_view name) {
    const std::string text(url.parameter(name));
    if (text.empty()) return {};
    long made = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made);
    if (error != std::errc() || end != text.data() + text.size())
        throw core::status_error(core::reason::bad_request,
                                 std::string(name) + ": '" + text + "' is not a whole number");
    return made;
}

/// An object within a list, which says kind and version for all.
inline void append_item(std::string& out, const json::value& object) {
    char before = '{';
    for (const auto& [name, member] : object.items()) {
        if (name == "kind" || name == "apiVersion") continue;
        out += before;
        out.append(json::write(json::value(name))).append(1, ':').append(json::write(member));
        before = ',';
    }
    if (before == '{') out += before;
    out += '}';
}

/// Members by name, as API servers write YAML.
inline json::value sorted(const json::value& v) {
    if (v.is_array()) {
        json::value made = json::value::array();
        for (const json::value& element : v) made.push_back(sorted(element));
        return made;
    }
    if (!v.is_object()) return v;
    std::map<std::string, const json::value*> members;
    for (const auto& [name, member] : v.items()) members.emplace(name, &member);
    json::value made = json::value::object();
    for (const auto& [name, member] : members) made[name] = sorted(*member);
    return made;
}

inline void send_json(const net::exchange& out, int status, const json::value& v,
                      std::string type = "application/json", net::headers h = {}) {
    h.add("Content-Type", std::move(type));
    out.respond({status, std::move(h), json::write(v) + "\n"});
}
inline void send_text(const net::exchange& out, int status, std::string text) {
    out.respond({status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)});
}

}  // namespace slipway::apiserver::detail
