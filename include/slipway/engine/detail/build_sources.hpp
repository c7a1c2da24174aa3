// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/path_parts.hpp>
#include <slipway/engine/detail/build_view.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/oci/dockerignore.hpp>
#include <slipway/oci/path_pattern.hpp>
#include <slipway/oci/stream.hpp>

namespace slipway::engine::detail {

/// A file or directory that is to be copied.
struct copy_source {
    std::string name{};  ///< its last part
    oci::file_entry entry{};
    /// of a directory: what is below it, by its path from there
    std::map<std::string, oci::file_entry> files{};
    bool keeps_owners = false;  ///< it was an archive
    std::string path{};         ///< where it is, links not followed
};

/// Finds what COPY and ADD name.
class build_sources {
public:
    /// `where` is for messages: `the build's directory`.
    build_sources(const build_view& view, const oci::dockerignore& ignored, std::string where)
        : view_(view), ignored_(ignored), where_(std::move(where)) {}

    /// The pattern that matches this path and no other.
    static std::string pattern_of(const std::string& path) {
        std::string made;
        for (const char c : path)
            made += std::string_view("*?[\\").find(c) == std::string_view::npos
                        ? std::string(1, c)
                        : std::string("\\") + c;
        return made;
    }

    /// Adds what a pattern matches, sorted. Throws `status_error` (not_found), which tells whether
    /// it is left out only.
    void add(const std::string& pattern, std::vector<copy_source>& to) const {
        int depth = 0;
        for (const auto& part : core::path_parts(pattern)) {
            depth += part == ".." ? -1 : 1;
            if (depth < 0)
                throw status_error(core::reason::invalid,
                                   "\"" + pattern + "\" leads out of " + where_);
        }
        const oci::path_pattern wanted(clean(pattern));
        if (!wanted.has_wildcards()) {
            const std::string path = wanted.literal();
            const auto found = view_.find(path);
            if (!found) none(pattern, false);
            if (!path.empty() && (ignored_.ignores(path) || ignored_.ignores(found->path)) &&
                !has_anything(*found))
                none(pattern, true);
            return to.push_back(source(*found, path.substr(path.rfind('/') + 1), path));
        }
        bool hidden = false;
        const std::size_t before = to.size();
        match(wanted, view_.root(), to, hidden);
        if (to.size() == before) none(pattern, hidden);
    }

    /// The same with the directories on its way, from the root on or from what stands before `/./`:
    /// as one directory that has nothing else in it (Docker, "COPY --parents").
    void add_with_parents(const std::string& pattern, std::vector<copy_source>& to) const {
        const std::size_t pivot = pattern.find("/./");
        const std::size_t left_out =
            pivot == pattern.npos ? 0 : core::path_parts(pattern.substr(0, pivot)).size();
        std::vector<copy_source> found;
        add(pattern, found);
        copy_source made{.entry = {.kind = oci::file_kind::directory, .mode = 0755}};
        for (const copy_source& each : found) {
            std::string whole, below;
            const auto parts = core::path_parts(each.path);
            for (std::size_t i = 0; i < parts.size(); ++i) {
                whole = join_path(whole, parts[i]);
                if (i < left_out) continue;
                below = join_path(below, parts[i]);
                if (i + 1 == parts.size()) made.files.insert_or_assign(below, each.entry);
                else if (const auto on_the_way = view_.find(whole))
                    made.files.emplace(below, on_the_way->entry);
            }
            for (const auto& [path, entry] : each.files)
                made.files.insert_or_assign(join_path(below, path), entry);
        }
        to.push_back(std::move(made));
    }

private:
    static std::string clean(const std::string& pattern) {
        std::string made;
        for (const auto& part : core::path_parts(pattern)) made = join_path(made, part);
        return made;
    }
    [[noreturn]] void none(const std::string& pattern, bool hidden) const {
        throw status_error(core::reason::not_found,
                           "there is no \"" + pattern + "\" in " + where_ +
                               (hidden ? ": .dockerignore leaves it out" : ""));
    }

    void match(const oci::path_pattern& wanted, const seen_file& in, std::vector<copy_source>& to,
               bool& hidden) const {
        for (const auto& [name, file] : view_.list(in)) {
            const bool matches = wanted.matches(file.path);
            if (matches && !ignored_.ignores(file.path)) {
                const auto followed = file.entry.kind == oci::file_kind::symlink
                                          ? view_.find(file.path)
                                          : std::optional(file);
                to.push_back(source(followed ? *followed : file, name, file.path));
                continue;
            }
            hidden = hidden || matches;
            if (file.is_directory() && !ignored_.ignores_all_below(file.path))
                match(wanted, file, to, hidden);
        }
    }

    bool has_anything(const seen_file& directory) const {
        return directory.is_directory() && !source(directory, "").files.empty();
    }

    copy_source source(const seen_file& file, std::string name, std::string path = {}) const {
        copy_source made{.name = std::move(name), .entry = file.entry, .path = std::move(path)};
        if (file.is_directory()) gather(file, "", made.files);
        return made;
    }
    /// Directories of which all is left out are left out too.
    void gather(const seen_file& directory, const std::string& below,
                std::map<std::string, oci::file_entry>& to) const {
        for (const auto& [name, file] : view_.list(directory)) {
            const std::string path = join_path(below, name);
            const bool ignored = ignored_.ignores(file.path);
            if (file.is_directory() && !(ignored && ignored_.ignores_all_below(file.path))) {
                const std::size_t before = to.size();
                gather(file, path, to);
                if (ignored && to.size() == before) continue;
            } else if (ignored) {
                continue;
            }
            to.emplace(path, file.entry);
        }
    }

    const build_view& view_;
    const oci::dockerignore& ignored_;
    std::string where_;
};

/// Takes away what `--exclude` names: of a directory by the path from there, of a file by its name.
/// What is in an archive stays.
inline void leave_out(std::vector<copy_source>& sources, const oci::dockerignore& excluded) {
    for (auto at = sources.begin(); at != sources.end();) {
        if (!at->keeps_owners && !at->name.empty() && excluded.ignores(at->name)) {
            at = sources.erase(at);
            continue;
        }
        for (auto file = at->files.begin(); file != at->files.end() && !at->keeps_owners;)
            file = excluded.ignores(file->first) ? at->files.erase(file) : std::next(file);
        ++at;
    }
}

/// Takes all that matters of a file into a hash.
inline void hash_file(oci::hasher& hash, const std::string& path, const oci::file_entry& f,
                      bool with_owner) {
    const auto word = [&](const std::string& s) {
        hash.update(std::to_string(s.size()) + ':');
        hash.update(s);
    };
    word(path);
    word(std::to_string(static_cast<int>(f.kind)) + ' ' + std::to_string(f.mode) +
         (with_owner ? ' ' + std::to_string(f.uid) + ' ' + std::to_string(f.gid) : "") + ' ' +
         std::to_string(f.device_major) + ' ' + std::to_string(f.device_minor));
    word(f.target);
    for (const auto& [name, value] : f.attributes) word(name), word(value);
    if (f.kind != oci::file_kind::file) return;
    word(std::to_string(f.source.empty() ? f.content.size() : f.size));
    if (f.source.empty()) hash.update(f.content);
    else
        oci::drain(oci::read_from_file(f.source),
                   [&](std::string_view part) { hash.update(part); });
}

inline std::string digest_of(const std::vector<copy_source>& sources) {
    oci::hasher hash;
    for (const auto& s : sources) {
        hash_file(hash, s.name, s.entry, s.keeps_owners);
        for (const auto& [path, file] : s.files) hash_file(hash, path, file, s.keeps_owners);
        hash.update("\n");
    }
    return hash.finish().str();
}

}  // namespace slipway::engine::detail
