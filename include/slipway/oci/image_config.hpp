// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/descriptor.hpp>
#include <slipway/oci/healthcheck.hpp>
#include <slipway/oci/platform.hpp>

namespace slipway::oci {

/// How one layer came to be.
struct history_entry {
    std::string created{};
    std::string created_by{};
    std::string author{};
    std::string comment{};
    bool empty_layer = false;

    friend bool operator==(const history_entry&, const history_entry&) = default;
};

/// What to run and as whom, and which layers it stands on (OCI image spec, "Image Configuration").
struct image_config {
    oci::platform platform = host_platform();
    std::string created{};  ///< RFC 3339; empty keeps an image reproducible
    std::string author{};
    std::string user{};  ///< `user`, `uid`, `user:group` or `uid:gid`; empty is root
    std::set<std::string> exposed_ports{};  ///< `80/tcp`
    std::vector<std::string> env{};         ///< `NAME=value`
    std::vector<std::string> entrypoint{};
    std::vector<std::string> cmd{};  ///< appended to the entrypoint
    std::set<std::string> volumes{};
    std::string working_dir{};
    std::map<std::string, std::string> labels{};
    std::string stop_signal{};                 ///< such as `SIGTERM`, or its number
    std::optional<oci::healthcheck> health{};  ///< this member and the next two are Docker's
    /// what the shell forms of a Dockerfile are given to; empty is `/bin/sh -c`
    std::vector<std::string> shell{};
    std::vector<std::string> on_build{};  ///< instructions for images that are built on this one
    std::vector<digest> diff_ids{};       ///< digests of the layers as plain tar, lowest first
    std::vector<history_entry> history{};

    friend bool operator==(const image_config&, const image_config&) = default;
};

namespace detail {

inline void read_run_config(const json::value& v, image_config& made) {
    const reader run(v, "image config.config");
    made.user = run.text("User");
    made.exposed_ports = run.name_set("ExposedPorts");
    made.env = run.texts("Env");
    for (const auto& e : made.env)
        if (e.find('=') == std::string::npos || e.starts_with('='))
            run.fail("Env", "\"" + e.substr(0, 100) + "\" is not of the form NAME=value");
    made.entrypoint = run.texts("Entrypoint");
    made.cmd = run.texts("Cmd");
    made.volumes = run.name_set("Volumes");
    made.working_dir = run.text("WorkingDir");
    made.labels = run.text_map("Labels");
    made.stop_signal = run.text("StopSignal");
    if (const auto* health = run.find("Healthcheck"))
        made.health = healthcheck_from(*health, "image config.config.Healthcheck");
    made.shell = run.texts("Shell");
    made.on_build = run.texts("OnBuild");
}

inline json::value write_run_config(const image_config& c) {
    json::value v = json::value::object();
    const auto names = [](const std::set<std::string>& all) {
        json::value made = json::value::object();
        for (const auto& name : all) made[name] = json::value::object();
        return made;
    };
    if (!c.user.empty()) v["User"] = c.user;
    if (!c.exposed_ports.empty()) v["ExposedPorts"] = names(c.exposed_ports);
    if (!c.env.empty()) v["Env"] = c.env;
    if (!c.entrypoint.empty()) v["Entrypoint"] = c.entrypoint;
    if (!c.cmd.empty()) v["Cmd"] = c.cmd;
    if (!c.volumes.empty()) v["Volumes"] = names(c.volumes);
    if (!c.working_dir.empty()) v["WorkingDir"] = c.working_dir;
    if (!c.labels.empty()) v["Labels"] = c.labels;
    if (!c.stop_signal.empty()) v["StopSignal"] = c.stop_signal;
    if (c.health) v["Healthcheck"] = to_json(*c.health);
    if (!c.shell.empty()) v["Shell"] = c.shell;
    if (!c.on_build.empty()) v["OnBuild"] = c.on_build;
    return v;
}

}  // namespace detail

/// Throws `status_error` (invalid), which names the wrong member.
inline image_config parse_image_config(std::string_view bytes) {
    const json::value v = detail::parse_document(bytes, "image config");
    const detail::reader in(v, "image config");
    image_config made;
    made.platform = platform_from(v, "image config");
    made.created = in.text("created");
    made.author = in.text("author");
    if (const auto* run = in.find("config")) detail::read_run_config(*run, made);
    const auto* rootfs = in.find("rootfs");
    if (!rootfs) in.fail("rootfs", "is required");
    const detail::reader root(*rootfs, "image config.rootfs");
    if (root.text("type") != "layers") root.fail("type", "must be \"layers\"");
    for (const auto& text : root.texts("diff_ids")) {
        const auto d = digest::try_parse(text);
        if (!d)
            root.fail("diff_ids",
                      "\"" + text.substr(0, 200) + "\" is not a sha256 or sha512 digest");
        made.diff_ids.push_back(*d);
    }
    for (const auto& h : in.array("history")) {
        const detail::reader entry(
            h, "image config.history[" + std::to_string(made.history.size()) + "]");
        made.history.push_back({entry.text("created"), entry.text("created_by"),
                                entry.text("author"), entry.text("comment"),
                                entry.boolean("empty_layer")});
    }
    return made;
}

inline json::value to_json(const history_entry& h) {
    json::value v = json::value::object();
    if (!h.created.empty()) v["created"] = h.created;
    if (!h.created_by.empty()) v["created_by"] = h.created_by;
    if (!h.author.empty()) v["author"] = h.author;
    if (!h.comment.empty()) v["comment"] = h.comment;
    if (h.empty_layer) v["empty_layer"] = true;
    return v;
}

inline json::value to_json(const image_config& c) {
    json::value v = json::value::object();
    if (!c.created.empty()) v["created"] = c.created;
    if (!c.author.empty()) v["author"] = c.author;
    v.update(to_json(c.platform));
    v["config"] = detail::write_run_config(c);
    v["rootfs"] = {{"type", "layers"}, {"diff_ids", json::value::array()}};
    for (const auto& d : c.diff_ids) v["rootfs"]["diff_ids"].push_back(d.str());
    if (!c.history.empty()) v["history"] = json::value::array();
    for (const auto& h : c.history) v["history"].push_back(to_json(h));
    return v;
}

/// The bytes to store and to hash; their digest is the image's id.
inline std::string write(const image_config& c) {
    return detail::write_document(to_json(c), "image config");
}

}  // namespace slipway::oci
