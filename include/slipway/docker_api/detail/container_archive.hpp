// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <sys/stat.h>

#include <slipway/core/base64.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/image_transfers.hpp>
#include <slipway/docker_api/detail/temporary_directory.hpp>
#include <slipway/engine/copy_archive.hpp>
#include <slipway/engine/copy_files.hpp>

namespace slipway::docker_api::detail {

/// As Go's os.FileMode has it, which is what clients read.
inline std::uint32_t go_mode(std::uint32_t mode) {
    constexpr std::uint32_t one = 1;
    std::uint32_t made = mode & 0777U;
    if (S_ISDIR(mode)) made |= one << 31;
    if (S_ISLNK(mode)) made |= one << 27;
    if (S_ISBLK(mode) || S_ISCHR(mode)) made |= one << 26;
    if (S_ISFIFO(mode)) made |= one << 25;
    if (S_ISSOCK(mode)) made |= one << 24;
    if (mode & S_ISUID) made |= one << 23;
    if (mode & S_ISGID) made |= one << 22;
    if (S_ISCHR(mode)) made |= one << 21;
    if (mode & S_ISVTX) made |= one << 20;
    return made;
}
inline std::string path_in(const call& c) {
    if (c.parameter("path").empty()) throw bad_parameter("no path is given");
    const std::string path = c.parameter("path");
    return path.starts_with('/') ? path : '/' + path;
}
inline net::headers facts_of(const std::string& path, const engine::file_facts& f) {
    const json::value stat{
        {"name", engine::last_part_of(path)},
        {"size", f.size},
        {"mode", go_mode(f.mode)},
        {"mtime", core::rfc3339_micro(runtime::wall_time(std::chrono::nanoseconds(f.modified)))},
        {"linkTarget", f.link_target}};
    return {{"X-Docker-Container-Path-Stat", core::encode_base64(json::write(stat))},
            {"Content-Type", "application/x-tar"}};
}

/// HEAD /containers/{id}/archive
inline void look_at_file(call& c) {
    const std::string path = path_in(c);
    c.give(200, facts_of(path, engine::look_at(c.container(), path)));
}
/// GET /containers/{id}/archive
inline void send_files(call& c) {
    const std::string path = path_in(c);
    const engine::container which = c.container();
    const net::headers facts = facts_of(path, engine::look_at(which, path));
    const temporary_directory place(c.at.options.root);
    std::optional<net::body_stream> to;  // begins when all has been found
    engine::copy_out_archive(which, path, place / ".", [&](std::string_view part) {
        if (!to) to = c.stream(200, facts);
        sink_of (*to)(part);
    });
    to->finish();
}
/// PUT /containers/{id}/archive
inline void take_files(call& c) {
    const std::string path = path_in(c);
    const temporary_directory place(c.at.options.root);
    engine::copy_in_archive(source_of(c.body()), place / ".", c.container(), path);
    c.done(200);
}

}  // namespace slipway::docker_api::detail
