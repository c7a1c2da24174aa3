// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <slipway/cli/command/verb.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/registry/docker_config.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::cli::command {

/// One call of the command: what stands before the verb, and what all verbs share, made when it is
/// first asked for.
class session {
public:
    /// The options that stand before a verb: `--root`, `--run-root`, `--runtime`, `--quiet`.
    static const std::vector<option>& options();

    /// With `rootless` a program that is not root becomes root of a user namespace, if it can,
    /// before it looks after images or containers: other kinds of containers than plain processes
    /// need that, and who has to do with their files.
    explicit session(const arguments& global, bool rootless = false);
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session();

    /// Where all is kept: `--root`, else SLIPWAY_ROOT, else /var/lib/slipway for root, for others
    /// `slipway` in XDG_DATA_HOME or ~/.local/share. Throws `status_error` where there is no such
    /// place.
    std::filesystem::path root() const;
    /// Where what runs is kept: what `root()/run` leads to, which is `--run-root`, else
    /// SLIPWAY_RUN_ROOT, else for a new /var/lib/slipway /run/slipway where that is in memory.
    std::filesystem::path run_root();
    /// `--runtime`; empty for the strongest that works here.
    std::string runtime() const { return runtime_; }
    bool quiet() const { return quiet_; }
    /// What there is instead of this machine, where this program is root of a user namespace only.
    std::optional<runtime::rootless_surroundings> rootless();
    /// As with `--quiet`, from now on.
    void hush() { quiet_ = true; }

    /// A line on standard error, with control characters cleaned; nothing with `--quiet`.
    void say(const std::string& line) const;

    /// The images of this machine.
    engine::images& images();
    /// The containers of this machine.
    engine::containers& containers();
    /// The passwords for registries.
    registry::docker_config& credentials();

private:
    void prepare();

    std::filesystem::path root_;
    std::filesystem::path run_root_;
    std::string runtime_;
    bool quiet_, enters_, prepared_ = false;
    std::shared_ptr<const runtime::rootless_surroundings> rootless_;
    std::unique_ptr<engine::images> images_;
    std::unique_ptr<engine::containers> containers_;
    std::unique_ptr<registry::docker_config> credentials_;
};

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/session.hpp>
#endif
