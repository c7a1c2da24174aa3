// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include <unistd.h>

#include <slipway/oci/detail/extract.hpp>
#include <slipway/oci/detail/inflate.hpp>
#include <slipway/oci/detail/read_ahead.hpp>
#include <slipway/oci/unpack_types.hpp>

namespace slipway::oci {

namespace detail {

/// The plain tar, counted against the limit and hashed on its way.
inline byte_source metered(byte_source source, std::shared_ptr<hasher> hash, std::uint64_t limit) {
    return [source = std::move(source), hash = std::move(hash),
            left = std::make_shared<std::uint64_t>(limit),
            limit](std::span<char> into) -> std::size_t {
        const std::size_t n = source(into);
        if (n > *left)
            throw status_error(
                core::reason::request_entity_too_large,
                "the layer has more than " + std::to_string(limit) + " bytes unpacked");
        *left -= n;
        hash->update(std::string_view(into.data(), n));
        return n;
    };
}

inline unpacked_layer unpack_into(byte_source source, const std::filesystem::path& directory,
                                  const unpack_options& options) {
    file_handle root(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) fail_errno("cannot open " + directory.string());
    auto hash = std::make_shared<hasher>(options.diff_id.algorithm());
    byte_source inflated = inflate(source, "the layer", options.more_compressions);
    if (options.reads_ahead) inflated = read_ahead(std::move(inflated));
    const byte_source plain = metered(std::move(inflated), hash, options.limits.bytes);
    archive_reader tar(plain);
    tar.check(archive_read_support_format_tar(tar.get()));
    tar.open();
    extractor files(std::move(root), options);
    archive_entry* entry = nullptr;
    while (tar.check(archive_read_next_header(tar.get(), &entry)) != ARCHIVE_EOF)
        files.take(tar, entry);
    unpacked_layer made = files.finish();
    const auto ignore = [](std::string_view) {};
    drain(plain, ignore);  // what stands behind the end of the archive counts for the digest
    drain(source, ignore);
    made.diff_id = hash->finish();
    if (!options.diff_id.empty() && made.diff_id != options.diff_id)
        throw status_error(core::reason::invalid,
                           "the layer is not the one that the image names: its plain digest is " +
                               made.diff_id.str() + ", not " + options.diff_id.str());
    return made;
}

}  // namespace detail

/// Unpacks a layer (tar; plain, gzip or zstd) into `directory`, which must not exist yet and
/// appears only when all of it is there and its digest is right: the work is done in a hidden
/// directory beside it, then renamed. Throws `status_error`: invalid for what is no good layer or
/// leads out of the directory, request_entity_too_large over the limits, already_exists.
inline unpacked_layer unpack(byte_source source, const std::filesystem::path& directory,
                             const unpack_options& options = {}) {
    std::string work =
        (directory.parent_path() / ("." + directory.filename().string() + ".XXXXXX")).string();
    if (!::mkdtemp(work.data()))
        detail::fail_errno("cannot make a directory beside " + directory.string());
    struct cleaner {
        const std::string& path;
        bool done = false;
        ~cleaner() {
            if (done) return;
            try {
                remove_tree(path);
            } catch (const status_error&) {  // the first failure is the one to report
            }
        }
    } clean{work};
    if (::chmod(work.c_str(), 0755) != 0) detail::fail_errno("cannot set the mode of " + work);
    unpacked_layer made = detail::unpack_into(std::move(source), work, options);
    if (::rename(work.c_str(), directory.c_str()) != 0) {
        if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR)
            throw status_error(core::reason::already_exists,
                               directory.string() + " exists already");
        detail::fail_errno("cannot rename " + work + " to " + directory.string());
    }
    clean.done = true;
    return made;
}

/// Lays a layer over the tree that is in `directory`: what its whiteouts name is removed. For image
/// file systems without overlayfs; the directory is half-done when this throws.
inline unpacked_layer unpack_over(byte_source source, const std::filesystem::path& directory,
                                  unpack_options options = {}) {
    options.whiteouts = whiteout_form::apply;
    return detail::unpack_into(std::move(source), directory, options);
}

}  // namespace slipway::oci
