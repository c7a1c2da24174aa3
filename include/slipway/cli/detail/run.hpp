// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/report.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli {

namespace detail {

inline void print_with_comments(const dsl::rendered& cluster) {
    for (std::size_t i = 0; i < cluster.document_count; ++i) {
        const dsl::rendered_object& o = cluster.documents[i];
        std::printf("%s# %s:%d: %.*s %.*s\n", i ? "---\n" : "", o.file, o.line,
                    static_cast<int>(o.kind.size()), o.kind.data(), static_cast<int>(o.name.size()),
                    o.name.data());
        put(o.yaml, stdout);
    }
}

inline int tool(const dsl::rendered& cluster, int argc, char** argv) {
    if (run_tool) return run_tool(cluster, argc, argv);
    std::fprintf(
        stderr,
        "%s: built without this; link slipway::up, or include <slipway/cli/tools.hpp> in one of its sources\n",
        argv[0]);
    return failure;
}

inline int render(const dsl::rendered& cluster, int argc, char** argv) {
    bool json = false, comments = false;
    for (int i = 2; i < argc; ++i) {
        const std::string_view word = argv[i];
        std::string_view value;
        bool missing = false;
        if (word == "--comments") comments = true;
        else if (word.starts_with("--directory") || word.starts_with("--as"))
            return tool(cluster, argc, argv);
        else if (!takes_value("--output", "-o", argc, argv, i, value, missing))
            return complain(argv, "unknown option", word);
        else if (missing) return complain(argv, "a value is missing after", word);
        else if (value != "yaml" && value != "json")
            return complain(argv, "the output is yaml or json, not", value);
        else json = value == "json";
    }
    if (json && comments) return complain(argv, "JSON has no comments:", "--comments");
    if (comments) print_with_comments(cluster);
    else put(json ? cluster.json : cluster.yaml, stdout);
    return printed();
}

inline void tell_all(const dsl::rendered& cluster, std::FILE* to) {
    for (std::size_t i = 0; i < cluster.finding_count; ++i) report_text(cluster.findings[i], to);
}

inline void summarize(const dsl::rendered& cluster, std::size_t errors) {
    const std::size_t warnings = cluster.finding_count - errors;
    std::printf("%.*s: %zu object%s, ", static_cast<int>(cluster.name.size()), cluster.name.data(),
                cluster.objects, cluster.objects == 1 ? "" : "s");
    if (!cluster.finding_count) std::printf("nothing wrong\n");
    else
        std::printf("%zu error%s, %zu warning%s\n", errors, errors == 1 ? "" : "s", warnings,
                    warnings == 1 ? "" : "s");
}

inline int check(const dsl::rendered& cluster, int argc, char** argv) {
    std::string_view format = "text";
    bool strict = false;
    for (int i = 2; i < argc; ++i) {
        const std::string_view word = argv[i];
        bool missing = false;
        if (word == "--strict") strict = true;
        else if (!takes_value("--output", "-o", argc, argv, i, format, missing))
            return complain(argv, "unknown option", word);
        else if (missing) return complain(argv, "a value is missing after", word);
    }
    const std::size_t errors = count_errors(cluster);
    if (format == "json") report_json(cluster, stdout);
    else if (format == "sarif") report_sarif(cluster, stdout);
    else if (format == "github")
        for (std::size_t i = 0; i < cluster.finding_count; ++i)
            report_github(cluster.findings[i], stdout);
    else if (format == "text") tell_all(cluster, stdout), summarize(cluster, errors);
    else return complain(argv, "the output is text, json, sarif or github, not", format);
    const int written = printed();
    if (written != success) return written;
    return errors || (strict && cluster.finding_count) ? has_findings : success;
}

SLIPWAY_INLINE bool needs_cluster(int argc, char** argv) {
    return facts_of(command_of(argc, argv)).needs_cluster;
}

/// Which command the help is about; itself where it is about none.
inline std::string_view helped(int argc, char** argv) {
    return argv[1] == std::string_view("help") && argc > 2 ? argv[2] : argv[1];
}

inline int help(int argc, char** argv) {
    const std::string_view about = helped(argc, argv);
    if (facts_of(about).is_tool) return tool({}, argc, argv);
    const char* text = help_of(about);
    if (!text) return complain(argv, "unknown command", about);
    std::printf(text, argv[0], argv[0]);
    return printed();
}

SLIPWAY_INLINE int tell(const dsl::mistake& m, const char* program) {
    std::fprintf(stderr, "%s: %s\n", program, m.what());
    return has_findings;
}

}  // namespace detail

SLIPWAY_INLINE int run(const dsl::rendered& cluster, int argc, char** argv) {
    const std::string_view command = detail::command_of(argc, argv);
    if (command == "help") return detail::help(argc, argv);
    if (command == "--version") {
        std::printf("slipway %s, Kubernetes %s\n", version, kubernetes_version);
        return detail::printed();
    }
    if (command == "check") return detail::check(cluster, argc, argv);
    if (detail::needs_cluster(argc, argv)) detail::tell_all(cluster, stderr);
    if (command == "render") return detail::render(cluster, argc, argv);
    if (command == "up") {
        if (up) return up(cluster, argc, argv);
        std::fprintf(
            stderr,
            "%s: built without 'up'; link slipway::up, or include <slipway/cli/up.hpp> in one of its sources\n",
            argv[0]);
        return failure;
    }
    if (detail::facts_of(command).is_tool) return detail::tool(cluster, argc, argv);
    if (command.empty()) {
        std::fprintf(stderr, detail::general_help, argv[0]);
        return wrong_usage;
    }
    if (command.starts_with('-'))
        return detail::complain(argv, "the command, such as render, comes before its options, not",
                                command);
    return detail::complain(argv, "unknown command", command);
}

namespace detail {

/// Where the cluster has parameters, they and the definition are told to the commands.
inline int run_checking(const dsl::Cluster& cluster, dsl::Cluster (*definition)(dsl::parameters&),
                        const dsl::parameters* told, int argc, char** argv) {
    if (!needs_cluster(argc, argv)) return cli::run(dsl::rendered{}, argc, argv);
    const dsl::rendering checked(cluster);
    dsl::rendered text = checked.get();
    text.definition = definition;
    text.told = told;
    const std::string_view command = command_of(argc, argv);
    if (count_errors(text) && command != "check" &&
        command != "graph") {  // which show what is wrong
        tell_all(text, stderr);
        return has_findings;
    }
    return cli::run(text, argc, argv);
}

}  // namespace detail

SLIPWAY_INLINE int run(const dsl::Cluster& cluster, int argc, char** argv) {
    return detail::run_checking(cluster, nullptr, nullptr, argc, argv);
}

namespace detail {

SLIPWAY_INLINE int run_unchecked(dsl::Cluster (*definition)(), int argc, char** argv) {
    if (command_of(argc, argv) == "check")
        std::fprintf(stderr, "%s: more objects than the compiler checks; they are checked now\n",
                     argv[0]);
    return slipway::run(definition, argc, argv);
}

/// `what` is a cluster, or what was recorded of one.
template <class What>
int run_found(const What& what, const dsl::findings& found, int argc, char** argv) {
    if (!needs_cluster(argc, argv)) return cli::run(dsl::rendered{}, argc, argv);
    const dsl::rendering text(what, found);
    return cli::run(text.get(), argc, argv);
}
SLIPWAY_INLINE int run_checked(const dsl::Cluster& cluster, const dsl::findings& found, int argc,
                               char** argv) {
    return run_found(cluster, found, argc, argv);
}
SLIPWAY_INLINE int run_recorded(const dsl::detail::reels& recorded, const dsl::findings& found,
                                int argc, char** argv) {
    return run_found(recorded, found, argc, argv);
}

/// The command line without `--set NAME=VALUE`, which is taken out of it.
class settings {
public:
    settings(int argc, char** argv) {
        for (int i = 0; i < argc; ++i) {
            std::string_view value;
            bool missing = false;
            if (i == 0 || !takes_value("--set", {}, argc, argv, i, value, missing)) {
                words_.push_back(argv[i]);
            } else if (missing || value.find('=') == value.npos || value.starts_with('=')) {
                wrong_ = value;
            } else {
                given_.push_back(
                    {value.substr(0, value.find('=')), value.substr(value.find('=') + 1)});
            }
        }
        words_.push_back(nullptr);
    }
    int argc() const { return static_cast<int>(words_.size()) - 1; }
    char** argv() { return words_.begin(); }
    const core::list<dsl::argument>& given() const { return given_; }
    /// What stands behind `--set` and is no setting.
    const std::optional<std::string_view>& wrong() const { return wrong_; }

private:
    core::list<char*> words_;
    core::list<dsl::argument> given_;
    std::optional<std::string_view> wrong_{};
};

inline void print_parameters(const dsl::parameters& in) {
    if (in.asked().empty()) return;
    std::printf("\nParameters of the definition, set by --set NAME=VALUE:\n\n");
    for (const dsl::parameter& p : in.asked()) {
        std::printf("  %s (%s; %s)\n      %s", p.name.c_str(), p.type.c_str(), p.standard.c_str(),
                    p.help.c_str());
        if (!p.variable.empty()) std::printf(" [%s]", p.variable.c_str());
        std::printf("\n");
    }
}

/// A parameter that nobody has asked for is a misspelled one.
inline int complain_unknown(const dsl::parameters& in, const dsl::argument& a,
                            const char* program) {
    dsl::nearest near(a.name);
    for (const dsl::parameter& p : in.asked()) near.offer(p.name);
    std::fprintf(stderr, "%s: the definition has no parameter '%s'; ", program, a.name.c_str());
    if (near.is_close() || in.asked().empty()) {
        const dsl::words hint = near.hint();
        std::fprintf(stderr, "%.*s\n", static_cast<int>(hint.size), hint.characters);
        return wrong_usage;
    }
    const char* before = in.asked().size() == 1 ? "there is " : "there are ";
    for (const dsl::parameter& p : in.asked()) {
        std::fprintf(stderr, "%s%s", before, p.name.c_str());
        before = ", ";
    }
    std::fputc('\n', stderr);
    return wrong_usage;
}

SLIPWAY_INLINE int run_with_parameters(dsl::Cluster (*definition)(dsl::parameters&), int argc,
                                       char** argv) {
    settings words(argc, argv);
    if (words.wrong()) return complain(argv, "--set takes NAME=VALUE, not", *words.wrong());
    try {
        dsl::parameters in(words.given(),
                           [](const char* name) -> const char* { return std::getenv(name); });
        const dsl::Cluster cluster = definition(in);
        for (const dsl::argument& a : in.given())
            if (!in.knows(a.name)) return complain_unknown(in, a, argv[0]);
        const int result = run_checking(cluster, definition, &in, words.argc(), words.argv());
        if (result != success || command_of(words.argc(), words.argv()) != "help") return result;
        const command_facts about = facts_of(helped(words.argc(), words.argv()));
        if (about.name.empty() || about.needs_cluster || about.name == "help") print_parameters(in);
        return printed();
    } catch (const dsl::mistake& m) {
        return tell(m, argv[0]);
    }
}

}  // namespace detail

}  // namespace slipway::cli
