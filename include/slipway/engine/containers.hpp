// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/subscription.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/engine/network_event.hpp>
#include <slipway/runtime/image.hpp>
#include <slipway/runtime/kept.hpp>

namespace slipway::engine {

/// The containers of a machine by their names, each a pod of its own that goes on when this program
/// ends: `ROOT/containers` has what they were made from and what they wrote, `ROOT/run` what runs,
/// `ROOT/volumes` the volumes, `ROOT/networks` the networks. Several threads and processes may use
/// one root at once.
///
/// Guarantees: a name belongs to one container. What a container wrote is kept until it is removed,
/// also over `stop` and `start`. A container that is to be removed when it has ended is removed by
/// its shim, where the program's main function begins with `engine::run_shim`, and otherwise by
/// whoever asks for containers next.
/// Assumptions: as those of `runtime::kept`.
class containers {
public:
    /// `kind` is that of the runtime: `linux`, `process`; empty for the strongest that this user
    /// may have. Throws `status_error`.
    containers(const std::filesystem::path& root, const std::string& kind,
               std::filesystem::path program = "/proc/self/exe");
    containers(const containers&) = delete;
    ~containers();

    /// Nothing runs. Throws `status_error`: already_exists for a name that another has, not_found
    /// for a network that is not there, invalid for what cannot work.
    container_record create(const runtime::image& image, const std::string& image_name,
                            const container_options& options);
    /// Starts it, also again; one that runs or is about to be started again is left alone. The
    /// streams are passed on as by `runtime::kept::attach`. One that is to be removed when it has
    /// ended stays as long as the result lives.
    core::subscription start(const container_record& which, const runtime::attachment& to = {});
    /// Waits until it has ended, or `stop`; gives its status then, also where its pod has gone.
    /// Throws `status_error` (conflict) for one that was never started.
    runtime::container_status wait(const container_record& which, std::stop_token stop = {});
    /// The stop signal, and after the grace (nothing: its own) the end of all its processes, and it
    /// is not started again; one that does not run is left alone.
    void stop(const container_record& which, std::optional<std::chrono::milliseconds> grace = {});
    /// Stops it as `stop` does, and starts it; one that is to be removed when it has ended stays.
    void restart(const container_record& which,
                 std::optional<std::chrono::milliseconds> grace = {});
    /// One that is asked to end so is not started again. Throws `status_error` (conflict) where it
    /// does not run.
    void kill(const container_record& which, int signal);
    /// Holds all its processes where they are, until `unpause`, `stop` or SIGKILL. Throws
    /// `status_error`: conflict where it does not run, or is held already; invalid where that
    /// cannot be done here.
    void pause(const container_record& which);
    /// Throws `status_error` (conflict) where it is not held.
    void unpause(const container_record& which);
    /// Pauses it as long as the result lives; it goes on, too, when this program is killed
    /// meanwhile. Throws as `pause` does.
    [[nodiscard]] core::subscription pause_meanwhile(const container_record& which);
    /// Other limits, now and when it is started again. Throws `status_error` (invalid, conflict)
    /// where a running one cannot have them; its record is as it was then.
    void update(const container_record& which, const runtime::limits& limits);
    /// Puts it into one more network, at once where it runs, and whenever it is started: with a
    /// link of its own. Throws `status_error`: not_found; already_exists where it is in that one;
    /// conflict where somebody has the address that it is to have; invalid for one in this
    /// machine's network, and for names and addresses that cannot be.
    void connect(const container_record& which, const network_endpoint& to);
    /// Takes it out of one: by the name or id of the network. Throws `status_error` (not_found)
    /// where it is not in that one.
    void disconnect(const container_record& which, const std::string& network);
    /// Another restart policy, now and when it is started again; one that has ended is not started
    /// by it. Throws `status_error` (invalid) for one that is to be removed when it has ended.
    void set_restart_policy(const container_record& which, runtime::restart_policy policy,
                            std::uint32_t most_restarts = 0);
    /// With all that it wrote. Throws `status_error` (conflict) for one that runs, unless `force`.
    void remove(const container_record& which, bool force = false);
    /// In its networks it has that name at once. Throws `status_error` (already_exists) for a name
    /// that another has.
    void rename(const container_record& which, const std::string& name);

    /// By its name, its id or a beginning of it. Throws `status_error` (conflict) where several ids
    /// begin so.
    std::optional<container> find(std::string_view name_or_id);
    /// The id of that one, without a look at what has become of it.
    std::optional<std::string> find_id(std::string_view name_or_id) const;
    /// The same. Throws `status_error` (not_found).
    container get(std::string_view name_or_id);
    /// All of them, the newest first.
    std::vector<container> list();
    /// The images that they stand on.
    std::set<oci::digest> images() const;

    /// Calls `f` at whatever happens to a container from now on, whoever does it, from threads of
    /// its own, one call at a time. `g` is called at whatever happens to networks.
    core::subscription subscribe(std::function<void(const container_event&)> f,
                                 std::function<void(const network_event&)> g = {});

    /// What it has written since it was made, whenever it ran: as `runtime::kept::read_log`,
    /// whether its pod is there or not.
    runtime::log_page read_log(const container_record& which, std::uint64_t from,
                               std::size_t at_most);
    /// Where what it has written so far ends, as `runtime::log_page::next` counts. One that writes
    /// faster than it is read has no last page.
    std::uint64_t log_end(const container_record& which) const;

    /// What runs: the key of a container is its id.
    runtime::kept& runtime();
    /// Where all of it is.
    std::filesystem::path root() const;
    /// Where a volume's files are.
    std::filesystem::path volume(const std::string& name) const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/containers.hpp>
#endif
