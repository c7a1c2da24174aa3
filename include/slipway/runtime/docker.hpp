// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <slipway/runtime/concepts.hpp>

namespace slipway::runtime {

/// Which daemon starts containers, and what becomes of them.
struct docker_options {
    std::filesystem::path socket = "/var/run/docker.sock";
    /// what runs goes on when this goes, and the next one for the same directory finds it
    bool keep = false;
    std::chrono::seconds image_age = std::chrono::hours(
        24);  ///< how long an image that no container stands on stays in the daemon; 0: no time
};

/// Containers that a daemon starts which speaks the Docker Engine API, such as Docker's or
/// Podman's: for machines where that is what may be used. A pod is a container that waits, whose
/// network and IPC the pod's containers join. The daemon gets each image once, as one layer, under
/// the name `slipway.local/image:ID`; when no container, whoever has made it, stands on it and it
/// was not used for a while, it goes, and comes again when it is needed. Images of other names are
/// left alone. All that belongs to a directory has its label, so that several programs, each with a
/// directory of its own, use one daemon.
///
/// Guarantees: a key is a name in the daemon, so that nothing is made twice. Each start and end is
/// told once, also of what happens while the daemon is away for a while.
/// Assumptions: the daemon sees this machine's files at the same paths.
class docker {
public:
    /// Logs go below `root`. Throws `status_error`: service_unavailable where no daemon answers, or
    /// one that is too old; conflict where another program has the directory.
    explicit docker(const std::filesystem::path& root, docker_options options = {});
    docker(const docker&) = delete;
    docker& operator=(const docker&) = delete;
    /// Removes all that is there, unless it is to be kept.
    ~docker();

    runtime_info info();
    /// Throws `status_error` (invalid) for what Docker has not: users of their own for a pod, a
    /// network without a way out.
    sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec);
    void remove_sandbox(const std::string& key);
    std::optional<sandbox_status> sandbox(const std::string& key);
    std::vector<sandbox_status> sandboxes();

    container_status create_container(const std::string& sandbox, const std::string& key,
                                      const container_spec& spec);
    void start_container(const std::string& key);
    void signal(const std::string& key, int number);
    void stop_container(const std::string& key, std::chrono::milliseconds grace);
    void remove_container(const std::string& key);
    std::optional<container_status> container(const std::string& key);
    std::vector<container_status> containers();

    exec_result exec(const std::string& key, const std::vector<std::string>& command,
                     std::chrono::milliseconds limit);
    int exec(const std::string& key, const exec_spec& spec, const standard_streams& streams,
             std::stop_token stop = {});
    void attach(const std::string& key, const attachment& to);
    container_status wait(const std::string& key, std::stop_token stop = {});
    container_usage usage(const std::string& key);
    void pause(const std::string& key);
    void unpause(const std::string& key);
    /// Throws `status_error` (invalid) where the daemon cannot do that: `info()` says so.
    void update(const std::string& key, const limits& l);
    log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most);
    core::subscription subscribe(event_sink sink);

    /// Removes from the daemon those images of this and other programs that were brought there as
    /// `docker_options::image_age` says, and tells how many. This is done by itself at the
    /// beginning, when pods go, and at the end unless what runs is kept.
    std::size_t collect_images();

private:
    struct state;
    std::unique_ptr<state> state_;
};

static_assert(interactive_runtime<docker> && adjustable_runtime<docker>);

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/docker.hpp>
#endif
