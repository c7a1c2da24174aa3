// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/command.hpp>
#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/import_definition.hpp>
#include <slipway/cli/detail/lower_case.hpp>
#include <slipway/cli/import_crd.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/core/status.hpp>

/// YAML that is there, as a definition in C++.
namespace slipway::cli {

inline constexpr char import_help[] =
    "usage: %s import [-f FILE]... [--name NAME] [-o FILE]\n"
    "       %s import --crd FILE [-o HEADER] [--namespace NAMESPACE]\n\n"
    "Writes a definition in C++ that renders the objects of YAML files, as they were written or as kubectl get -o yaml\n"
    "prints them; or the structs of a CustomResourceDefinition, to write its resources with.\n\n"
    "  -f, --file FILE          YAML documents, or - for the standard input (as it is without)\n"
    "  --name NAME              of the cluster, and of its namespace (the one that most objects stand in)\n"
    "  --crd FILE               the CustomResourceDefinition\n"
    "  --namespace NAMESPACE    of C++, for its structs (the name of its group)\n"
    "  -o, --output FILE        where it goes, instead of the standard output\n";

namespace detail {

/// The namespace in which most objects stand; else the only Namespace there is, or what the file is
/// called.
inline std::string cluster_name_of(const std::vector<imported>& objects, const std::string& file) {
    std::map<std::string, int> spaces;
    std::string best, only;
    for (const imported& o : objects) {
        if (o.is("Namespace")) only = only.empty() ? o.name() : "-";
        if (const std::string space = o.space(); !space.empty() && ++spaces[space] > spaces[best])
            best = space;
    }
    if (core::is_dns_label(best)) return best;
    if (core::is_dns_label(only)) return only;
    std::string stem = lower_case(file.substr(file.rfind('/') + 1));
    stem = stem.substr(0, stem.find('.'));
    for (char& c : stem)
        if (!core::is_alphanumeric(c)) c = '-';
    return core::is_dns_label(stem) ? stem : "imported";
}

}  // namespace detail

/// A program of a definition that renders the objects of these documents, the definition called
/// `name` (where it is empty: as the namespace in which most objects stand). What a server has
/// added is left out. Throws `status_error` (bad_request) with file, object and path for what
/// cannot be said.
inline std::string definition_of(const std::vector<import_source>& sources,
                                 const std::string& name = {}) {
    detail::custom_kinds custom;
    const std::vector<detail::imported> objects = detail::read_objects(sources, custom);
    std::string origin;
    for (const import_source& s : sources)
        origin +=
            (origin.empty() ? "" : ", ") + detail::clean_text(s.file.substr(s.file.rfind('/') + 1));
    if (objects.empty())
        throw core::status_error(core::reason::bad_request,
                                 origin + ": there are no objects in it");
    return detail::definition_writer(
               objects, custom,
               name.empty() ? detail::cluster_name_of(objects, sources.front().file) : name)
        .write(origin);
}

namespace detail {

/// All of a file, or of the standard input for `-`. Throws `status_error` where it cannot be read.
inline import_source read_source(const std::string& file) {
    constexpr std::size_t most = 64 << 20;
    std::FILE* const from = file == "-" ? stdin : std::fopen(file.c_str(), "rb");
    if (!from)
        throw core::status_error(core::reason::not_found,
                                 "cannot read " + clean_text(file) + ": " + std::strerror(errno));
    import_source made{file == "-" ? "standard input" : file, {}};
    char block[1 << 14];
    std::size_t got = 0;
    while ((got = std::fread(block, 1, sizeof block, from)) > 0 && made.content.size() <= most)
        made.content.append(block, got);
    const int error = std::ferror(from) ? errno : 0;
    if (from != stdin) std::fclose(from);
    if (error)
        throw core::status_error(core::reason::internal_error,
                                 "cannot read " + clean_text(file) + ": " + std::strerror(error));
    if (made.content.size() > most)
        throw core::status_error(core::reason::bad_request,
                                 clean_text(file) + ": more than 64 MiB");
    return made;
}

/// `a::b`, without words of C++.
inline bool is_identifier(std::string_view s) {
    while (true) {
        const std::size_t end = s.find("::");
        const std::string_view part = s.substr(0, end);
        if (part.empty() || (part.front() >= '0' && part.front() <= '9') ||
            member_name(part) != part)
            return false;
        if (end == s.npos) return true;
        s.remove_prefix(end + 2);
    }
}

/// What `import` is told on the command line.
struct import_arguments {
    std::vector<std::string> files{};
    std::string name{}, output{}, crd{}, space{};

    /// Where the line is wrong, that is said, and an exit code given.
    std::optional<int> read(int argc, char** argv) {
        for (int i = 2; i < argc; ++i) {
            const std::string_view word = argv[i];
            std::string_view value;
            bool missing = false;
            std::string file;
            std::string* to = nullptr;
            if (takes_value("--file", "-f", argc, argv, i, value, missing)) to = &file;
            else if (takes_value("--output", "-o", argc, argv, i, value, missing)) to = &output;
            else if (takes_value("--name", {}, argc, argv, i, value, missing)) to = &name;
            else if (takes_value("--crd", {}, argc, argv, i, value, missing)) to = &crd;
            else if (takes_value("--namespace", {}, argc, argv, i, value, missing)) to = &space;
            else return complain(argv, "unknown option", word);
            if (missing || value.empty()) return complain(argv, "a value is missing after", word);
            *to = value;
            if (to == &file) files.push_back(file);
        }
        if (!name.empty() && !core::is_dns_label(name))
            return complain(argv, "a name is at most 63 lower case letters, digits and dashes, not",
                            name);
        if (!crd.empty() && !files.empty())
            return complain(argv, "this does not go with --crd:", "--file");
        if (!crd.empty() && !name.empty())
            return complain(argv, "this does not go with --crd:", "--name");
        if (!space.empty() && !is_identifier(space))
            return complain(argv, "a namespace of C++ is a name, or several with :: between, not",
                            space);
        if (crd.empty() && !space.empty())
            return complain(argv, "this goes with --crd only:", "--namespace");
        return std::nullopt;
    }
};

}  // namespace detail

/// The command `import`: argv[2] and on are its options.
inline int import_command(int argc, char** argv) {
    detail::import_arguments options;
    if (const auto wrong = options.read(argc, argv)) return *wrong;
    if (options.files.empty()) options.files.push_back("-");
    return detail::guarded(argv[0], [&] {
        if (!options.crd.empty())
            return detail::write_out(
                structs_of_crd(detail::read_source(options.crd), options.space), options.output,
                argv[0]);
        std::vector<import_source> sources;
        for (const std::string& file : options.files) sources.push_back(detail::read_source(file));
        return detail::write_out(definition_of(sources, options.name), options.output, argv[0]);
    });
}

}  // namespace slipway::cli
