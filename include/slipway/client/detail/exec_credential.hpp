// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/client/detail/http_status.hpp>
#include <slipway/client/exec_credential.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/run_command.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>

namespace slipway::client {

namespace detail {

/// The last line that says something, without what would disturb a terminal.
inline std::string last_line(std::string text) {
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
    text.erase(0, text.rfind('\n') + 1);
    if (text.size() > 300) text.resize(300);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    return text;
}

}  // namespace detail

SLIPWAY_INLINE void exec_credential::fail(const std::string& why) const {
    throw core::status_error(
        core::reason::unauthorized,
        "the credential plugin '" + command_.command + "' of " + command_.owner + " " + why);
}

SLIPWAY_INLINE credential exec_credential::current() {
    std::lock_guard lock(mutex_);  // one command for all who wait
    if (!kept_ || (kept_->until && *kept_->until <= time_->wall())) kept_ = run();
    return kept_->made;
}

SLIPWAY_INLINE bool exec_credential::refresh(const credential& refused) {
    std::lock_guard lock(mutex_);
    if (kept_ && kept_->made == refused)
        kept_.reset();  // others have fetched one meanwhile, otherwise
    return true;
}

SLIPWAY_INLINE exec_credential::printed exec_credential::run() const {
    json::value info = {{"apiVersion", command_.api_version},
                        {"kind", "ExecCredential"},
                        {"spec", {{"interactive", false}}}};
    if (!command_.cluster.is_null()) info["spec"]["cluster"] = command_.cluster;
    auto env = command_.env;
    env.emplace_back("KUBERNETES_EXEC_INFO", json::write(info));
    std::vector<std::string> words{command_.command};
    words.insert(words.end(), command_.args.begin(), command_.args.end());
    const core::command_result r = core::run_command(words, env, command_.time_limit, 1024 * 1024);
    if (r.not_started) {
        const bool missing = r.not_started == ENOENT;
        fail((missing ? "was not found"
                      : std::string("cannot be started: ") + std::strerror(r.not_started)) +
             (missing && !command_.install_hint.empty() ? ". " + command_.install_hint : ""));
    }
    if (!r.in_time)
        fail("has not ended within " + std::to_string(command_.time_limit.count()) + " ms");
    if (r.too_long) fail("has printed more than a megabyte");
    if (r.exit_code) {
        const std::string said = detail::last_line(r.complaints);
        fail("has failed with exit code " + std::to_string(r.exit_code) +
             (said.empty() ? "" : ": " + said));
    }
    return read(r.output);
}

SLIPWAY_INLINE exec_credential::printed exec_credential::read(const std::string& output) const {
    json::value made;
    try {
        made = json::read(output);
    } catch (const status_error&) {
        fail("has printed something that is not JSON");  // which may contain a secret
    }
    if (detail::text_in(made, "kind") != "ExecCredential")
        fail("has printed something that is no ExecCredential");
    if (detail::text_in(made, "apiVersion") != command_.api_version)
        fail("has printed an ExecCredential of another version than " + command_.api_version);
    const auto found = made.find("status");
    if (found == made.end() || !found->is_object())
        fail("has printed an ExecCredential without a status");
    printed result;
    const std::string token = detail::text_in(*found, "token"),
                      certificate = detail::text_in(*found, "clientCertificateData"),
                      key = detail::text_in(*found, "clientKeyData"),
                      until = detail::text_in(*found, "expirationTimestamp");
    if (!token.empty()) result.made.authorization = "Bearer " + token;
    if (certificate.empty() != key.empty())
        fail("has printed a certificate without its key, or a key without its certificate");
    if (!certificate.empty()) result.made.certificate = net::key_pair{certificate, key};
    if (token.empty() && certificate.empty()) fail("has printed neither a token nor a certificate");
    if (!until.empty()) {
        try {
            result.until = core::parse_rfc3339(until);
        } catch (const std::invalid_argument&) {
            fail("has printed an expirationTimestamp that is no time");
        }
    }
    return result;
}

}  // namespace slipway::client
