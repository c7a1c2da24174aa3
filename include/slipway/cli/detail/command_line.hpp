// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string_view>

#include <slipway/cli/exit_code.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::cli::detail {

inline constexpr char general_help[] =
    "usage: %s COMMAND [OPTION...]\n\n"
    "A Kubernetes cluster defined in C++.\n\n"
    "  render    print the objects, for kubectl apply -f -, or write them to files\n"
    "  check     say what is wrong with the definition\n"
    "  graph     draw what selects, mounts, exposes and scales what\n"
    "  explain   tell the fields of a kind of the API\n"
    "  diff      show what apply would change in a cluster\n"
    "  apply     make a cluster as defined, and wait until it is\n"
    "  status    tell how the objects are doing in a cluster\n"
    "  wait      wait until all objects are ready\n"
    "  delete    remove the objects from a cluster\n"
    "  import    turn YAML into a definition\n"
    "  up        run the cluster on this machine, until Ctrl-C\n"
    "  help      print this, or the options of a command: help COMMAND\n\n"
    "Exit codes: 0 success, 1 failure, 2 wrong usage, 3 something is wrong with the definition, 4 not ready in time,\n"
    "5 diff has found changes.\n";
inline constexpr char render_help[] =
    "usage: %s render [-o yaml|json] [--comments]\n"
    "       %s render --directory DIRECTORY [--as files|kustomize|helm]\n\n"
    "Prints all objects: YAML documents, or with -o json a List.\n\n"
    "  -o, --output FORMAT     yaml (as it is without) or json\n"
    "  --comments              say above each document where it stands in its source\n"
    "  --directory DIRECTORY   write files there instead: a file for each object\n"
    "  --as LAYOUT             files (as it is without), kustomize (with a kustomization.yaml) or helm (a chart with values)\n";
inline constexpr char check_help[] =
    "usage: %s check [-o text|json|sarif|github] [--strict]\n\n"
    "Prints a line for each finding: its place, what is wrong, and what was probably meant.\n"
    "Exits with 3 when there are errors. The compiler refuses the same ones in a constexpr definition.\n\n"
    "  -o, --output FORMAT   text (as it is without), json, sarif (for code hosts) or github (for its annotations)\n"
    "  --strict              warnings make the exit code 3 too\n";
inline constexpr char up_help[] =
    "usage: %s up [OPTION...]\n\n"
    "Runs the cluster in this program: API server, controllers, nodes with real containers, services.\n"
    "Ends with SIGINT (Ctrl-C) or SIGTERM, and removes all that it made.\n\n"
    "  --kubeconfig FILE   where the credentials for kubectl go (NAME.kubeconfig; mode 0600)\n"
    "  --runtime NAME      linux, runc, crun, process, docker, docker:SOCKET or memory (the strongest that works here)\n"
    "  --images DIRECTORY  an OCI image layout, from which images are pulled\n"
    "  --pull              images that are not there come from their registries, with the passwords of docker login\n"
    "  --port PORT         of the API on 127.0.0.1 (a free one)\n"
    "  --for DURATION      ends by itself after that, such as 90s or 1h\n"
    "  --until-ready       ends when everything is ready\n"
    "  --timeout DURATION  how long everything may take to be ready (5m); then the exit code is 4\n"
    "  -q, --quiet         prints no progress\n";

struct command_facts {
    std::string_view name{};
    bool needs_cluster = false;  ///< asks for the definition
    bool is_tool = false;        ///< is carried out by `run_tool`
};
inline constexpr command_facts commands[] = {
    {"render", true, false},  {"check", true, false},  {"up", true, false},
    {"graph", true, true},    {"diff", true, true},    {"apply", true, true},
    {"status", true, true},   {"wait", true, true},    {"delete", true, true},
    {"explain", false, true}, {"import", false, true}, {"help", false, false},
};
/// Empty for what is no command.
inline command_facts facts_of(std::string_view command) {
    for (const command_facts& known : commands)
        if (known.name == command) return known;
    return {};
}

/// What is asked for: `help` also where it is asked for behind another command.
inline std::string_view command_of(int argc, char** argv) {
    const std::string_view command = argc > 1 ? argv[1] : "";
    const std::string_view last = argc > 2 ? argv[argc - 1] : "";
    return command == "--help" || command == "-h" || last == "--help" || last == "-h" ? "help"
                                                                                      : command;
}

/// Null for what is no command.
inline const char* help_of(std::string_view command) {
    if (command == "render") return render_help;
    if (command == "check") return check_help;
    if (command == "up") return up_help;
    return command.empty() || command == "help" || command.starts_with("-") ? general_help
                                                                            : nullptr;
}

/// Says what is wrong with a word of the command line, and whose help tells what is right.
inline int complain(char** argv, std::string_view what, std::string_view word) {
    std::fprintf(stderr, "%s: %.*s '%.*s'", argv[0], static_cast<int>(what.size()), what.data(),
                 static_cast<int>(word.size()), word.data());
    if (what == "unknown command") {
        dsl::nearest near(word);
        for (const command_facts& known : commands) near.offer(known.name);
        const dsl::words hint = near.hint();
        if (near.is_close())
            std::fprintf(stderr, "; %.*s", static_cast<int>(hint.size), hint.characters);
    }
    const char* const command =
        facts_of(argv[1] ? argv[1] : "").name.empty() || what == "unknown command" ? "" : argv[1];
    std::fprintf(stderr, "\n%s %s%s--help tells what there is\n", argv[0], command,
                 *command ? " " : "");
    return wrong_usage;
}

/// Success only if all that was printed has been written.
inline int printed() {
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return success;
    std::perror("cannot write");
    return failure;
}

/// The value of an option that is written `-o VALUE`, `-o=VALUE`, `-oVALUE`, `--output VALUE` or
/// `--output=VALUE`. Moves `i` to the last word of it; `missing` where there is no value.
inline bool takes_value(std::string_view option, std::string_view letter, int argc, char** argv,
                        int& i, std::string_view& value, bool& missing) {
    const std::string_view word = argv[i];
    if (word == option || (!letter.empty() && word == letter)) {
        missing = i + 1 == argc;
        if (!missing) value = argv[++i];
        return true;
    }
    for (const std::string_view name : {option, letter})
        if (!name.empty() && word.size() > name.size() && word.starts_with(name) &&
            word[name.size()] == '=') {
            value = word.substr(name.size() + 1);
            return true;
        }
    if (letter.empty() || !word.starts_with(letter)) return false;
    value = word.substr(letter.size());
    return true;
}

}  // namespace slipway::cli::detail
