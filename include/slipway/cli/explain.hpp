// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/api/description.hpp>
#include <slipway/api/group_version.hpp>
#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/explain_names.hpp>
#include <slipway/cli/detail/explain_path.hpp>
#include <slipway/cli/detail/lower_case.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/version.hpp>

namespace slipway::cli {

inline constexpr char explain_help[] =
    "usage: %s explain KIND[.FIELD...] [OPTION...]\n\n"
    "Tells what a kind is and what its fields mean, or a field of it, such as deployment.spec.template.spec.containers.\n"
    "The kind may be written as kubectl takes it: Deployment, deployments, deploy.\n\n"
    "  --recursive            the fields of the fields too, as a list without the sentences\n"
    "  --api-version VERSION  where a kind is in several, such as autoscaling/v1\n";

namespace detail {

/// The official text on a kind: its place in the API reference of this release.
inline std::string reference_of(const api::resource& r) {
    const std::string_view release = kubernetes_version;  // v1.35.0
    std::string group = r.group.empty() ? "core" : std::string(r.group);
    std::replace(group.begin(), group.end(), '.', '-');
    return "https://kubernetes.io/docs/reference/generated/kubernetes-api/" +
           std::string(release.substr(0, release.rfind('.'))) + "/#" + lower_case(r.kind) + '-' +
           std::string(r.version) + '-' + group;
}

inline std::string heading(const explained& e) {
    std::string names, others;
    each_name(*e.kind, [&](std::string_view name) {
        names += (names.empty() ? "" : ", ") + std::string(name);
    });
    for (const api::resource* r : e.others)
        others += (others.empty() ? "" : ", ") + api::group_version(*r);
    std::string made = "KIND:         " + std::string(e.kind->kind) +
                       "\nAPI VERSION:  " + api::group_version(*e.kind) +
                       (others.empty() ? "" : " (also in " + others + ", with --api-version)") +
                       "\nNAMES:        " + names + "\nREFERENCE:    " + reference_of(*e.kind) +
                       '\n';
    if (!e.field) return made;
    const std::string marks = marks_of(*e.field);
    return made + "\nFIELD:        " + e.path + " <" + type_name(*e.owner, *e.field) + '>' +
           (marks.empty() ? "" : " " + marks) + '\n';
}

/// A sentence in lines that begin with an indent, and end before the 100th column where words allow
/// it.
inline std::string indented(std::string_view sentence, std::string_view indent) {
    constexpr std::size_t columns = 100;
    std::string made;
    while (!sentence.empty()) {
        const std::size_t room = columns - indent.size();
        std::size_t end = sentence.size() <= room ? sentence.size() : sentence.rfind(' ', room);
        if (end == sentence.npos) end = std::min(sentence.find(' '), sentence.size());
        made += std::string(indent) + std::string(sentence.substr(0, end)) + '\n';
        sentence.remove_prefix(std::min(end + 1, sentence.size()));
    }
    return made;
}

/// What is said of the kind or field, under a heading of its own; nothing where nothing is said.
inline std::string description_in(const explained& e) {
    const std::string_view said =
        e.field ? api::description_of(*e.owner, e.field->name) : api::description_of(*e.kind->type);
    return said.empty() ? "" : "\nDESCRIPTION:\n" + indented(said, "  ");
}

/// One line for each field of a struct and what it means, or with `recursive` its fields too,
/// farther in, and no sentences. What holds itself is listed once on a way.
inline void list_fields(const core::type_info& type, bool recursive,
                        std::vector<const core::type_info*>& way, std::string& out) {
    const std::string indent(2 * way.size() + 2, ' ');
    std::size_t widest = 0, widest_type = 0;
    for (const core::field& f : type) {
        widest = std::max(widest, f.name.size());
        widest_type = std::max(widest_type, type_name(type, f).size() + 2);
    }
    way.push_back(&type);
    for (const core::field& f : type) {
        const std::string shown = '<' + type_name(type, f) + '>', marks = marks_of(f);
        out += indent + std::string(f.name) + std::string(widest - f.name.size() + 2, ' ') + shown;
        if (!marks.empty()) out += std::string(widest_type - shown.size() + 2, ' ') + marks;
        out += '\n';
        if (!recursive) out += indented(api::description_of(type, f.name), indent + "    ");
        if (recursive && f.type && std::find(way.begin(), way.end(), f.type) == way.end())
            list_fields(*f.type, recursive, way, out);
    }
    way.pop_back();
}

/// What `explain` is told on the command line.
struct explain_arguments {
    std::string_view what{}, api_version{};
    bool recursive = false;

    /// Where the line is wrong, that is said, and an exit code given.
    std::optional<int> read(int argc, char** argv) {
        constexpr std::string_view version = "--api-version";
        for (int i = 2; i < argc; ++i) {
            const std::string_view word = argv[i];
            if (word == "--recursive" || word == "--recursive=true") recursive = true;
            else if (word == version && i + 1 < argc) api_version = argv[++i];
            else if (word.starts_with("--api-version=") && word.size() > version.size() + 1)
                api_version = word.substr(version.size() + 1);
            else if (word.starts_with(version))
                return complain(argv, "a value is missing after", word);
            else if (word.starts_with("-")) return complain(argv, "unknown option", word);
            else if (what.empty() && !word.empty()) what = word;
            else
                return complain(argv,
                                "explain takes one kind or field, and this is one more:", word);
        }
        if (what.empty()) return complain(argv, "explain needs a kind, such as", "deployment.spec");
        return std::nullopt;
    }
};

}  // namespace detail

/// What is known of a kind or field, such as `pod.spec.containers`: a heading, what it means, and
/// the same for each of its fields; with `recursive` only the names and types of fields, but all
/// the way down. Throws `status_error` (not_found) that names what was probably meant.
inline std::string explain(std::string_view what, std::string_view api_version = {},
                           bool recursive = false) {
    const detail::explained found = detail::follow_path(what, api_version);
    std::string made = detail::heading(found) + detail::description_in(found);
    if (!found.below()) return made;
    made += "\nFIELDS:\n";
    std::vector<const core::type_info*> way;
    detail::list_fields(*found.below(), recursive, way, made);
    return made;
}

/// The command `explain`: argv[2] and on are what is asked for, and options.
inline int explain_command(int argc, char** argv) {
    detail::explain_arguments asked;
    if (const auto wrong = asked.read(argc, argv)) return *wrong;
    try {
        const std::string text = explain(asked.what, asked.api_version, asked.recursive);
        std::fwrite(text.data(), 1, text.size(), stdout);
        return detail::printed();
    } catch (const core::status_error& e) {
        std::fprintf(stderr, "%s: %s\n", argv[0], e.what());
        return wrong_usage;
    }
}

}  // namespace slipway::cli
