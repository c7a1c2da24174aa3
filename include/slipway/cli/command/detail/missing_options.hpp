// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command::detail {

/// Options of docker's and podman's `create` and `run` that there are not here.
inline std::vector<missing_option> missing_container_options() {
    constexpr auto io =
        "how much a container reads and writes is not limited; --memory, --cpus and --pids-limit are its limits";
    constexpr auto real_time =
        "no part of the CPUs' real time is given away; --cpu-shares and --cpus are its limits";
    constexpr auto windows = "it is about Windows";
    constexpr auto ipv4 =
        "containers have IPv4 addresses; --ip names one in a network that was made";
    constexpr auto users =
        "a container has the users of this machine, or without root those of its user";
    constexpr auto groups = "its control groups are made for it, as its limits need them";
    constexpr auto passwd = "/etc/passwd is that of the image; --user takes ids, too";
    constexpr auto platform = "--platform OS/ARCHITECTURE[/VARIANT] says so";
    constexpr auto pods =
        "each container has a pod of its own; containers in one network reach each other by name";
    constexpr auto process = "'inspect' tells the number of its process, and --cidfile its id";
    constexpr auto secrets =
        "there are no secrets kept; --volume FILE:/run/secrets/NAME:ro shows it a file";
    return {
        {"annotation", "what is to be said of a container is a --label"},
        {"arch", platform},
        {"authfile",
         "passwords for registries are in docker's configuration: DOCKER_CONFIG names its directory"},
        {"blkio-weight", io},
        {"blkio-weight-device", io},
        {"cgroup-conf", groups},
        {"cgroup-parent", groups},
        {"cgroups", groups},
        {"chrootdirs", "files of the pod are in /etc alone"},
        {"conmon-pidfile", process},
        {"cpu-count", windows},
        {"cpu-percent", windows},
        {"cpu-rt-period", real_time},
        {"cpu-rt-runtime", real_time},
        {"device-cgroup-rule", "a container may use the devices that --device names"},
        {"device-read-bps", io},
        {"device-read-iops", io},
        {"device-write-bps", io},
        {"device-write-iops", io},
        {"env-merge", "no value is made of the image's; --env says the whole one"},
        {"gidmap", users},
        {"gpus", "a container may use the devices that --device names, such as /dev/dri"},
        {"health-on-failure", "a container that is not well goes on; 'events' tells of it"},
        {"hostuser", users},
        {"http-proxy",
         "no variables of this machine are the container's; --env HTTPS_PROXY passes one on"},
        {"image-volume",
         "each volume of an image is one that nobody has named, unless --volume or --tmpfs has its path"},
        {"init-path", "--init takes a program of ours"},
        {"io-maxbandwidth", windows},
        {"io-maxiops", windows},
        {"ip6", ipv4},
        {"kernel-memory", "what the kernel needs for a container counts as its --memory"},
        {"link",
         "containers in one network find each other by name: make one (network create NAME), and start both with --network NAME; --network-alias gives a container more names"},
        {"link-local-ip", ipv4},
        {"memory-swappiness",
         "how soon the kernel swaps is this machine's affair; --memory-swap says how much it may"},
        {"oom-kill-disable",
         "what needs more than its --memory is ended; --oom-score-adj says how soon where that of this machine is short"},
        {"os", platform},
        {"passwd", passwd},
        {"passwd-entry", passwd},
        {"personality", "the kernel shows itself to a container as it is"},
        {"pidfile", process},
        {"pod", pods},
        {"pod-id-file", pods},
        {"preserve-fds", "a container has the standard streams, and no other descriptors"},
        {"requires", "containers are started one by one"},
        {"rmi", "'rmi' removes an image, when no container stands on it any more"},
        {"rootfs", "a container has an image; 'import' makes one of an archive of files"},
        {"runtime", "it stands before the command: 'slipway --runtime NAME run'"},
        {"sdnotify", "systemd is not told that a container has started"},
        {"seccomp-policy", "--security-opt seccomp=unconfined lets it do all system calls"},
        {"secret", secrets},
        {"storage-opt",
         "what a container writes is in the directory of all of them, without a limit of its own"},
        {"subgidname", users},
        {"subuidname", users},
        {"systemd",
         "nothing is made ready for systemd; --tmpfs /run, --tmpfs /run/lock and --stop-signal say the most of it"},
        {"uidmap", users},
        {"use-api-socket",
         "--volume SOCKET:/var/run/docker.sock shows it that of 'docker-api serve'"},
        {"variant", platform},
        {"volume-driver", "volumes are directories of this machine, and have no drivers"}};
}

}  // namespace slipway::cli::command::detail
