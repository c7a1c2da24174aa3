// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/run.hpp>

namespace slipway::cli {

namespace detail {

inline constexpr char general_help[] =
    "usage: %s COMMAND [OPTION...]\n\n"
    "A Kubernetes cluster defined in C++.\n\n"
    "  render    print the objects, for kubectl apply -f -\n"
    "  check     say what is wrong with the definition\n"
    "  up        run the cluster on this machine, until Ctrl-C\n"
    "  help      print this, or the options of a command: help COMMAND\n\n"
    "Exit codes: 0 success, 1 failure, 2 wrong usage, 3 something is wrong with the definition, 4 not ready in time.\n";
inline constexpr char render_help[] =
    "usage: %s render [-o yaml|json]\n\n"
    "Prints all objects: YAML documents, or with -o json a List.\n\n"
    "  -o, --output FORMAT   yaml (as it is without) or json\n";
inline constexpr char check_help[] =
    "usage: %s check\n\n"
    "Prints a line for each finding: its place, what is wrong, and what was probably meant.\n"
    "Exits with 3 when there are any. The compiler refuses the same ones in a constexpr definition.\n";
inline constexpr char up_help[] =
    "usage: %s up [OPTION...]\n\n"
    "Runs the cluster in this program: API server, controllers, nodes with real containers, services.\n"
    "Ends with SIGINT (Ctrl-C) or SIGTERM, and removes all that it made.\n\n"
    "  --kubeconfig FILE   where the credentials for kubectl go (NAME.kubeconfig; mode 0600)\n"
    "  --runtime NAME      linux, process or memory (the strongest that works here)\n"
    "  --images DIRECTORY  an OCI image layout, from which images are pulled\n"
    "  --port PORT         of the API on 127.0.0.1 (a free one)\n"
    "  --for DURATION      ends by itself after that, such as 90s or 1h\n"
    "  --until-ready       ends when everything is ready\n"
    "  --timeout DURATION  how long everything may take to be ready (5m); then the exit code is 4\n"
    "  -q, --quiet         prints no progress\n";

/// Null for what is no command.
inline const char* help_of(std::string_view command) {
    if (command == "render") return render_help;
    if (command == "check") return check_help;
    if (command == "up") return up_help;
    return command.empty() || command == "help" || command.starts_with("-") ? general_help : nullptr;
}

inline int complain(const char* program, std::string_view what, std::string_view word) {
    std::fprintf(stderr, "%s: %.*s '%.*s'", program, static_cast<int>(what.size()), what.data(), static_cast<int>(word.size()), word.data());
    if (what == "unknown command") {
        dsl::nearest near(word);
        for (std::string_view known : {"render", "check", "up", "help"}) near.offer(known);
        const dsl::words hint = near.hint();
        if (near.is_close()) std::fprintf(stderr, "; %.*s", static_cast<int>(hint.size), hint.characters);
    }
    std::fprintf(stderr, "\n%s --help tells what there is\n", program);
    return wrong_usage;
}

/// Success only if all that was printed has been written.
inline int printed() {
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return success;
    std::perror("cannot write");
    return failure;
}

inline int render(const dsl::rendered& cluster, int argc, char** argv) {
    bool json = false;
    for (int i = 2; i < argc; ++i) {
        std::string_view word = argv[i];
        if ((word == "-o" || word == "--output") && i + 1 == argc) return complain(argv[0], "a value is missing after", word);
        if (word == "-o" || word == "--output") word = argv[++i];
        else if (word.starts_with("-o=")) word.remove_prefix(3);
        else if (word.starts_with("--output=")) word.remove_prefix(9);
        else return complain(argv[0], "unknown option", word);
        if (word != "yaml" && word != "json") return complain(argv[0], "the output is yaml or json, not", word);
        json = word == "json";
    }
    const std::string_view all = json ? cluster.json : cluster.yaml;
    std::fwrite(all.data(), 1, all.size(), stdout);
    return printed();
}

inline int check(const dsl::rendered& cluster, int argc, char** argv) {
    if (argc > 2) return complain(argv[0], "unknown option", argv[2]);
    std::printf("%.*s: %zu object%s, nothing wrong\n", static_cast<int>(cluster.name.size()), cluster.name.data(), cluster.objects, cluster.objects == 1 ? "" : "s");
    return printed();
}

/// A line for each finding.
inline void tell(const dsl::findings& found, std::FILE* to) {
    for (unsigned i = 0; i < found.size(); ++i) {
        const dsl::finding& f = found.kept[i];
        std::fprintf(to, "line %d: %s: %s", f.line, f.where.characters, dsl::sentence_of(f.what));
        if (f.value.size) std::fprintf(to, ": %s", f.value.characters);
        if (f.hint.size) std::fprintf(to, "; %s", f.hint.characters);
        std::fprintf(to, "\n");
    }
    if (found.count > found.size()) std::fprintf(to, "and %u more\n", found.count - found.size());
}

/// What is asked for: `help` also where it is asked for behind another command.
inline std::string_view command_of(int argc, char** argv) {
    const std::string_view command = argc > 1 ? argv[1] : "";
    const std::string_view last = argc > 2 ? argv[argc - 1] : "";
    return command == "--help" || command == "-h" || last == "--help" || last == "-h" ? "help" : command;
}
inline bool needs_cluster(int argc, char** argv) {
    const std::string_view command = command_of(argc, argv);
    return command == "render" || command == "check" || command == "up";
}

inline int help(int argc, char** argv) {
    const std::string_view about = argv[1] == std::string_view("help") && argc > 2 ? argv[2] : argv[1];
    const char* text = help_of(about);
    if (!text) return complain(argv[0], "unknown command", about);
    std::printf(text, argv[0]);
    return printed();
}

}  // namespace detail

inline int run(const dsl::rendered& cluster, int argc, char** argv) {
    const std::string_view command = detail::command_of(argc, argv);
    if (command == "help") return detail::help(argc, argv);
    if (command == "--version") {
        std::printf("slipway %s, Kubernetes %s\n", version, kubernetes_version);
        return detail::printed();
    }
    if (command == "render") return detail::render(cluster, argc, argv);
    if (command == "check") return detail::check(cluster, argc, argv);
    if (command == "up") {
        if (up) return up(cluster, argc, argv);
        std::fprintf(stderr, "%s: built without 'up'; link slipway::up, or include <slipway/cli/up.hpp> in one of its sources\n", argv[0]);
        return failure;
    }
    if (command.empty()) {
        std::fprintf(stderr, detail::general_help, argv[0]);
        return wrong_usage;
    }
    return detail::complain(argv[0], "unknown command", command);
}

inline int run(const dsl::Cluster& cluster, int argc, char** argv) {
    if (!detail::needs_cluster(argc, argv)) return run(dsl::rendered{}, argc, argv);
    const dsl::findings found = dsl::check(cluster);
    if (!found.empty()) {
        detail::tell(found, detail::command_of(argc, argv) == "check" ? stdout : stderr);
        return has_findings;
    }
    dsl::output all;
    const dsl::detail::text_sizes sizes = dsl::detail::render_all(cluster, all);
    return run(dsl::detail::cut(all.view(), sizes), argc, argv);
}

}  // namespace slipway::cli
