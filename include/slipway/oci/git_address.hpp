// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace slipway::oci {

/// A git repository as ADD names it: `https://host/name.git`, `git@host:name.git`, `ssh://...`,
/// `git://...`, and behind a `#` what is taken of it, `REFERENCE:DIRECTORY`, each of which may be
/// left out (Docker, "Dockerfile reference", "ADD").
struct git_address {
    std::string remote{};
    std::string
        reference{};  ///< a branch, a tag or a commit; empty: what the remote has as its HEAD
    std::string directory{};  ///< of the repository; empty: all of it

    /// Nothing where it names something else: a file, or an address of one.
    static std::optional<git_address> try_parse(std::string_view text) {
        const std::string_view remote = text.substr(0, text.find('#'));
        const bool is_web = remote.starts_with("http://") || remote.starts_with("https://");
        if (!remote.starts_with("git@") && !remote.starts_with("git://") &&
            !remote.starts_with("ssh://") && !(is_web && remote.ends_with(".git")))
            return std::nullopt;
        git_address made{.remote = std::string(remote)};
        if (remote.size() == text.size()) return made;
        const std::string_view part = text.substr(remote.size() + 1);
        const std::size_t colon = part.find(':');
        made.reference = part.substr(0, colon);
        if (colon != part.npos) made.directory = part.substr(colon + 1);
        return made;
    }

    /// The remote without a name and password in it.
    std::string shown() const {
        const std::size_t begin = remote.find("://");
        if (begin == remote.npos) return remote;
        const std::size_t host = begin + 3;
        const std::size_t at = remote.substr(0, remote.find('/', host)).rfind('@');
        return at == remote.npos || at < host ? remote
                                              : remote.substr(0, host) + remote.substr(at + 1);
    }
};

}  // namespace slipway::oci
