// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <string>
#include <vector>

#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/verb.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/registry/http.hpp>

namespace slipway::cli::command {

/// The options of verbs that speak to registries, behind those of the verb's own.
inline std::vector<option> with_registry_options(std::vector<option> own) {
    own.push_back({.name = "ca", .value = "FILE", .help = "trust these certificates alone (PEM)"});
    own.push_back({.name = "tls-verify",
                   .help = "believe a registry by its certificate; =false believes everybody"});
    own.push_back(
        {.name = "plain-http", .help = "speak to the registry without TLS, passwords too"});
    return own;
}

/// How registries are spoken to, with the passwords of the session. `host` is the one that
/// `--plain-http` is for.
inline registry::http_registry_options registry_options(session& s, const arguments& given,
                                                        const std::string& host) {
    registry::http_registry_options made;
    made.credentials = s.credentials().finder();
    if (given.has("ca"))
        made.tls.ca_pem = net::read_pem_file(given.value("ca"), "the certificates of authorities");
    made.certificates = registry::host_certificates::standard();
    made.tls.insecure = given.denied("tls-verify");
    if (given.has("plain-http")) made.plain_http.insert(host);
    return made;
}

}  // namespace slipway::cli::command
