// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/engine/build_context.hpp>
#include <slipway/engine/detail/build_download.hpp>
#include <slipway/engine/detail/build_repository.hpp>
#include <slipway/engine/detail/build_sources.hpp>
#include <slipway/engine/detail/temporary_directory.hpp>
#include <slipway/oci/git_address.hpp>
#include <slipway/oci/is_archive.hpp>
#include <slipway/oci/unpack.hpp>

namespace slipway::engine::detail {

/// Names for what a build has on the way.
class build_scratch {
public:
    /// One that nobody has.
    std::filesystem::path next() {
        if (!directory_) directory_.emplace();
        return directory_->path() / std::to_string(++last_);
    }

private:
    std::optional<build_directory> directory_;
    unsigned last_ = 0;
};

/// How COPY and ADD take their sources.
struct input_options {
    bool adds = false;          ///< archives are unpacked, addresses and repositories fetched
    bool parents = false;       ///< with the directories on their way
    bool to_directory = false;  ///< what is fetched needs a name
    bool keep_git_directory = false;
    std::string checksum{};  ///< of what is fetched, or its commit; empty: any
};

/// What COPY and ADD take from outside of the image: files of the build's directory, what is in
/// archives there, and what is fetched.
class build_inputs {
public:
    build_inputs(const build_context& context, const net::http_client_options& downloads,
                 build_scratch& scratch)
        : context_(context), downloads_(downloads), scratch_(scratch) {}

    /// Throws `status_error`.
    std::vector<copy_source> find(const std::vector<std::string>& patterns,
                                  const input_options& how = {}) const {
        std::vector<copy_source> made;
        const build_view files =
            context_.directory.empty()
                ? build_view()
                : build_view({context_.directory}, oci::extended_attributes::leave);
        const build_sources finder(files, context_.ignored, "the build's directory");
        for (const auto& pattern : patterns) {
            const auto repository = how.adds ? oci::git_address::try_parse(pattern) : std::nullopt;
            if (repository) {
                made.push_back(fetch(*repository, how));
                continue;
            }
            if (how.adds && (pattern.starts_with("http://") || pattern.starts_with("https://"))) {
                made.push_back(download(pattern, how.to_directory, how.checksum));
                continue;
            }
            if (context_.directory.empty())
                throw status_error(
                    core::reason::invalid,
                    "\"" + pattern + "\" cannot be copied: the build has no directory");
            const std::size_t before = made.size();
            if (how.parents) finder.add_with_parents(pattern, made);
            else finder.add(pattern, made);
            for (std::size_t i = before; how.adds && i < made.size(); ++i) unpack_archive(made[i]);
        }
        return made;
    }

private:
    copy_source download(const std::string& address, bool to_directory,
                         const std::string& checksum) const {
        const auto file = scratch_.next();
        std::string name = to_directory ? download_address::parse(address).file_name() : "download";
        const oci::digest actual = build_download(downloads_, file).run(address);
        if (!checksum.empty() && oci::digest::parse(checksum) != actual)
            throw status_error(core::reason::invalid,
                               "what came from " + address +
                                   " is not what --checksum says: its digest is " + actual.str());
        auto entry = oci::file_entry_of(file);
        entry->mode = 0600;  // Docker, "Dockerfile reference", "ADD"
        return {std::move(name), *std::move(entry), {}};
    }

    /// What git has of a file is whether it may be run; the rest depends on who fetches it.
    copy_source fetch(const oci::git_address& from, const input_options& how) const {
        const auto directory = scratch_.next();
        const std::string commit = build_repository(from, directory).run(how.keep_git_directory);
        if (!how.checksum.empty() && (how.checksum.size() < 7 || !commit.starts_with(how.checksum)))
            throw status_error(core::reason::invalid,
                               "what came from " + from.shown() +
                                   " is not what --checksum says: its commit is " + commit);
        const build_view files({directory});
        const oci::dockerignore nothing;
        std::vector<copy_source> found;
        build_sources(files, nothing, "the git repository " + from.shown())
            .add(build_sources::pattern_of('/' + from.directory), found);
        copy_source made = std::move(found.front());
        const auto dress = [](oci::file_entry& e) {
            e.mode = e.kind == oci::file_kind::directory || (e.mode & 0100) != 0 ? 0755 : 0644;
        };
        dress(made.entry);
        for (auto& [path, entry] : made.files) dress(entry);
        return made;
    }

    /// A local archive becomes the files in it.
    void unpack_archive(copy_source& source) const {
        if (source.entry.kind != oci::file_kind::file ||
            !oci::is_archive(oci::read_from_file(source.entry.source)))
            return;
        const auto directory = scratch_.next();
        oci::unpack(oci::read_from_file(source.entry.source), directory,
                    {.whiteouts = oci::whiteout_form::apply, .more_compressions = true});
        const build_view files({directory});
        const oci::dockerignore nothing;
        std::vector<copy_source> found;
        build_sources(files, nothing, source.name).add("/", found);
        source = std::move(found.front());
        source.keeps_owners = true;
    }

    const build_context& context_;
    const net::http_client_options& downloads_;
    build_scratch& scratch_;
};

}  // namespace slipway::engine::detail
