// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <slipway/cli/command/parse.hpp>
#include <slipway/core/split.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/runtime/tmpfs_words.hpp>

namespace slipway::cli::command::detail {

/// What these words say. Throws `usage_error` where they say nothing that can be.
template <class F>
auto in_words_of_the_line(F f) {
    try {
        return f();
    } catch (const usage_error&) {
        throw;
    } catch (const status_error& e) {
        throw usage_error(e.message());
    }
}
/// Throws `usage_error`.
inline void place_source(engine::volume& v, const std::string& text) {
    if (v.source.find('/') == v.source.npos && v.source != "." && v.source != "..") return;
    if (v.no_copy)
        throw usage_error(
            "'" + text +
            "' mounts a path of this machine: nothing is copied into it, and nocopy goes with volumes alone");
    v.source = std::filesystem::absolute(v.source).lexically_normal().string();
}
/// Whether a word asks for what is so here anyway: how soon a change is seen on both sides, that
/// mounts stay on theirs, and the labels of SELinux where this machine has none.
inline bool holds_anyway(const std::string& word) {
    for (const char* known : {"consistent", "cached", "delegated", "private", "rprivate"})
        if (word == known) return true;
    return (word == "z" || word == "Z") && !std::filesystem::exists("/sys/fs/selinux/enforce");
}
/// `SOURCE:PATH[:ro|:rw][,nocopy]`. A relative source with a slash is a path of this machine;
/// `/PATH` alone is a volume without a name. Throws `usage_error`.
inline engine::volume volume_in(const std::string& text) {
    engine::volume made;
    const auto first = text.find(':');
    if (first == text.npos && text.starts_with('/')) {
        made.target = text;
        return made;
    }
    if (first == text.npos || first == 0)
        throw usage_error(
            "'" + text +
            "' is no volume: it is SOURCE:PATH, where the source is a path of this machine or a name");
    made.source = text.substr(0, first);
    made.target = text.substr(first + 1);
    if (const auto mode = made.target.rfind(':'); mode != made.target.npos) {
        for (const std::string& word : core::split(made.target.substr(mode + 1))) {
            if (word == "nocopy") made.no_copy = true;
            else if (word == "ro" || word == "rw") made.read_only = word == "ro";
            else if (!holds_anyway(word))
                throw usage_error("'" + word + "' of the volume '" + text +
                                  "' is neither ro nor rw nor nocopy");
        }
        made.target.resize(mode);
    }
    place_source(made, text);
    return made;
}
/// `type=volume|bind,source=SOURCE,target=PATH`, with `readonly` and `volume-nocopy`. Throws
/// `usage_error`.
inline engine::volume mount_in(const std::string& text) {
    engine::volume made;
    std::string type = "volume";
    for (const std::string& one : core::split(text)) {
        const auto equals = one.find('=');
        const std::string name = one.substr(0, equals),
                          value = equals == one.npos ? "" : one.substr(equals + 1);
        const bool yes = equals == one.npos || value == "true" || value == "1";
        const bool flag = yes || value == "false" || value == "0";
        if (name == "type" && (value == "volume" || value == "bind")) type = value;
        else if ((name == "source" || name == "src") && !value.empty()) made.source = value;
        else if ((name == "target" || name == "destination" || name == "dst") && !value.empty())
            made.target = value;
        else if ((name == "readonly" || name == "ro") && flag) made.read_only = yes;
        else if (name == "volume-nocopy" && flag) made.no_copy = yes;
        else
            throw usage_error(
                "'" + one + "' of the mount '" + text +
                "' is not known here: type=volume, type=bind, type=tmpfs, source=, target=, readonly and volume-nocopy are");
    }
    const bool path = made.source.find('/') != made.source.npos;
    if (made.target.empty()) throw usage_error("'" + text + "' is no mount: it names no target");
    if (type == "bind" && made.source.empty())
        throw usage_error("'" + text + "' is no mount: it names no source");
    if (type == "volume" && path)
        throw usage_error(
            "'" + made.source +
            "' cannot be the name of a volume; type=bind mounts a path of this machine");
    if (type == "bind" && !path) made.source.insert(0, "./");
    place_source(made, text);
    return made;
}
/// `type=tmpfs,target=PATH`, with `readonly`, `tmpfs-size` and `tmpfs-mode`; other types as
/// `mount_in`. Throws `usage_error`.
inline void add_mount(engine::container_options& to, const std::string& text) {
    const std::vector<std::string> parts = core::split(text);
    if (std::find(parts.begin(), parts.end(), "type=tmpfs") == parts.end()) {
        to.volumes.push_back(mount_in(text));
        return;
    }
    std::string target, options = "rw";
    for (const std::string& one : parts) {
        const auto equals = one.find('=');
        const std::string name = one.substr(0, equals),
                          value = equals == one.npos ? "" : one.substr(equals + 1);
        if (name == "type") continue;
        if ((name == "target" || name == "destination" || name == "dst") && !value.empty())
            target = value;
        else if ((name == "readonly" || name == "ro") &&
                 (equals == one.npos || value == "true" || value == "1"))
            options += ",ro";
        else if ((name == "readonly" || name == "ro") && (value == "false" || value == "0"))
            options += ",rw";
        else if (name == "tmpfs-size" || name == "tmpfs-mode")
            options += ',' + name.substr(6) + '=' + value;
        else
            throw usage_error(
                "'" + one + "' of the mount '" + text +
                "' is not known here: of one in memory, target=, readonly, tmpfs-size= and tmpfs-mode= are");
    }
    if (target.empty()) throw usage_error("'" + text + "' is no mount: it names no target");
    to.tmpfs.push_back(in_words_of_the_line([&] { return runtime::tmpfs_named(target, options); }));
}

}  // namespace slipway::cli::command::detail
