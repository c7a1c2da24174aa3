// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/stat.h>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/copy_archive.hpp>
#include <slipway/engine/copy_files.hpp>
#include <slipway/engine/detail/work_directory.hpp>
#include <slipway/oci/pack.hpp>
#include <slipway/oci/unpack.hpp>

namespace slipway::engine {

SLIPWAY_INLINE std::string last_part_of(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    const std::string made = path.substr(path.rfind('/') + 1);
    return made.empty() ? "/" : made;
}

SLIPWAY_INLINE void copy_out_archive(const container& from, const std::string& path,
                                     const std::filesystem::path& work,
                                     const oci::byte_sink& sink) {
    const std::string base = last_part_of(path);
    const bool content = base == "." || base == "/";
    const std::int64_t modified = look_at(from, path).modified;
    const detail::work_directory place(work);
    copy_out(from, content ? path + "/." : path,
             content ? place.path().string() : (place.path() / base).string(), copied_owners::kept);
    oci::pack_options options{.compression = oci::compression::none};
    options.modified = modified / 1'000'000'000;
    oci::pack(oci::file_tree::from_directory(place.path(), oci::extended_attributes::take), sink,
              options);
}

SLIPWAY_INLINE void copy_in_archive(const oci::byte_source& archive,
                                    const std::filesystem::path& work, const container& to,
                                    const std::string& path) {
    const std::uint32_t mode = look_at(to, path).mode;
    if (!S_ISDIR(mode) && !S_ISLNK(mode))
        throw status_error(core::reason::invalid,
                           "what an archive has goes into a directory, and " + path + " is none");
    look_at(to, path + "/.");  // where a link leads
    const detail::work_directory place(work);
    oci::unpack(archive, place.path() / "files");
    copy_in((place.path() / "files").string() + "/.", to, path);
}

}  // namespace slipway::engine
