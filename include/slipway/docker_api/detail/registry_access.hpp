// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/base64.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/fields.hpp>
#include <slipway/registry/host_of_address.hpp>
#include <slipway/registry/http.hpp>

namespace slipway::docker_api::detail {

/// A JSON object in base64 of the URL alphabet, with or without padding. Throws `status_error`
/// (bad_request).
inline json::value decoded_header(std::string_view text, const char* name) {
    if (text.empty()) return json::value::object();
    std::string plain(text);
    while (plain.ends_with('=')) plain.pop_back();
    for (char& c : plain) c = c == '-' ? '+' : c == '_' ? '/' : c;
    plain.append((4 - plain.size() % 4) % 4, '=');
    const auto bytes = core::decode_base64(plain);
    if (!bytes) throw bad_parameter(std::string("the header ") + name + " is no base64");
    json::value made = json::read(*bytes);
    if (made.is_null()) return json::value::object();
    if (!made.is_object())
        throw bad_parameter(std::string("the header ") + name + " is no JSON object");
    return made;
}
inline registry::credentials credentials_of(const json::value& document) {
    const fields who(document);
    return {who.text("username"), who.text("password"), who.text("identitytoken")};
}
inline bool says_something(const registry::credentials& c) {
    return !c.identity_token.empty() || !c.user.empty();
}

/// How registries are spoken to, with these credentials for their hosts before those of the
/// service.
inline registry::http_registry_options registry_options(
    const backend& at, std::map<std::string, registry::credentials> known) {
    registry::http_registry_options made = at.options.registries;
    made.credentials = [known = std::move(known), otherwise = made.credentials](
                           const std::string& host) -> std::optional<registry::credentials> {
        if (const auto found = known.find(host); found != known.end()) return found->second;
        return otherwise ? otherwise(host) : std::nullopt;
    };
    return made;
}
/// With what the header X-Registry-Auth says of this host.
inline registry::http_registry_options registry_options(const call& c, const std::string& host) {
    const registry::credentials who =
        credentials_of(decoded_header(c.header("X-Registry-Auth"), "X-Registry-Auth"));
    std::map<std::string, registry::credentials> known;
    if (says_something(who)) known.emplace(host, who);
    return registry_options(c.at, std::move(known));
}
/// With what the header X-Registry-Config says of all hosts.
inline registry::http_registry_options registry_options(const call& c) {
    std::map<std::string, registry::credentials> known;
    const json::value all = decoded_header(c.header("X-Registry-Config"), "X-Registry-Config");
    for (const auto& [address, who] : all.items())
        if (const auto host = registry::host_of_address(address))
            known.emplace(*host, credentials_of(who));
    return registry_options(c.at, std::move(known));
}

/// POST /auth
inline void check_password(call& c) {
    const json::value request = c.document();
    const std::string address = fields(request).text("serveraddress");
    const auto host = address.empty() ? std::optional<std::string>("docker.io")
                                      : registry::host_of_address(address);
    if (!host) throw bad_parameter("'" + address.substr(0, 256) + "' is no registry");
    registry::http_registry_options options =
        registry_options(c.at, {{*host, credentials_of(request)}});
    options.hosts = {*host};
    registry::http_registry(options).check();
    c.give({{"Status", "Login Succeeded"}, {"IdentityToken", ""}});
}

}  // namespace slipway::docker_api::detail
