// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/run.hpp>

#include <csignal>
#include <string>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "ran.hpp"

namespace run_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster shop() {
    return {.name = "shop",
            .resources = {ConfigMap{.name = "settings", .data = {{"LOG_LEVEL", "info"}}}}};
}

using words_of = std::vector<std::string>;

support::ran defined(words_of arguments) {
    return support::run_as_program(slipway::run<shop>, std::move(arguments));
}

/// A cluster whose image has a tag that is known at run time only.
support::ran computed(const std::string& image, words_of arguments, const char* probe = "http") {
    auto definition = [&] {
        return Cluster{.name = "shop",
                       .resources = {Pod{.name = "p",
                                         .containers = {{.name = "app",
                                                         .image = image,
                                                         .ports = {{"http", 80}},
                                                         .readinessProbe = tcpSocket(probe)}}}}};
    };
    return support::run_as_program(
        [&](int argc, char** argv) { return slipway::run(definition, argc, argv); },
        std::move(arguments));
}

bool has(const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("render prints YAML, or JSON where it is asked for") {
    const support::ran yaml = defined({"render"});
    CHECK(yaml.code == cli::success);
    CHECK(yaml.err.empty());
    CHECK(yaml.out == std::string(manifest<shop>));
    for (const words_of& w : {words_of{"render", "-o", "json"},
                              {"render", "-o=json"},
                              {"render", "--output", "json"},
                              {"render", "--output=json"}}) {
        const support::ran json = defined(w);
        CHECK(json.code == cli::success);
        CHECK(json.out.substr(0, 1) == "{");
    }
}

TEST_CASE("output that nobody can read is a failure") {
    for (const char* command : {"render", "check", "--help", "--version"}) {
        const support::ran said = support::run_as_program(
            [](int argc, char** argv) {
                int pipe[2];
                if (::pipe(pipe) != 0) return -1;
                ::close(pipe[0]);
                ::dup2(pipe[1], STDOUT_FILENO);
                std::signal(SIGPIPE, SIG_IGN);
                return slipway::run<shop>(argc, argv);
            },
            {command});
        CHECK(said.code == cli::failure);
        CHECK(said.err == "cannot write: Broken pipe\n");
    }
}

TEST_CASE("check says how much was looked at") {
    const support::ran said = defined({"check"});
    CHECK(said.code == cli::success);
    CHECK(said.out == "shop: 1 object, nothing wrong\n");
}

TEST_CASE("help for each command, in each form") {
    for (const char* command : {"render", "check", "up"})
        for (const words_of& w :
             {words_of{"help", command}, {command, "--help"}, {command, "-h"}}) {
            const support::ran help = defined(w);
            CHECK(help.code == cli::success);
            CHECK(help.err.empty());
            CHECK(help.out.rfind("usage: shop " + std::string(command), 0) == 0);
        }
    for (const words_of& w : {words_of{"help"}, {"--help"}, {"-h"}, {"help", "help"}}) {
        const support::ran help = defined(w);
        CHECK(help.code == cli::success);
        for (const char* command : {"render", "check", "up", "graph", "explain", "diff", "apply",
                                    "status", "wait", "delete", "import", "help"})
            CHECK(has(help.out, "\n  " + std::string(command) + ' '));
    }
}

TEST_CASE("every option that up takes is in its help") {
    const std::string help = defined({"up", "--help"}).out;
    for (const char* option : {"--kubeconfig", "--runtime", "--images", "--pull", "--port", "--for",
                               "--until-ready", "--timeout", "-q", "--quiet"})
        CHECK(has(help, option));
}

TEST_CASE("a wrong command line is said on the error output, with a hint") {
    auto said = [](words_of w) {
        const support::ran r = defined(std::move(w));
        CHECK(r.code == cli::wrong_usage);
        CHECK(r.out.empty());
        return r.err;
    };
    CHECK(said({"rendr"}) ==
          "shop: unknown command 'rendr'; did you mean render?\nshop --help tells what there is\n");
    CHECK(said({"frobnicate"}) ==
          "shop: unknown command 'frobnicate'\nshop --help tells what there is\n");
    CHECK(has(said({std::string(50, 'x')}), "xxx'\n"));
    CHECK(has(said({"help", "chek"}), "did you mean check?"));
    CHECK(has(said({"render", "-o"}), "a value is missing after '-o'"));
    CHECK(has(said({"render", "-o", "xml"}), "the output is yaml or json, not 'xml'"));
    CHECK(has(said({"render", "--fast"}), "unknown option '--fast'"));
    CHECK(said({"check", "--fast"}) ==
          "shop: unknown option '--fast'\nshop check --help tells what there is\n");
    CHECK(
        said({"-o", "json", "render"}) ==
        "shop: the command, such as render, comes before its options, not '-o'\nshop --help tells what there is\n");
    CHECK(has(said({}), "usage: shop COMMAND"));
}

TEST_CASE("versions are told") {
    const support::ran said = defined({"--version"});
    CHECK(said.code == cli::success);
    CHECK(said.out == "slipway " + std::string(slipway::version) + ", Kubernetes " +
                          slipway::kubernetes_version + '\n');
}

TEST_CASE("a program that was built without up says how to get it") {
    const support::ran up = defined({"up"});
    CHECK(up.code == cli::failure);
    CHECK(has(up.err, "link slipway::up"));
    const support::ran graph = defined({"graph"});
    CHECK(graph.code == cli::failure);
    CHECK(has(graph.err, "link slipway::up"));
}

TEST_CASE("a cluster that is put together at run time is rendered like a constant one") {
    const support::ran yaml = computed("shop/web:1.4.3", {"render"});
    CHECK(yaml.code == cli::success);
    CHECK(has(yaml.out, "image: shop/web:1.4.3"));
    CHECK(computed("shop/web:1.4.3", {"check"}).out == "shop: 1 object, nothing wrong\n");
}

TEST_CASE("a computed value that its field does not take is said, with exit code 3") {
    for (const char* command : {"render", "check", "up"}) {
        const support::ran said = computed("Shop/Web", {command});
        CHECK(said.code == cli::has_findings);
        CHECK(said.out.empty());
        CHECK(
            said.err ==
            "shop: an image is registry/path:tag, in lower case and without blanks, not 'Shop/Web'\n");
    }
}

TEST_CASE("what is wrong between computed objects is a line each") {
    const support::ran check = computed("web", {"check"}, "htpp");
    CHECK(check.code == cli::has_findings);
    CHECK(has(
        check.out,
        ": Pod p, container app: this probe uses a port name that its container does not expose: htpp; did you mean http? [probe_port_not_exposed]\n"));
    CHECK(check.out.rfind(std::string(__FILE__) + ":", 0) == 0);
    CHECK(has(check.out, ": error: Pod p"));
    CHECK(has(check.out, " [probe_port_not_exposed]\nshop: 1 object, 1 error, 0 warnings\n"));
    const support::ran render = computed("web", {"render"}, "htpp");
    CHECK(render.code == cli::has_findings);
    CHECK(render.out.empty());
    CHECK(has(render.err, "did you mean http?"));
}

TEST_CASE("of a definition that is too large for the compiler, check says when it is checked") {
    const auto large = [](words_of arguments) {
        return support::run_as_program(
            [](int argc, char** argv) { return cli::detail::run_unchecked(shop, argc, argv); },
            std::move(arguments));
    };
    const support::ran checked = large({"check"});
    CHECK(checked.code == cli::success);
    CHECK(has(checked.err, "more objects than the compiler checks; they are checked now"));
    CHECK(large({"render"}).out == std::string(manifest<shop>));
    CHECK(large({"render"}).err.empty());
    CHECK(has(large({"--help"}).out, "usage:"));
}

TEST_CASE("help does not need the cluster") {
    const auto never = []() -> Cluster { throw mistake("never", "made"); };
    const auto help = support::run_as_program(
        [&](int argc, char** argv) { return slipway::run(never, argc, argv); },
        {"render", "--help"});
    CHECK(help.code == cli::success);
    CHECK(has(help.out, "usage: shop render"));
}

namespace {

constexpr Cluster with_warning() {
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .replicas = 2,
                   .containers = {{.name = "app", .image = "web:1"}}};
    return {.name = "shop", .resources = {web, disruptionBudget(web, {.maxUnavailable = 0})}};
}
constexpr Cluster silent() {
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .replicas = 2,
                   .containers = {{.name = "app", .image = "web:1"}}};
    return {.name = "shop",
            .resources = {web, silenced(disruptionBudget(web, {.maxUnavailable = 0}),
                                        rule::budget_blocks_every_drain, "drained by hand")}};
}
support::ran warned(words_of arguments) {
    return support::run_as_program(slipway::run<with_warning>, std::move(arguments));
}

constexpr Cluster with_parameters(parameters& in) {
    const long count = in.number("replicas", 3, "how many pods", {.least = 1, .most = 50});
    return {.name = "shop",
            .resources = {Deployment{.name = "web",
                                     .labels = {{"app", "web"}},
                                     .replicas = count,
                                     .containers = {{.name = "app", .image = "web:1"}}}}};
}
support::ran parametrized(words_of arguments) {
    return support::run_as_program(slipway::run<with_parameters>, std::move(arguments));
}

}  // namespace

TEST_CASE("warnings are said and do not stop a definition, unless that is asked for") {
    const support::ran check = warned({"check"});
    CHECK(check.code == cli::success);
    CHECK(has(
        check.out,
        ": warning: PodDisruptionBudget web: this PodDisruptionBudget lets no Pod be evicted, so that no node could be drained: maxUnavailable 0 [budget_blocks_every_drain]\n"));
    CHECK(has(check.out, "0 errors, 1 warning\n"));
    CHECK(warned({"check", "--strict"}).code == cli::has_findings);
    const support::ran render = warned({"render"});
    CHECK(render.code == cli::success);
    CHECK(has(render.err, ": warning: PodDisruptionBudget web"));
    CHECK(has(render.out, "kind: PodDisruptionBudget"));
    CHECK(support::run_as_program(slipway::run<silent>, {"check", "--strict"}).out ==
          "shop: 2 objects, nothing wrong\n");
}

TEST_CASE("findings for programs: JSON, SARIF and annotations") {
    const support::ran json = warned({"check", "-o", "json"});
    CHECK(has(
        json.out,
        "\"rule\": \"budget_blocks_every_drain\", \"severity\": \"warning\", \"object\": \"PodDisruptionBudget web\""));
    CHECK(defined({"check", "--output=json"}).out == "[]\n");
    CHECK(defined({"check", "-ojson"}).out == "[]\n");
    const support::ran sarif = warned({"check", "-o=sarif"});
    CHECK(has(sarif.out, "\"version\": \"2.1.0\""));
    CHECK(has(sarif.out, "\"ruleId\": \"budget_blocks_every_drain\", \"level\": \"warning\""));
    CHECK(has(sarif.out, "\"startLine\": "));
    const support::ran github = warned({"check", "-o", "github"});
    CHECK(github.out.rfind("::warning file=", 0) == 0);
    CHECK(has(github.out, ",title=budget_blocks_every_drain::PodDisruptionBudget web: this"));
    CHECK(warned({"check", "-o", "xml"}).code == cli::wrong_usage);
}

TEST_CASE("documents say where they come from on request") {
    const support::ran yaml = defined({"render", "--comments"});
    CHECK(yaml.code == cli::success);
    CHECK(has(yaml.out, "---\n# " + std::string(__FILE__) + ":"));
    CHECK(has(yaml.out, ": ConfigMap settings\napiVersion: v1\n"));
    CHECK(defined({"render", "--comments", "-o", "json"}).code == cli::wrong_usage);
}

TEST_CASE("parameters come from the command line, and help tells them") {
    CHECK(has(parametrized({"render"}).out, "replicas: 3\n"));
    CHECK(has(parametrized({"render", "--set", "replicas=7"}).out, "replicas: 7\n"));
    CHECK(has(parametrized({"--set=replicas=8", "render"}).out, "replicas: 8\n"));
    const support::ran wrong = parametrized({"render", "--set", "replicas=77"});
    CHECK(wrong.code == cli::has_findings);
    CHECK(wrong.err == "shop: the parameter replicas takes 1..50, not '77'\n");
    const support::ran unknown = parametrized({"render", "--set", "replica=7"});
    CHECK(unknown.code == cli::wrong_usage);
    CHECK(unknown.err ==
          "shop: the definition has no parameter 'replica'; did you mean replicas?\n");
    CHECK(parametrized({"render", "--set", "replicas"}).code == cli::wrong_usage);
    CHECK(parametrized({"render", "--set"}).code == cli::wrong_usage);
    const support::ran far = parametrized({"render", "--set", "colour=red"});
    CHECK(far.err == "shop: the definition has no parameter 'colour'; there is replicas\n");
    CHECK(has(parametrized({"--help"}).out, "  replicas (1..50; 3)\n      how many pods\n"));
    CHECK(has(parametrized({"render", "--help"}).out, "  replicas (1..50; 3)\n"));
}

}  // namespace run_test
