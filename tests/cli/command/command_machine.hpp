// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/command/container_verbs.hpp>
#include <slipway/cli/command/image_verbs.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/oci/from_executable.hpp>

#include "../said_here.hpp"
#include "support/own_network.hpp"
#include "support/scratch_directory.hpp"
#include "support/shim_here.hpp"

namespace support {

/// A machine of its own that has busybox, spoken to by the slipway command. Needs root.
struct command_machine {
    command_machine() {
        network.emplace();
        slipway::engine::images(place()).import(slipway::oci::from_busybox("/usr/bin/busybox"),
                                                slipway::oci::reference::parse("busybox"));
    }
    command_machine(const command_machine&) = delete;
    ~command_machine() {
        slipway::engine::containers last(place(), {});
        for (const auto& c : last.list()) last.remove(c, true);
    }
    std::filesystem::path place() const { return files / "root"; }
    ran says(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--root", place().string()});
        return said_here(
            [](int argc, char** argv) {
                auto verbs = slipway::cli::command::container_verbs();
                for (const auto& v : slipway::cli::command::image_verbs()) verbs.push_back(v);
                return slipway::cli::command::program(argc, argv, std::move(verbs));
            },
            std::move(words));
    }

    scratch_directory files;
    std::optional<own_network> network;
};

/// Whether there can be one.
inline bool may_have_machine() {
    if (::geteuid() != 0) WARN("skipped: containers with files of their own need root");
    return ::geteuid() == 0;
}

}  // namespace support
