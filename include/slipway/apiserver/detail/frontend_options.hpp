// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/detail/frontend_text.hpp>
#include <slipway/apiserver/objects.hpp>

namespace slipway::apiserver::detail {

/// Which options of a list or watch go together (apimachinery, ValidateListOptions). Throws
/// `status_error` (invalid, bad_request) that names the one that is out of place.
inline void check_list_options(const net::url& url, bool watch) {
    const std::string match(url.parameter("resourceVersionMatch")),
        version(url.parameter("resourceVersion"));
    const bool initial = url.has("sendInitialEvents"), more = !url.parameter("continue").empty();
    auto forbidden = [](const char* field, const std::string& why) {
        throw invalid_options("ListOptions", {"FieldValueForbidden", "Forbidden: " + why, field});
    };
    if (more && !version.empty())
        throw core::status_error(core::reason::bad_request,
                                 "specifying resource version is not allowed when using continue");
    if (initial && !watch)
        forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
    if (initial && match != "NotOlderThan")
        forbidden("resourceVersionMatch",
                  "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
    if (initial || match.empty()) return;
    if (watch)
        forbidden(
            "resourceVersionMatch",
            "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    if (version.empty())
        forbidden("resourceVersionMatch",
                  "resourceVersionMatch is forbidden unless resourceVersion is provided");
    if (more)
        forbidden("resourceVersionMatch",
                  "resourceVersionMatch is forbidden when continue is provided");
    if (match != "Exact" && match != "NotOlderThan")
        throw invalid_options("ListOptions",
                              {"FieldValueNotSupported",
                               "Unsupported value: \"" + match +
                                   "\": supported values: \"Exact\", \"NotOlderThan\", \"\"",
                               "resourceVersionMatch"});
    if (match == "Exact" && version == "0")
        forbidden("resourceVersionMatch",
                  "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
}

}  // namespace slipway::apiserver::detail
