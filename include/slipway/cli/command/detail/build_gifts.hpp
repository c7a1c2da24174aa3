// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/core/split.hpp>
#include <slipway/engine/build_options.hpp>
#include <slipway/oci/run_network.hpp>

namespace slipway::cli::command::detail {

inline constexpr std::size_t longest_secret = 500 * 1024;

/// Of `--secret id=NAME,src=FILE` or `,env=VARIABLE`; without both, the variable of its name, or
/// the file. Throws `usage_error`, which never tells what is in it.
inline std::pair<std::string, std::string> build_secret(const std::string& given) {
    std::string id, file, variable;
    for (const std::string& part : core::split(given)) {
        const std::string name = part.substr(0, part.find('=')),
                          value = name.size() < part.size() ? part.substr(name.size() + 1) : "";
        if (name == "id") id = value;
        else if (name == "src" || name == "source") file = value;
        else if (name == "env") variable = value;
        else if (name != "type" || (value != "file" && value != "env"))
            throw usage_error("--secret takes id=NAME,src=FILE or id=NAME,env=VARIABLE, not '" +
                              part.substr(0, 40) + "'");
        else if (value == "env" && variable.empty()) variable = std::exchange(file, {});
    }
    if (id.empty()) throw usage_error("--secret needs id=NAME, by which RUN --mount names it");
    if (file.empty() && variable.empty()) (std::getenv(id.c_str()) ? variable : file) = id;
    if (!variable.empty()) {
        const char* const value = std::getenv(variable.c_str());
        if (!value) throw usage_error("there is no variable " + variable + " for the secret " + id);
        return {id, value};
    }
    std::error_code none;
    if (!std::filesystem::exists(file, none) || std::filesystem::is_directory(file, none))
        throw usage_error("there is no file " + file + " for the secret " + id);
    auto content = core::read_file(file);
    if (!content)
        throw usage_error("the file " + file + " for the secret " + id + " cannot be read");
    if (content->size() > longest_secret)
        throw usage_error("the secret " + id + " has more than 500 KiB");
    return {id, *std::move(content)};
}
inline std::map<std::string, std::string> build_secrets(const std::vector<std::string>& given) {
    std::map<std::string, std::string> made;
    for (const std::string& one : given) {
        auto [id, content] = build_secret(one);
        made[id] = std::move(content);
    }
    return made;
}

/// Of `--ssh default` (the socket of SSH_AUTH_SOCK) or `--ssh NAME=SOCKET`. Throws `usage_error`.
inline std::map<std::string, std::filesystem::path> build_agents(
    const std::vector<std::string>& given) {
    std::map<std::string, std::filesystem::path> made;
    for (const std::string& one : given) {
        const std::string id = one.substr(0, one.find('='));
        std::string socket = id.size() < one.size() ? one.substr(id.size() + 1) : "";
        if (id.empty()) throw usage_error("--ssh takes default or NAME=SOCKET, not '" + one + "'");
        if (const char* const own = std::getenv("SSH_AUTH_SOCK"); socket.empty() && own)
            socket = own;
        if (socket.empty())
            throw usage_error("--ssh " + id +
                              ": SSH_AUTH_SOCK names no agent; start one (eval $(ssh-agent)), or "
                              "write --ssh " +
                              id + "=SOCKET");
        std::error_code none;
        if (!std::filesystem::is_socket(socket, none))
            throw usage_error("--ssh " + id + ": " + socket +
                              " is no socket of an agent; add keys to an agent (ssh-add), and give "
                              "its socket");
        made[id] = std::filesystem::absolute(socket);
    }
    return made;
}

/// `--build-context NAME=DIRECTORY` or `NAME=docker-image://IMAGE`. Throws `usage_error`, or
/// `status_error` as `open_build_context`.
inline void take_build_contexts(engine::build_options& to, const std::vector<std::string>& given) {
    for (const std::string& one : given) {
        const std::size_t equals = one.find('=');
        const std::string name = one.substr(0, equals),
                          place = equals == one.npos ? "" : one.substr(equals + 1);
        constexpr std::string_view image = "docker-image://";
        if (name.empty() || place.empty())
            throw usage_error(
                "--build-context takes NAME=DIRECTORY or NAME=docker-image://IMAGE, not '" + one +
                "'");
        if (place.starts_with(image)) to.images[name] = place.substr(image.size());
        else if (place.find("://") != place.npos)
            throw usage_error("--build-context " + name +
                              ": directories and docker-image://IMAGE can be given; fetch " +
                              place + " before the build");
        else to.contexts[name] = engine::open_build_context(place);
    }
}

/// Names at commas.
inline std::vector<std::string> build_stages(const std::vector<std::string>& given) {
    std::vector<std::string> made;
    for (const std::string& one : given)
        for (std::string& name : core::split(one))
            if (!name.empty()) made.push_back(std::move(name));
    return made;
}

/// Throws `usage_error`.
inline oci::run_network build_network(const std::string& word) {
    try {
        return oci::parse_run_network(word);
    } catch (const core::status_error& e) {
        throw usage_error("--network: " + e.message());
    }
}
/// Whether a step may have this machine's network where it says so. Throws `usage_error`.
inline bool allows_host_network(const std::vector<std::string>& given) {
    for (const std::string& one : given)
        if (one != "network.host")
            throw usage_error("'" + one +
                              "' is nothing that a build can be allowed; network.host is");
    return !given.empty();
}

}  // namespace slipway::cli::command::detail
