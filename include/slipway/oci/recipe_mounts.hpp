// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include <slipway/oci/recipe_text.hpp>

namespace slipway::oci {

/// Files of the build's directory, of a stage or of an image.
struct bind_mount {
    recipe_text target{};
    recipe_text source{};  ///< a path there; empty: all of it
    std::string from{};  ///< a stage, by name or number, or an image; empty: the build's directory
    bool writable = false;  ///< what is written is thrown away

    friend bool operator==(const bind_mount&, const bind_mount&) = default;
};

/// What becomes of a cache that several commands want at once.
enum class cache_sharing {
    shared,    ///< all have it
    one_each,  ///< the others have another: `private`
    locked,    ///< the others wait
};

/// A directory that stays for later builds, with what earlier ones have left in it.
struct cache_mount {
    recipe_text target{};
    recipe_text id{};  ///< which one; empty: the target
    cache_sharing sharing = cache_sharing::shared;
    std::string from{};         ///< what a new one begins with: as in `bind_mount`; empty: nothing
    recipe_text source{};       ///< a path there
    recipe_text mode = "0755";  ///< of a new one, in octal digits
    recipe_text uid{}, gid{};   ///< whose a new one is; empty: 0
    bool read_only = false;

    friend bool operator==(const cache_mount&, const cache_mount&) = default;
};

/// An empty directory in memory.
struct tmpfs_mount {
    recipe_text target{};
    std::uint64_t bytes = 0;  ///< how much may be in it; 0: half of this machine's memory
    bool read_only = false;

    friend bool operator==(const tmpfs_mount&, const tmpfs_mount&) = default;
};

/// A text that the one who builds gives, and that nobody finds in the image.
struct secret_mount {
    recipe_text id{};
    recipe_text target{};       ///< empty: `/run/secrets/` and the id, where `env` is empty too
    std::string env{};          ///< a variable that has it
    bool required = false;      ///< otherwise it is not there where nobody gives it
    recipe_text mode = "0400";  ///< in octal digits
    recipe_text uid{}, gid{};   ///< empty: 0

    friend bool operator==(const secret_mount&, const secret_mount&) = default;
};

/// The socket of an agent that has keys (ssh-agent(1)); SSH_AUTH_SOCK leads to it.
struct ssh_mount {
    recipe_text id = "default";
    recipe_text target{};  ///< empty: `/run/buildkit/ssh_agent.0`, of the next one `.1`
    bool required = false;

    friend bool operator==(const ssh_mount&, const ssh_mount&) = default;
};

/// What is mounted while the command of a RUN runs, and is no part of its layer (Docker,
/// "Dockerfile reference", "RUN --mount"). A `target` is a path in the image, from its working
/// directory on.
using run_mount = std::variant<bind_mount, cache_mount, tmpfs_mount, secret_mount, ssh_mount>;

}  // namespace slipway::oci
