// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/shim.hpp>
#include <slipway/runtime/upkeep.hpp>

namespace slipway::runtime {

/// How pods are kept.
struct kept_options {
    std::string kind = "linux";  ///< `linux` (also without root), `runc`, `crun` or `process`
    /// whose main function begins with `run_shim`
    std::filesystem::path program = "/proc/self/exe";
    /// pods reach what is beyond this machine, unless their `no_way_out` says otherwise
    bool way_out = true;
};

/// How a user leaves a command at a terminal, which goes on.
struct departure {
    std::stop_token when{};
    /// gives the side of the terminal that the user had; called then, by whoever requests it
    std::function<int()> terminal{};
};

/// A runtime whose pods outlive the program: each has a small process of its own, the shim, which
/// starts its containers, keeps their logs and waits for them. Whoever comes next finds all pods in
/// the directory, running or ended, and goes on. Several programs may use one directory at once.
///
/// Guarantees: what ends with a shim, however it ends, is its pod; nothing else does. What a killed
/// one has left in the directory is removed when it is next looked for.
/// Assumptions: the program's main function begins with `run_shim`; nobody else writes below the
/// directory.
class kept {
public:
    /// Throws `status_error` where the directory cannot be made; `invalid` where this is a shim
    /// itself, whose main function does not begin as it must.
    explicit kept(const std::filesystem::path& root, kept_options options = {});
    kept(const kept&) = delete;
    /// Everything goes on.
    ~kept();

    runtime_info info();
    /// The same without trying first whether a container can be started: for those who are about to
    /// start one, and would do so twice.
    runtime_info info_without_trial();
    sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec);
    void remove_sandbox(const std::string& key);
    /// As long as the result lives, the pod does not end with its containers (`upkeep::result`).
    [[nodiscard]] core::subscription hold(const std::string& key);
    std::optional<sandbox_status> sandbox(const std::string& key);
    std::vector<sandbox_status> sandboxes();
    /// Other networks for a pod, while it runs: links come and go, its files `/etc/hosts` and
    /// `/etc/resolv.conf` and its name server heed it. Those that it stays in are told apart by
    /// their directories: there it keeps its address, and gets the names that are given now. Throws
    /// `status_error`: not_found; invalid where pods have no networks; what making a pod in one
    /// throws. Nothing has changed then.
    sandbox_status set_networks(const std::string& key, const std::vector<network_spec>& networks);

    container_status create_container(const std::string& sandbox, const std::string& key,
                                      const container_spec& spec);
    /// The same, and its shim does that for it. One that is started again goes on with what it
    /// wrote. Where there are streams, it is attached to them.
    container_status create_container(const std::string& sandbox, const std::string& key,
                                      const container_spec& spec, const upkeep& how,
                                      const attachment& to = {});
    void start_container(const std::string& key);
    void signal(const std::string& key, int number);
    void stop_container(const std::string& key, std::chrono::milliseconds grace);
    void remove_container(const std::string& key);
    void pause(const std::string& key);
    void unpause(const std::string& key);
    /// Pauses it as long as the result lives; it goes on, too, when this program is killed
    /// meanwhile.
    [[nodiscard]] core::subscription pause_meanwhile(const std::string& key);
    void update(const std::string& key, const limits& l);
    /// Another restart policy from now on. One that has ended for good by the one before stays so.
    /// Throws `status_error`: not_found; conflict for a container that cannot be started again,
    /// since what it writes is kept nowhere.
    void set_restart_policy(const std::string& key, restart_policy policy,
                            std::uint32_t most_restarts = 0);
    std::optional<container_status> container(const std::string& key);
    std::vector<container_status> containers();

    exec_result exec(const std::string& key, const std::vector<std::string>& command,
                     std::chrono::milliseconds limit);
    int exec(const std::string& key, const exec_spec& spec, const standard_streams& streams,
             std::stop_token stop = {});
    /// The same at a terminal. Nothing where the user has left: the shim keeps the terminal then,
    /// until the command has ended.
    std::optional<int> exec(const std::string& key, const exec_spec& spec,
                            const standard_streams& streams, std::stop_token stop,
                            const departure& leaves);
    void attach(const std::string& key, const attachment& to);
    /// The same of one that runs, and gives where its log ends by then, as `log_page::next` does:
    /// what is passed on is what comes behind the entries before that, also the beginning of a line
    /// that has no end yet. Throws `status_error` (conflict) where it does not run.
    std::uint64_t attach_behind_log(const std::string& key, const attachment& to);
    container_status wait(const std::string& key, std::stop_token stop = {});
    container_usage usage(const std::string& key);
    /// What the checks have found that its `upkeep` asks for.
    health_report health(const std::string& key);
    log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most);
    core::subscription subscribe(event_sink sink);

private:
    struct state;
    runtime_info info(bool tries);
    std::unique_ptr<state> state_;
};

static_assert(interactive_runtime<kept> && adjustable_runtime<kept>);

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/kept.hpp>
#endif
