// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include <slipway/cli/command/detail/archive_output.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/split.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/export_image.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/oci/unpack.hpp>

namespace slipway::cli::command::detail {

/// Where a build's result goes beside the images.
struct build_output {
    std::string type{};         ///< `local`, `tar` or `oci`
    std::string destination{};  ///< a directory, or a file; `-` is standard output
};

/// `DIRECTORY`, `-`, or `type=local|tar|oci,dest=PLACE`. Throws `usage_error`.
inline build_output build_output_in(const std::string& given) {
    if (given.empty()) throw usage_error("--output takes a directory, or type=TYPE,dest=PLACE");
    if (given == "-") return {"tar", "-"};
    if (given.find("type=") == given.npos && given.find("dest=") == given.npos)
        return {"local", given};
    build_output made;
    for (const std::string& part : core::split(given)) {
        if (part.starts_with("type=")) made.type = part.substr(5);
        else if (part.starts_with("dest=")) made.destination = part.substr(5);
        else
            throw usage_error("--output takes type=local|tar|oci and dest=PLACE, not '" +
                              part.substr(0, 60) + "'");
    }
    if (made.type == "docker") made.type = "oci";  // docker loads these archives, too
    if (made.type != "local" && made.type != "tar" && made.type != "oci")
        throw usage_error("--output has no type '" + made.type.substr(0, 60) +
                          "'; local, tar, oci and docker are types");
    if (made.destination.empty() && made.type == "local")
        throw usage_error("--output type=local needs dest=DIRECTORY");
    if (made.destination.empty()) made.destination = "-";
    if (made.type == "local" && made.destination == "-")
        throw usage_error("--output type=local writes a directory; type=tar,dest=- an archive");
    return made;
}

/// Moves what is in a directory into another: directories stay with what else they have, other
/// files are replaced, and links are not followed.
inline void move_into(const std::filesystem::path& from, const std::filesystem::path& to) {
    for (const auto& each : std::filesystem::directory_iterator(from)) {
        const auto there = to / each.path().filename();
        const auto known = std::filesystem::symlink_status(there);
        if (std::filesystem::is_directory(each.symlink_status()) &&
            std::filesystem::is_directory(known)) {
            move_into(each.path(), there);
            continue;
        }
        if (std::filesystem::exists(known)) oci::remove_tree(there);
        std::filesystem::rename(each.path(), there);
    }
}

/// The files of an image into a directory, which may be there.
inline void write_files_to(const std::filesystem::path& directory, const runtime::image& image) {
    const std::filesystem::path half = directory / ".slipway-build",
                                archive = directory / ".slipway-build.tar";
    std::filesystem::create_directories(directory);
    oci::remove_tree(half);
    const auto write = [&] {
        write_archive_to(archive.string(),
                         [&](const oci::byte_sink& sink) { engine::export_image(image, sink); });
        oci::unpack(oci::read_from_file(archive), half, {.whiteouts = oci::whiteout_form::apply});
        move_into(half, directory);
    };
    const auto clean = [&] {
        oci::remove_tree(archive);
        oci::remove_tree(half);
    };
    try {
        write();
    } catch (...) {
        clean();
        throw;
    }
    clean();
}

/// Throws `status_error`.
inline void write_build(session& s, const build_output& to, const oci::digest& id) {
    const runtime::image image = s.images().get(id.str());
    if (to.type == "local") return write_files_to(to.destination, image);
    const auto write = [&](const oci::byte_sink& sink) {
        if (to.type == "tar") engine::export_image(image, sink);
        else s.images().save({id.str()}, sink);
    };
    if (to.destination == "-") print_archive("name a file: --output type=tar,dest=FILE", write);
    else write_archive_to(to.destination, write);
}

/// Throws `status_error`.
inline void write_id_file(const std::string& file, const oci::digest& id) {
    std::ofstream out(file, std::ios::binary);
    if (!(out << id.str()).flush())
        throw status_error(core::reason::invalid, "cannot write '" + file + "'");
}

}  // namespace slipway::cli::command::detail
