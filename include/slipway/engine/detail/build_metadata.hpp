// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <csignal>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/oci/expand.hpp>
#include <slipway/oci/image_config.hpp>
#include <slipway/oci/recipe_steps.hpp>
#include <slipway/runtime/stop_signal.hpp>

namespace slipway::engine::detail {

/// The value of an image's environment variable.
inline std::optional<std::string> env_value(const oci::image_config& config,
                                            std::string_view name) {
    for (const auto& one : config.env)
        if (one.size() > name.size() && one[name.size()] == '=' && one.starts_with(name))
            return one.substr(name.size() + 1);
    return std::nullopt;
}
inline void set_env(oci::image_config& config, const std::string& name, const std::string& value) {
    const std::string made = name + '=' + value;
    for (auto& one : config.env)
        if (one.starts_with(name + '=')) return void(one = made);
    config.env.push_back(made);
}

/// An absolute path in an image, from its working directory on; a slash at the end stays.
inline std::string absolute_in(const oci::image_config& config, const std::string& path) {
    const bool directory = path.ends_with('/') || path == "." || path.ends_with("/.");
    std::string made = path.starts_with('/')
                           ? path
                           : (config.working_dir.empty() ? "/" : config.working_dir + '/') + path;
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= made.size();) {
        const std::size_t end = std::min(made.find('/', at), made.size());
        std::string part = made.substr(at, end - at);
        at = end + 1;
        if (part == "..") parts.empty() ? void() : parts.pop_back();
        else if (!part.empty() && part != ".") parts.push_back(std::move(part));
    }
    made.clear();
    for (const auto& part : parts) made += '/' + part;
    return made + (directory || made.empty() ? "/" : "");
}

/// What the steps that make no files do to a configuration.
class build_metadata {
public:
    using expander = std::function<std::string(const oci::recipe_text&)>;
    using words_expander = std::function<std::vector<std::string>(const oci::recipe_text&)>;

    /// `own_cmd`: whether this stage has a CMD, which a later ENTRYPOINT leaves alone.
    build_metadata(oci::image_config& config, bool& own_cmd, const expander& expand,
                   const words_expander& words)
        : config_(config), own_cmd_(own_cmd), expand_(expand), words_(words) {}

    void operator()(const oci::env_step& s) const {
        std::vector<std::pair<std::string, std::string>>
            made;  // all values before the first is set
        for (const auto& [name, value] : s.variables)
            made.emplace_back(expand_(name), expand_(value));
        for (const auto& [name, value] : made) {
            if (name.empty() || name.find('=') != name.npos)
                refuse("\"" + name + "\" cannot be the name of a variable");
            set_env(config_, name, value);
        }
    }
    void operator()(const oci::label_step& s) const {
        for (const auto& [name, value] : s.labels) config_.labels[expand_(name)] = expand_(value);
    }
    void operator()(const oci::user_step& s) const {
        config_.user = expand_(s.user);
        if (config_.user.empty()) refuse("USER names nobody");
    }
    void operator()(const oci::expose_step& s) const {
        for (const auto& port : s.ports)
            for (const auto& word : words_(port)) expose(word);
    }
    void operator()(const oci::volume_step& s) const {
        for (const auto& path : s.paths) {
            const std::string made = expand_(path);
            if (made.empty()) refuse("VOLUME names no path");
            config_.volumes.insert(made);
        }
    }
    void operator()(const oci::entrypoint_step& s) const {
        config_.entrypoint = command_line(s.command);
        if (!own_cmd_) config_.cmd.clear();
    }
    void operator()(const oci::cmd_step& s) const {
        config_.cmd = command_line(s.command);
        own_cmd_ = true;
    }
    void operator()(const oci::healthcheck_step& s) const { config_.health = s.check; }
    void operator()(const oci::shell_step& s) const { config_.shell = s.words; }
    void operator()(const oci::stop_signal_step& s) const {
        const std::string made = expand_(s.signal);
        if (runtime::stop_signal(made) == SIGTERM && made != "SIGTERM" && made != "TERM" &&
            made != std::to_string(SIGTERM))
            refuse("\"" + made.substr(0, 60) + "\" is no signal");
        config_.stop_signal = made;
    }
    void operator()(const oci::on_build_step& s) const {
        config_.on_build.push_back(s.instruction);
    }
    void operator()(const oci::author_step& s) const { config_.author = s.author; }

    /// The words of a command; a line for the shell comes behind the image's shell.
    std::vector<std::string> command_line(const oci::recipe_command& c) const {
        if (!c.shell) return c.words;
        std::vector<std::string> made =
            config_.shell.empty() ? std::vector<std::string>{"/bin/sh", "-c"} : config_.shell;
        made.insert(made.end(), c.words.begin(), c.words.end());
        return made;
    }

private:
    [[noreturn]] static void refuse(const std::string& why) {
        throw status_error(core::reason::invalid, why);
    }

    void expose(const std::string& word) const {
        const std::size_t slash = word.find('/'), dash = word.find('-');
        const std::string protocol = slash == word.npos ? "tcp" : word.substr(slash + 1);
        const auto number = [&](std::string_view s) {
            unsigned made = 0;
            const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), made);
            if (error != std::errc() || end != s.data() + s.size() || made < 1 || made > 65535)
                refuse(
                    "\"" + word.substr(0, 60) +
                    "\" is no port: that is a number from 1 to 65535, or two with a - between, and perhaps /tcp, /udp or /sctp");
            return made;
        };
        if (protocol != "tcp" && protocol != "udp" && protocol != "sctp") number("");
        const std::string ports = word.substr(0, slash);
        const unsigned first = number(std::string_view(ports).substr(0, dash));
        const unsigned last = dash == word.npos || dash > slash
                                  ? first
                                  : number(std::string_view(ports).substr(dash + 1));
        if (last < first) number("");
        for (unsigned port = first; port <= last; ++port)
            config_.exposed_ports.insert(std::to_string(port) + '/' + protocol);
    }

    oci::image_config& config_;
    bool& own_cmd_;
    const expander& expand_;
    const words_expander& words_;
};

}  // namespace slipway::engine::detail
