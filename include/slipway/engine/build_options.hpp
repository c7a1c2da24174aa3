// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <slipway/engine/build_context.hpp>
#include <slipway/engine/build_progress.hpp>
#include <slipway/net/http_client_options.hpp>
#include <slipway/oci/descriptor.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/platform.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/oci/run_network.hpp>

namespace slipway::engine {

/// How an image is built, and what the one who builds gives.
struct build_options {
    std::vector<oci::reference> tags{};
    std::map<std::string, std::string> arguments{};  ///< values for ARG
    std::string target{};   ///< the stage to build, by name or number; empty: the last
    bool use_cache = true;  ///< whether to take what earlier builds have done
    std::optional<oci::platform> platform{};  ///< instead of this machine's
    /// of the image and its files, seconds since 1970 (SOURCE_DATE_EPOCH); without it files have 0,
    /// the image none
    std::optional<std::int64_t> time{};
    build_sink progress{};  ///< called from the building thread
    /// Brings a base into `content`, or sees to it that it is the right one there; called before
    /// each is read.
    std::function<void(const oci::reference&, const oci::platform&)> fetch{};
    net::http_client_options downloads{};  ///< how ADD fetches addresses
    std::stop_token stop{};  ///< ends the build between steps, and a command that runs
    oci::compression compression = oci::compression::gzip;  ///< of the layers that are made
    std::optional<int> level{};                    ///< of gzip 1 to 9, of zstd 1 to 22; 6 without
    std::map<std::string, std::string> secrets{};  ///< for secret mounts, by their ids
    /// sockets of ssh agents for ssh mounts, by their ids
    std::map<std::string, std::filesystem::path> agents{};
    /// of steps that do not say; by default they have an address of their own, and the way out of
    /// this machine
    oci::run_network network = oci::run_network::by_default;
    std::map<std::string, std::string> labels{};  ///< that the image has beside its own
    oci::annotations_map annotations{};           ///< of its manifest
    /// more directories for `--from`, by their names, which come before stages
    std::map<std::string, build_context> contexts{};
    /// that `FROM` and `--from` mean by names, which come before stages
    std::map<std::string, std::string> images{};
    std::vector<std::string> uncached{};  ///< stages whose steps are all done again
    /// whether a step may have this machine's network when it says so itself
    bool allow_host_network = false;
};

}  // namespace slipway::engine
