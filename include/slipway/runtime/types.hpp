// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::runtime {

using wall_time = core::time_source::wall_time;

/// What the containers of a pod share: address, host name, namespaces.
struct sandbox_spec {
    std::string hostname{};
    std::vector<std::pair<std::string, std::string>> hosts{};  ///< more lines of /etc/hosts: address, names
    std::vector<std::string> name_servers{};
    std::vector<std::string> search_domains{};
    bool host_network = false;
    bool own_users = false;  ///< user ids of its own: root in there is nobody out here

    friend bool operator==(const sandbox_spec&, const sandbox_spec&) = default;
};

struct sandbox_status {
    std::string key{};
    std::string ip{};
    std::string hostname{};
    wall_time created{};
};

/// A file or directory of this machine that a container sees.
struct mount {
    std::filesystem::path source{};
    std::string target{};  ///< absolute path in the container
    bool read_only = false;

    friend bool operator==(const mount&, const mount&) = default;
};

/// What a container may use; 0 is no limit. What is not enforced here, `info()` says.
struct limits {
    std::uint64_t memory_bytes = 0;
    std::uint64_t cpu_millis = 0;   ///< thousandths of a CPU's time
    std::uint64_t cpu_shares = 0;   ///< thousandths of a CPU that it gets when others want them too
    std::uint64_t processes = 0;

    friend bool operator==(const limits&, const limits&) = default;
};

struct container_spec {
    std::string name{};
    runtime::image image{};
    std::vector<std::string> command{};                        ///< program and arguments, all of it
    std::vector<std::pair<std::string, std::string>> env{};    ///< all of it, the image's included
    std::string working_dir{};                                 ///< empty: `/`
    std::string user{};                                        ///< `user`, `uid`, `user:group` or `uid:gid`; empty: root
    std::vector<mount> mounts{};
    runtime::limits limits{};
    std::vector<std::string> add_capabilities{};   ///< such as `NET_ADMIN`, or `ALL`
    std::vector<std::string> drop_capabilities{};
    bool read_only_root = false;
    bool privileged = false;       ///< all capabilities, and no `no_new_privs`
    bool may_gain_privileges = false;  ///< setuid programs work
};

enum class container_state { created, running, exited };

struct container_status {
    std::string key{};
    std::string sandbox{};
    std::string name{};
    container_state state = container_state::created;
    long pid = 0;             ///< on this machine, while it runs
    int exit_code = 0;        ///< 128 + signal where a signal ended it
    int signal = 0;
    bool oom_killed = false;
    std::string message{};    ///< why it could not be started
    wall_time created{}, started{}, finished{};
};

enum class output { out, err };

/// A line that a container wrote, without its end; a piece of one where it was too long.
struct log_entry {
    wall_time time{};
    runtime::output stream = output::out;
    bool partial = false;
    std::string text{};
};

/// Some entries of a log, and where the next ones begin. The oldest of a long log are thrown away.
struct log_page {
    std::vector<log_entry> entries{};
    std::uint64_t next = 0;  ///< to be given to the next call
};

struct exec_result {
    int exit_code = 0;
    std::string out{}, err{};  ///< the first MiB of each
    bool timed_out = false;    ///< it was killed
};

enum class event_kind { exited, wrote };

/// Something happened to a container. Nobody is told twice of the same output while he has not read it.
struct event {
    event_kind kind{};
    std::string container{};
    std::string sandbox{};
};
using event_sink = std::function<void(const event&)>;

/// What a runtime is and does here.
struct runtime_info {
    std::string name{};                   ///< `linux`, `process`, `memory`
    std::vector<std::string> enforces{};  ///< in words: `own address`, `memory limit`, ...
    std::vector<std::string> lacks{};     ///< what it cannot do here, and why
    std::string node_address{};           ///< where pods reach this machine
    std::string service_network{};        ///< addresses on which a program of this machine may listen for pods
    bool pretends = false;                ///< nothing runs: nobody listens at the address of a pod
};

}  // namespace slipway::runtime
