// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <slipway/cli/command/parse.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::cli::command::detail {

/// What commas separate.
inline std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> made;
    for (std::size_t at = 0; at <= text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        made.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return made;
}
/// Throws `usage_error`.
inline void place_source(engine::volume& v, const std::string& text) {
    if (v.source.find('/') == v.source.npos && v.source != "." && v.source != "..") return;
    if (v.no_copy) throw usage_error("'" + text + "' mounts a path of this machine: nothing is copied into it, and nocopy goes with volumes alone");
    v.source = std::filesystem::absolute(v.source).lexically_normal().string();
}
/// `SOURCE:PATH[:ro|:rw][,nocopy]`. A relative source with a slash is a path of this machine. Throws `usage_error`.
inline engine::volume volume_in(const std::string& text) {
    engine::volume made;
    const auto first = text.find(':');
    if (first == text.npos || first == 0) throw usage_error("'" + text + "' is no volume: it is SOURCE:PATH, where the source is a path of this machine or a name");
    made.source = text.substr(0, first);
    made.target = text.substr(first + 1);
    if (const auto mode = made.target.rfind(':'); mode != made.target.npos) {
        for (const std::string& word : parts_of(made.target.substr(mode + 1))) {
            if (word == "nocopy") made.no_copy = true;
            else if (word == "ro" || word == "rw") made.read_only = word == "ro";
            else throw usage_error("'" + word + "' of the volume '" + text + "' is neither ro nor rw nor nocopy");
        }
        made.target.resize(mode);
    }
    place_source(made, text);
    return made;
}
/// `type=volume|bind,source=SOURCE,target=PATH`, with `readonly` and `volume-nocopy`. Throws `usage_error`.
inline engine::volume mount_in(const std::string& text) {
    engine::volume made;
    std::string type = "volume";
    for (const std::string& one : parts_of(text)) {
        const auto equals = one.find('=');
        const std::string name = one.substr(0, equals), value = equals == one.npos ? "" : one.substr(equals + 1);
        const bool yes = equals == one.npos || value == "true" || value == "1";
        const bool flag = yes || value == "false" || value == "0";
        if (name == "type" && (value == "volume" || value == "bind")) type = value;
        else if ((name == "source" || name == "src") && !value.empty()) made.source = value;
        else if ((name == "target" || name == "destination" || name == "dst") && !value.empty()) made.target = value;
        else if ((name == "readonly" || name == "ro") && flag) made.read_only = yes;
        else if (name == "volume-nocopy" && flag) made.no_copy = yes;
        else
            throw usage_error("'" + one + "' of the mount '" + text + "' is not known here: type=volume, type=bind, source=, target=, readonly and volume-nocopy are");
    }
    const bool path = made.source.find('/') != made.source.npos;
    if (made.target.empty()) throw usage_error("'" + text + "' is no mount: it names no target");
    if (type == "bind" && made.source.empty()) throw usage_error("'" + text + "' is no mount: it names no source");
    if (type == "volume" && path) throw usage_error("'" + made.source + "' cannot be the name of a volume; type=bind mounts a path of this machine");
    if (type == "bind" && !path) made.source.insert(0, "./");
    place_source(made, text);
    return made;
}

}  // namespace slipway::cli::command::detail
