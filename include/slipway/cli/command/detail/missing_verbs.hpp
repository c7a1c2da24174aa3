// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::cli::command::detail {

/// For a verb that docker or podman has and this command has not, what there is instead; empty for
/// any other word.
inline std::string_view instead_of(std::string_view verb) {
    constexpr struct {
        std::string_view verb, instead;
    } known[] = {
        {"buildx", "slipway build makes images"},
        {"compose", "docker-compose works by slipway docker-api serve"},
        {"config", "there are no swarms; mount a file with --volume"},
        {"context", "--root says where the containers are that are meant"},
        {"generate", "a definition in C++ makes the YAML of a cluster"},
        {"healthcheck", "checks run by themselves; slipway inspect shows what they found"},
        {"kube", "the program of a definition has import for YAML, and runs it by up"},
        {"machine", "containers run on this machine itself"},
        {"manifest", "slipway build --platform makes an image for another machine"},
        {"mount", "slipway cp and slipway export give what a container has written"},
        {"play", "the program of a definition has import for YAML, and runs it by up"},
        {"plugin", "there are no plugins"},
        {"pod", "containers share with others by --network, --ipc and --pid container:NAME"},
        {"search", "registries have no common way to be searched"},
        {"secret", "there are no swarms; mount a file with --volume"},
        {"service", "there are no swarms; the program of a definition runs a cluster by up"},
        {"stack", "there are no swarms; the program of a definition runs a cluster by up"},
        {"swarm", "there are no swarms; the program of a definition runs a cluster by up"},
        {"trust", "signatures of images are not looked at"},
    };
    for (const auto& each : known)
        if (each.verb == verb) return each.instead;
    return {};
}

}  // namespace slipway::cli::command::detail
