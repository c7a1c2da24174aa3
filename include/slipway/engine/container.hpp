// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/runtime/types.hpp>
#include <slipway/runtime/upkeep.hpp>

namespace slipway::engine {

/// A directory or file that a container shall see: a path of this machine, or the name of a volume,
/// which is made if it is not there.
struct volume {
    std::string source{};  ///< empty: a volume that nobody has named
    std::string target{};  ///< absolute path in the container
    bool read_only = false;
    /// of the name of a volume: one that is empty does not get what the image has at that place
    bool no_copy = false;
};

/// A container whose directories and files of this machine another one shall see, too, at the same
/// places.
struct volumes_source {
    std::string container{};  ///< its name or id
    bool read_only = false;   ///< whether or not it is so there
};

/// How a container is in a network.
struct network_endpoint {
    std::string network{};  ///< the name or id of one of `networks`, or `bridge`
    /// by which others in it find it, beside its name and the beginning of its id
    std::vector<std::string> aliases{};
    std::string ip{};  ///< its address in it; empty: one that is free whenever it starts
    std::string hardware_address{};  ///< that of its link in it, as in `runtime::network_spec`
};

/// What somebody wants to run.
struct container_options {
    std::string name{};                  ///< empty: one is made up
    std::vector<std::string> command{};  ///< instead of the image's; behind its entrypoint
    std::optional<std::vector<std::string>> entrypoint{};    ///< instead of the image's
    std::vector<std::pair<std::string, std::string>> env{};  ///< beside the image's
    /// variables of the image, or that every container has, which it has not
    std::vector<std::string> unset_env{};
    bool unset_all_env = false;  ///< all of these
    std::string working_dir{};
    std::string user{};
    std::string hostname{};     ///< empty: the beginning of the id
    std::string domain_name{};  ///< as in `runtime::sandbox_spec`, and so is `image_hosts`
    bool image_hosts = false;
    std::string time_zone{};  ///< as in `runtime::container_spec`
    /// more lines of /etc/hosts: address, names; `host-gateway`: this machine's address
    std::vector<std::pair<std::string, std::string>> hosts{};
    std::vector<std::string> name_servers{}, search_domains{}, resolver_options{};
    std::vector<std::pair<std::string, std::string>> sysctls{};  ///< as in `runtime::sandbox_spec`
    std::vector<volume> volumes{};
    /// where `volumes` has something else, that counts
    std::vector<volumes_source> volumes_from{};
    std::vector<runtime::tmpfs> tmpfs{};
    /// as in `runtime::container_spec`, and so is what follows up to `oom_score_adj`
    std::uint64_t shm_bytes = 0;
    std::vector<runtime::device> devices{};
    std::vector<runtime::ulimit> ulimits{};
    std::vector<std::string> groups{};
    int oom_score_adj = 0;
    std::uint32_t umask = 0022;
    /// as there and in `runtime::sandbox_spec`; the key is the name or id of a container
    runtime::namespace_choice pid{}, ipc{}, uts{};
    bool shareable_ipc = false;  ///< others may have its IPC
    /// as in `runtime::container_spec`, and so are `no_log` and `log_bytes`
    bool no_shared_memory = false;
    bool no_log = false;
    std::uint64_t log_bytes = 0;
    std::map<std::string, std::string> log_options{};  ///< as they were asked for
    std::vector<runtime::published_port> ports{};
    /// publishes each port that the image says it listens at, on a free one of this machine
    bool publish_exposed = false;
    runtime::limits limits{};
    std::vector<std::string> add_capabilities{}, drop_capabilities{};
    std::map<std::string, std::string> labels{};
    bool read_only = false;
    bool privileged = false;
    bool no_new_privileges = false;  ///< setuid programs do not work
    runtime::seccomp_profile seccomp = runtime::seccomp_profile::runtime_default;
    bool host_network = false;
    /// of a container in whose network it is: that one's name, ports and name servers are its own,
    /// too
    runtime::namespace_choice network_of{};
    bool input = false;  ///< keeps its standard input open
    bool terminal = false;
    bool remove_when_ended = false;
    std::string stop_signal{};  ///< empty: the image's
    std::chrono::milliseconds stop_grace{10'000};
    bool no_network = false;  ///< it reaches itself only
    /// the name or id of the one of `networks` that it is in; empty: that of all who ask for none
    std::string network{};
    std::vector<std::string> network_aliases{};  ///< as in `network_endpoint`
    std::string ip{}, hardware_address{};        ///< the same
    /// that it is in beside that one: each is a link more, in their order
    std::vector<network_endpoint> more_networks{};
    bool init = false;  ///< as in `runtime::container_spec`
    /// of `health`, what is empty or 0 is the image's; a test of `NONE` means no checks
    runtime::upkeep upkeep{};
};

/// A container as it was made.
struct container_record {
    std::string id{};  ///< 64 hexadecimal digits
    std::string name{};
    std::string image_name{};  ///< as it was asked for
    std::map<std::string, std::string> labels{};
    std::string network_id{};  ///< of `pod.network`, where it is one of `networks`
    bool remove_when_ended = false;
    bool shareable_ipc = false;
    std::map<std::string, std::string> log_options{};
    std::chrono::milliseconds stop_grace{};
    runtime::wall_time created{};
    runtime::sandbox_spec pod{};
    runtime::container_spec spec{};
    runtime::upkeep upkeep{};
};

enum class container_phase {
    created,
    running,
    exited,
    restarting,  ///< it has ended, and is about to be started again
};

/// A container as it is now.
struct container : container_record {
    container_phase phase = container_phase::created;
    runtime::container_status status{};
    std::string ip{};  ///< in the first of its networks, while its pod is there
    /// in all of them, in their order, while its pod is there
    std::vector<runtime::network_place> places{};
    std::vector<runtime::published_port> ports{};  ///< with the ports of this machine
    bool lost = false;  ///< it ran, and its processes ended without anybody who could tell how
    runtime::health_report health{};  ///< what its checks have found
};

/// Whether it runs, or is about to run again: what Docker takes for running.
inline bool is_up(const container& c) {
    return c.phase == container_phase::running || c.phase == container_phase::restarting;
}

enum class container_action { create, start, die, rename, destroy, health_status };

/// Something has happened to a container.
struct container_event {
    runtime::wall_time time{};
    container_action action{};
    container_record which{};
    int exit_code = 0;                                                   ///< of `die`
    runtime::container_health health = runtime::container_health::none;  ///< of `health_status`
};

}  // namespace slipway::engine
