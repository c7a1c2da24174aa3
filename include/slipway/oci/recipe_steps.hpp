// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/oci/healthcheck.hpp>
#include <slipway/oci/recipe_mounts.hpp>
#include <slipway/oci/recipe_text.hpp>
#include <slipway/oci/run_network.hpp>

namespace slipway::oci {

using recipe_variables = std::vector<std::pair<recipe_text, recipe_text>>;

/// A file whose content stands in the recipe.
struct inline_file {
    std::string name{};
    recipe_text content{};

    friend bool operator==(const inline_file&, const inline_file&) = default;
};

/// COPY and ADD.
struct copy_step {
    std::vector<recipe_text> sources{};
    std::vector<inline_file> files{};  ///< beside the sources
    recipe_text to{};
    std::string from{};   ///< a stage, by name or number, or an image; empty: the build's directory
    recipe_text owner{};  ///< `user`, `user:group`, or numbers; empty: 0:0
    /// in octal digits, or letters (`u=rwX,go=rX`); empty: as the files have it
    recipe_text mode{};
    recipe_text checksum{};  ///< of what is downloaded: a digest; of a git repository: the commit
    std::vector<recipe_text> excluded{};  ///< patterns of what is not copied, as in .dockerignore
    bool parents = false;  ///< sources keep the directories on their way, from `/./` on
    /// ADD: archives are unpacked, and sources may be addresses (http, https) and git repositories
    bool add = false;
    bool keep_git_directory = false;  ///< `.git` of a repository is taken, too

    friend bool operator==(const copy_step&, const copy_step&) = default;
};

/// Words to run; with `shell`, one line for the shell.
struct recipe_command {
    std::vector<std::string> words{};
    bool shell = false;

    friend bool operator==(const recipe_command&, const recipe_command&) = default;
};

struct run_step {
    recipe_command command{};
    std::vector<run_mount> mounts{};
    run_network network = run_network::by_default;
    /// a program whose first line names its interpreter (`#!`), instead of the command
    std::string script{};
    friend bool operator==(const run_step&, const run_step&) = default;
};
struct env_step {
    recipe_variables variables{};
    friend bool operator==(const env_step&, const env_step&) = default;
};
struct arg_step {
    std::string name{};
    std::optional<recipe_text> value{};  ///< where the one who builds gives none
    friend bool operator==(const arg_step&, const arg_step&) = default;
};
struct label_step {
    recipe_variables labels{};
    friend bool operator==(const label_step&, const label_step&) = default;
};
struct workdir_step {
    recipe_text directory{};
    friend bool operator==(const workdir_step&, const workdir_step&) = default;
};
struct user_step {
    recipe_text user{};
    friend bool operator==(const user_step&, const user_step&) = default;
};
struct expose_step {
    std::vector<recipe_text> ports{};  ///< `80`, `53/udp`, `8000-8010/tcp`
    friend bool operator==(const expose_step&, const expose_step&) = default;
};
struct volume_step {
    std::vector<recipe_text> paths{};
    friend bool operator==(const volume_step&, const volume_step&) = default;
};
struct entrypoint_step {
    recipe_command command{};
    friend bool operator==(const entrypoint_step&, const entrypoint_step&) = default;
};
struct cmd_step {
    recipe_command command{};
    friend bool operator==(const cmd_step&, const cmd_step&) = default;
};
struct healthcheck_step {
    healthcheck check{};
    friend bool operator==(const healthcheck_step&, const healthcheck_step&) = default;
};
struct shell_step {
    std::vector<std::string> words{};
    friend bool operator==(const shell_step&, const shell_step&) = default;
};
struct stop_signal_step {
    recipe_text signal{};
    friend bool operator==(const stop_signal_step&, const stop_signal_step&) = default;
};
struct author_step {
    std::string author{};
    friend bool operator==(const author_step&, const author_step&) = default;
};

/// An instruction that is done first in images that are built on this one, as a Dockerfile has it.
struct on_build_step {
    std::string instruction{};
    friend bool operator==(const on_build_step&, const on_build_step&) = default;
};

using step_action =
    std::variant<copy_step, run_step, env_step, arg_step, label_step, workdir_step, user_step,
                 expose_step, volume_step, entrypoint_step, cmd_step, healthcheck_step, shell_step,
                 stop_signal_step, author_step, on_build_step>;

/// One step, and how it was written.
struct recipe_step {
    step_action action{};
    std::string text{};      ///< as in a Dockerfile
    std::uint32_t line = 0;  ///< of the Dockerfile; 0: it comes from none

    friend bool operator==(const recipe_step&, const recipe_step&) = default;
};

}  // namespace slipway::oci
