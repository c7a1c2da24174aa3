// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/net/url.hpp>
#include <slipway/oci/reference.hpp>

namespace slipway::registry::detail {

enum class endpoint {
    version,
    catalog,
    token,
    metrics,
    blob,
    uploads,
    upload,
    manifest,
    tags,
    referrers,
    unknown
};

/// What the target of a request names (distribution spec, "Endpoints").
struct server_route {
    endpoint what = endpoint::unknown;
    std::string repository{};
    std::string last{};  ///< digest, tag or upload
    net::url at{};

    static server_route parse(std::string_view target) {
        server_route made;
        made.at = net::url::parse(target);
        const std::vector<std::string>& s = made.at.segments;
        if (s.size() == 1 && s[0] == "token") made.what = endpoint::token;
        if (s.size() == 1 && s[0] == "metrics") made.what = endpoint::metrics;
        if (s.empty() || s[0] != "v2") return made;
        if (s.size() == 1) made.what = endpoint::version;
        else if (s.size() == 2 && s[1] == "_catalog") made.what = endpoint::catalog;
        else made.parse_repository();
        return made;
    }

    /// Whether the repository's name is one: a path alone, since hosts with ports stand in no
    /// target.
    bool names_repository() const {
        return repository.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-/") ==
                   std::string::npos &&
               oci::valid_repository(repository);
    }

private:
    /// A name may have any number of slashes, so that the end is what is looked at.
    void parse_repository() {
        const std::vector<std::string>& s = at.segments;
        const std::size_t n = s.size();
        const auto is = [&](std::size_t from_end, std::string_view word) {
            return n > from_end + 1 && s[n - from_end] == word;
        };
        std::size_t behind = 2;
        if (is(2, "blobs") && s[n - 1] == "uploads") what = endpoint::uploads;
        else if (is(3, "blobs") && s[n - 2] == "uploads") what = endpoint::upload, behind = 3;
        else if (is(2, "blobs")) what = endpoint::blob;
        else if (is(2, "manifests")) what = endpoint::manifest;
        else if (is(2, "tags") && s[n - 1] == "list") what = endpoint::tags;
        else if (is(2, "referrers")) what = endpoint::referrers;
        else return;
        last = s[n - 1];
        for (std::size_t i = 1; i + behind < n; ++i) repository += (i > 1 ? "/" : "") + s[i];
    }
};

}  // namespace slipway::registry::detail
