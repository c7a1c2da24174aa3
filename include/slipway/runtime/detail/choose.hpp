// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <unistd.h>

#include <slipway/core/compiled.hpp>
#include <slipway/runtime/choose.hpp>
#include <slipway/runtime/docker.hpp>
#include <slipway/runtime/linux.hpp>
#include <slipway/runtime/memory.hpp>
#include <slipway/runtime/oci.hpp>
#include <slipway/runtime/process.hpp>

namespace slipway::runtime {

SLIPWAY_INLINE choice choose(std::string_view name, const std::filesystem::path& root,
                             const std::optional<rootless_surroundings>& rootless) {
    auto linux_here = [&] {
        if (::geteuid() != 0)
            throw status_error(
                core::reason::forbidden,
                "the linux runtime needs root, if only of a user namespace that the program has entered");
        return any_runtime(std::make_shared<linux_>(root, linux_options{.rootless = rootless}));
    };
    if (name == "linux") return {linux_here(), "asked for"};
    auto oci_here = [&](std::string_view program) {
        if (::geteuid() != 0)
            throw status_error(
                core::reason::forbidden,
                "the " + std::string(program) +
                    " runtime needs root, if only of a user namespace that the program has entered");
        return any_runtime(std::make_shared<oci_>(
            root, oci_options{.program = std::string(program), .rootless = rootless}));
    };
    if (name == "runc" || name == "crun") return {oci_here(name), "asked for"};
    if (name == "process") return {any_runtime(std::make_shared<process>(root)), "asked for"};
    if (name == "docker") return {any_runtime(std::make_shared<docker>(root)), "asked for"};
    if (name.starts_with("docker:"))
        return {
            any_runtime(std::make_shared<docker>(root, docker_options{.socket = name.substr(7)})),
            "asked for"};
    if (name == "memory") return {any_runtime(std::make_shared<memory>()), "asked for"};
    if (!name.empty())
        throw status_error(
            core::reason::invalid,
            "there is no runtime \"" + std::string(name) +
                "\"; there are linux, runc, crun, process, docker, docker:SOCKET and memory");
    try {
        return {linux_here(), "the strongest, and it works here"};
    } catch (const status_error& e) {
        return {any_runtime(std::make_shared<process>(root)),
                "linux does not work here: " + e.message()};
    }
}

}  // namespace slipway::runtime
