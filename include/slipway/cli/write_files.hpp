// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/helm_chart.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/cli/written_file.hpp>

/// `render --directory`: a definition as files for other tools.
namespace slipway::cli {

enum class layout { files, kustomize, helm };

/// The files of a definition, in the order in which their objects can be created.
inline std::vector<written_file> files_of(const dsl::rendered& cluster, layout as) {
    if (as == layout::helm) return detail::helm_chart(cluster).files();
    std::vector<written_file> made;
    detail::file_names names;
    std::string listed;
    for (std::size_t i = 0; i < cluster.document_count; ++i) {
        const dsl::rendered_object& o = cluster.documents[i];
        made.push_back({names.of(o), std::string(o.yaml)});
        listed += "- " + made.back().path + "\n";
    }
    if (as == layout::kustomize)
        made.push_back(
            {"kustomization.yaml",
             "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n" +
                 listed});
    return made;
}

namespace detail {

inline int cannot_write(const char* program, const std::filesystem::path& path,
                        const std::string& why) {
    std::fprintf(stderr, "%s: cannot write %s: %s\n", program, path.c_str(), why.c_str());
    return failure;
}

/// The YAML files beside those that were written: of objects that are no longer defined, or
/// somebody else's. Values of charts are nobody's object.
inline std::set<std::string> others_beside(const std::filesystem::path& directory,
                                           const std::vector<written_file>& files, layout as) {
    std::set<std::string> made;
    std::set<std::filesystem::path> places;
    for (const written_file& f : files) places.insert(std::filesystem::path(f.path).parent_path());
    if (as == layout::helm) places.erase(std::filesystem::path());
    for (const std::filesystem::path& place : places) {
        std::error_code wrong;
        for (std::filesystem::directory_iterator at(directory / place, wrong), end;
             !wrong && at != end; at.increment(wrong)) {
            const std::filesystem::path& found = at->path();
            if (found.extension() == ".yaml" || found.extension() == ".yml")
                made.insert((place / found.filename()).string());
        }
    }
    for (const written_file& f : files) made.erase(f.path);
    return made;
}

/// kubectl apply -f and helm would take them for part of the definition; a kustomization lists its
/// own.
inline void tell_of_others(const char* program, const std::filesystem::path& directory,
                           const std::vector<written_file>& files, layout as) {
    const std::set<std::string> others = others_beside(directory, files, as);
    if (others.empty()) return;
    std::fprintf(stderr, "%s: %s has files that are not of this definition, or no longer:", program,
                 directory.c_str());
    std::size_t told = 0;
    for (const std::string& name : others) {
        if (told == 10) {
            std::fprintf(stderr, " and %zu more", others.size() - told);
            break;
        }
        std::fprintf(stderr, "%s %s", told++ ? "," : "", clean_text(name).c_str());
    }
    std::fputc('\n', stderr);
}

/// Files that are there and are not ours stay; one of ours is replaced as a whole.
inline int write_all(const char* program, const std::filesystem::path& directory,
                     const std::vector<written_file>& files) {
    for (const written_file& f : files) {
        const std::filesystem::path path = directory / f.path, fresh = path.string() + ".new";
        std::error_code wrong;
        std::filesystem::create_directories(path.parent_path(), wrong);
        if (wrong) return cannot_write(program, path.parent_path(), wrong.message());
        std::ofstream out(fresh, std::ios::binary);
        out << f.content;
        out.close();
        if (!out) return cannot_write(program, fresh, std::strerror(errno));
        std::filesystem::rename(fresh, path, wrong);
        if (wrong) return cannot_write(program, path, wrong.message());
    }
    std::printf("%zu files in %s\n", files.size(), directory.c_str());
    return printed();
}

}  // namespace detail

inline int render_command(const dsl::rendered& cluster, int argc, char** argv) {
    std::string_view directory, as = "files";
    for (int i = 2; i < argc; ++i) {
        const std::string_view word = argv[i];
        bool missing = false;
        if (!detail::takes_value("--directory", {}, argc, argv, i, directory, missing) &&
            !detail::takes_value("--as", {}, argc, argv, i, as, missing))
            return detail::complain(argv, "this does not go with --directory:", word);
        if (missing) return detail::complain(argv, "a value is missing after", word);
    }
    if (directory.empty()) return detail::complain(argv, "--directory is missing beside", "--as");
    const std::optional<layout> how = as == "files"       ? std::optional(layout::files)
                                      : as == "kustomize" ? std::optional(layout::kustomize)
                                      : as == "helm"      ? std::optional(layout::helm)
                                                          : std::nullopt;
    if (!how) return detail::complain(argv, "--as takes files, kustomize or helm, not", as);
    const std::vector<written_file> files = files_of(cluster, *how);
    const int code = detail::write_all(argv[0], directory, files);
    if (code == success && *how != layout::kustomize)
        detail::tell_of_others(argv[0], directory, files, *how);
    return code;
}

}  // namespace slipway::cli
