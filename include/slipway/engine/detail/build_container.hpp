// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include <slipway/core/status.hpp>
#include <slipway/engine/build_options.hpp>
#include <slipway/engine/detail/build_inputs.hpp>
#include <slipway/engine/detail/build_metadata.hpp>
#include <slipway/engine/detail/build_variables.hpp>
#include <slipway/oci/image_config.hpp>
#include <slipway/oci/recipe_steps.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine::detail {

/// The container of a RUN, without its mounts. `arguments` are those of its stage; of those that
/// the one who builds gives, it has proxies without being asked.
inline runtime::container_spec container_of(
    const oci::image_config& config, const runtime::image& image,
    const std::vector<std::string>& words,
    const std::map<std::string, std::string, std::less<>>& arguments,
    const build_options& options) {
    runtime::container_spec spec;
    spec.image = image;
    spec.command = words;
    spec.user = config.user;
    spec.working_dir = config.working_dir;
    for (const auto& one : config.env)
        spec.env.emplace_back(one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
    const auto add = [&](const std::string& name, const std::string& value) {
        if (std::none_of(spec.env.begin(), spec.env.end(),
                         [&](const auto& e) { return e.first == name; }))
            spec.env.emplace_back(name, value);
    };
    for (const auto& [name, value] : arguments) add(name, value);
    for (const auto& [name, value] : options.arguments)
        if (names_proxy(name)) add(name, value);
    add("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    return spec;
}

/// A program that a container can have mounted. Throws `status_error` (internal_error).
inline std::filesystem::path script_file(build_scratch& scratch, const std::string& program) {
    const auto file = scratch.next();
    std::ofstream out(file, std::ios::binary);
    if (!(out << program).flush() || ::chmod(file.c_str(), 0755) != 0)
        throw status_error(core::reason::internal_error, "cannot write " + file.string());
    return file;
}

/// Whom a command reaches. Throws `status_error` (invalid) where that must be allowed, and is not.
inline oci::run_network network_of(const oci::run_step& step, const build_options& options) {
    if (step.network == oci::run_network::by_default) return options.network;
    if (step.network == oci::run_network::host && !options.allow_host_network &&
        options.network != oci::run_network::host)
        throw status_error(
            core::reason::invalid,
            "the command is to have this machine's network, which the one who builds must allow (--allow network.host; in a program build_options::allow_host_network)");
    return step.network;
}

}  // namespace slipway::engine::detail
