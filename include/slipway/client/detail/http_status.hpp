// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/value.hpp>
#include <slipway/net/message.hpp>

namespace slipway::client::detail {

inline std::string text_in(const json::value& v, const char* member) {
    if (!v.is_object()) return {};
    const auto found = v.find(member);
    return found != v.end() && found->is_string() ? found->get<std::string>() : std::string();
}
inline long number_in(const json::value& v, const char* member) {
    if (!v.is_object()) return 0;
    const auto found = v.find(member);
    return found != v.end() && found->is_number_integer() ? found->get<long>() : 0;
}

/// The reason by its name in a `Status`; where the server has one of its own, by the HTTP status.
inline core::reason reason_of(std::string_view name, int code) {
    for (const core::reason_facts& f : core::reason_table)
        if (f.name == name) return f.value;
    for (const core::reason_facts& f : core::reason_table)
        if (f.code == code) return f.value;
    return code >= 500 ? core::reason::internal_error : core::reason::bad_request;
}

inline core::status_error error_of(const json::value& status, int code) {
    core::status_details made;
    const auto details = status.find("details");
    if (details != status.end() && details->is_object()) {
        made.name = text_in(*details, "name");
        made.group = text_in(*details, "group");
        made.kind = text_in(*details, "kind");
        made.uid = text_in(*details, "uid");
        made.retry_after_seconds =
            static_cast<int>(std::clamp(number_in(*details, "retryAfterSeconds"), 0L, 1'000'000L));
        const auto causes = details->find("causes");
        if (causes != details->end() && causes->is_array())
            for (const json::value& c : *causes)
                made.causes.push_back(
                    {text_in(c, "reason"), text_in(c, "message"), text_in(c, "field")});
    }
    const long said = number_in(status, "code");
    if (said >= 400 && said < 600) code = static_cast<int>(said);
    const core::reason why = reason_of(text_in(status, "reason"), code);
    std::string message = text_in(status, "message");
    if (message.empty()) message = core::facts(why).name;
    return {why, code, std::move(message), std::move(made)};
}

/// The `Status` of an answer that is none of success; one of our own where the server has sent
/// something else.
inline core::status_error error_of(const net::response& r, const net::request& asked,
                                   const std::string& server) {
    try {
        const json::value status = json::read(r.body);
        if (status.is_object() && text_in(status, "kind") == "Status")
            return error_of(status, r.status);
    } catch (const core::status_error&) {
        // no JSON: shown below as it is
    }
    std::string shown;
    for (const char c : r.body.substr(0, 200))
        shown += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
    while (shown.ends_with(' ')) shown.pop_back();
    std::string message =
        server + " answered " + asked.method + " " + asked.target.substr(0, asked.target.find('?'));
    message += " with HTTP status " + std::to_string(r.status);
    message +=
        shown.empty() ? " and nothing else" : ": " + shown + (r.body.size() > 200 ? "..." : "");
    return {reason_of({}, r.status), r.status, std::move(message), {}};
}

/// What a watch delivers as its end.
inline json::document status_of(const core::status_error& e) {
    return std::make_shared<const json::value>(json::value{{"kind", "Status"},
                                                           {"apiVersion", "v1"},
                                                           {"metadata", json::value::object()},
                                                           {"status", "Failure"},
                                                           {"message", e.message()},
                                                           {"reason", core::facts(e.why()).name},
                                                           {"code", e.code()}});
}

}  // namespace slipway::client::detail
