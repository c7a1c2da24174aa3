// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/json/value.hpp>
#include <slipway/oci/recipe_steps.hpp>

namespace slipway::oci::detail {

/// Writes `--mount=` as a Dockerfile would.
struct mount_words {
    static std::string with(const char* type,
                            const std::vector<std::pair<const char*, std::string>>& values,
                            const char* last = "") {
        std::string made = std::string("--mount=type=") + type;
        for (const auto& [name, value] : values)
            if (!value.empty()) made += std::string(",") + name + '=' + value;
        return made + last;
    }
    std::string operator()(const bind_mount& m) const {
        return with("bind",
                    {{"from", m.from}, {"source", m.source.text}, {"target", m.target.text}},
                    m.writable ? ",rw" : "");
    }
    std::string operator()(const cache_mount& m) const {
        const char* const sharing = m.sharing == cache_sharing::shared   ? ""
                                    : m.sharing == cache_sharing::locked ? "locked"
                                                                         : "private";
        return with("cache",
                    {{"id", m.id.text},
                     {"target", m.target.text},
                     {"sharing", sharing},
                     {"from", m.from},
                     {"source", m.source.text},
                     {"mode", m.mode.text == "0755" ? "" : m.mode.text},
                     {"uid", m.uid.text},
                     {"gid", m.gid.text}},
                    m.read_only ? ",ro" : "");
    }
    std::string operator()(const tmpfs_mount& m) const {
        return with("tmpfs",
                    {{"target", m.target.text}, {"size", m.bytes ? std::to_string(m.bytes) : ""}},
                    m.read_only ? ",ro" : "");
    }
    std::string operator()(const secret_mount& m) const {
        return with("secret",
                    {{"id", m.id.text},
                     {"target", m.target.text},
                     {"env", m.env},
                     {"mode", m.mode.text == "0400" ? "" : m.mode.text},
                     {"uid", m.uid.text},
                     {"gid", m.gid.text}},
                    m.required ? ",required" : "");
    }
    std::string operator()(const ssh_mount& m) const {
        return with("ssh",
                    {{"id", m.id.text == "default" ? "" : m.id.text}, {"target", m.target.text}},
                    m.required ? ",required" : "");
    }
};

/// Writes steps as a Dockerfile would, for those who read histories; it is not read again.
struct recipe_words {
    static std::string json(const std::vector<std::string>& words) {
        return json::value(words).dump(-1, ' ', false, json::value::error_handler_t::replace);
    }
    static std::string command(const recipe_command& c) {
        return c.shell ? (c.words.empty() ? "" : c.words.front()) : json(c.words);
    }
    static std::string pairs(const recipe_variables& all) {
        std::string made;
        for (const auto& [name, value] : all)
            made +=
                (made.empty() ? "" : " ") + name.text + '=' +
                json::value(value.text).dump(-1, ' ', false, json::value::error_handler_t::replace);
        return made;
    }
    static std::string list(const std::vector<recipe_text>& all) {
        std::string made;
        for (const auto& each : all) made += (made.empty() ? "" : " ") + each.text;
        return made;
    }
    static std::string flag(std::string_view name, const std::string& value) {
        return value.empty() ? std::string() : "--" + std::string(name) + '=' + value + ' ';
    }

    std::string operator()(const copy_step& s) const {
        std::string made = (s.add ? "ADD " : "COPY ") + flag("from", s.from) +
                           flag("chown", s.owner.text) + flag("chmod", s.mode.text) +
                           flag("checksum", s.checksum.text);
        for (const auto& pattern : s.excluded) made += flag("exclude", pattern.text);
        if (s.parents) made += "--parents ";
        if (s.keep_git_directory) made += "--keep-git-dir ";
        for (const auto& source : s.sources) made += source.text + ' ';
        for (const auto& file : s.files) made += "<<" + file.name + ' ';
        return made + s.to.text;
    }
    std::string operator()(const run_step& s) const {
        std::string made = "RUN ";
        for (const run_mount& m : s.mounts) made += std::visit(mount_words{}, m) + ' ';
        if (s.network != run_network::by_default) made += flag("network", to_string(s.network));
        return made + (s.script.empty() ? command(s.command) : "<<script\n" + s.script);
    }
    std::string operator()(const env_step& s) const { return "ENV " + pairs(s.variables); }
    std::string operator()(const arg_step& s) const {
        return "ARG " + s.name + (s.value ? '=' + s.value->text : std::string());
    }
    std::string operator()(const label_step& s) const { return "LABEL " + pairs(s.labels); }
    std::string operator()(const workdir_step& s) const { return "WORKDIR " + s.directory.text; }
    std::string operator()(const user_step& s) const { return "USER " + s.user.text; }
    std::string operator()(const expose_step& s) const { return "EXPOSE " + list(s.ports); }
    std::string operator()(const volume_step& s) const { return "VOLUME " + list(s.paths); }
    std::string operator()(const entrypoint_step& s) const {
        return "ENTRYPOINT " + command(s.command);
    }
    std::string operator()(const cmd_step& s) const { return "CMD " + command(s.command); }
    std::string operator()(const healthcheck_step& s) const {
        return "HEALTHCHECK " + json(s.check.test);
    }
    std::string operator()(const shell_step& s) const { return "SHELL " + json(s.words); }
    std::string operator()(const stop_signal_step& s) const {
        return "STOPSIGNAL " + s.signal.text;
    }
    std::string operator()(const on_build_step& s) const { return "ONBUILD " + s.instruction; }
    std::string operator()(const author_step& s) const { return "MAINTAINER " + s.author; }
};

}  // namespace slipway::oci::detail
