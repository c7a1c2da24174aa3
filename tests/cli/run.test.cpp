// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/run.hpp>

#include <csignal>
#include <string>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "ran.hpp"

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr Cluster shop() {
    return {.name = "shop", .resources = {ConfigMap{.name = "settings", .data = {{"LOG_LEVEL", "info"}}}}};
}

using words_of = std::vector<std::string>;

support::ran defined(words_of arguments) { return support::run_as_program(slipway::run<shop>, std::move(arguments)); }

/// A cluster whose image has a tag that is known at run time only.
support::ran computed(const std::string& image, words_of arguments, const char* probe = "http") {
    auto definition = [&] {
        return Cluster{.name = "shop",
                       .resources = {Pod{.name = "p", .containers = {{.name = "app", .image = image, .ports = {{"http", 80}}, .readinessProbe = tcpSocket(probe)}}}}};
    };
    return support::run_as_program([&](int argc, char** argv) { return slipway::run(definition, argc, argv); }, std::move(arguments));
}

bool has(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("render prints YAML, or JSON where it is asked for") {
    const support::ran yaml = defined({"render"});
    CHECK(yaml.code == cli::success);
    CHECK(yaml.err.empty());
    CHECK(yaml.out == std::string(manifest<shop>));
    for (const words_of& w : {words_of{"render", "-o", "json"}, {"render", "-o=json"}, {"render", "--output", "json"}, {"render", "--output=json"}}) {
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
        for (const words_of& w : {words_of{"help", command}, {command, "--help"}, {command, "-h"}}) {
            const support::ran help = defined(w);
            CHECK(help.code == cli::success);
            CHECK(help.err.empty());
            CHECK(help.out.rfind("usage: shop " + std::string(command), 0) == 0);
        }
    for (const words_of& w : {words_of{"help"}, {"--help"}, {"-h"}, {"help", "help"}}) {
        const support::ran help = defined(w);
        CHECK(help.code == cli::success);
        for (const char* command : {"render", "check", "up", "help"}) CHECK(has(help.out, "\n  " + std::string(command) + ' '));
    }
}

TEST_CASE("every option that up takes is in its help") {
    const std::string help = defined({"up", "--help"}).out;
    for (const char* option : {"--kubeconfig", "--runtime", "--images", "--port", "--for", "--until-ready", "--timeout", "-q", "--quiet"}) CHECK(has(help, option));
}

TEST_CASE("a wrong command line is said on the error output, with a hint") {
    auto said = [](words_of w) {
        const support::ran r = defined(std::move(w));
        CHECK(r.code == cli::wrong_usage);
        CHECK(r.out.empty());
        return r.err;
    };
    CHECK(said({"rendr"}) == "shop: unknown command 'rendr'; did you mean render?\nshop --help tells what there is\n");
    CHECK(said({"frobnicate"}) == "shop: unknown command 'frobnicate'\nshop --help tells what there is\n");
    CHECK(has(said({std::string(50, 'x')}), "xxx'\n"));
    CHECK(has(said({"help", "chek"}), "did you mean check?"));
    CHECK(has(said({"render", "-o"}), "a value is missing after '-o'"));
    CHECK(has(said({"render", "-o", "xml"}), "the output is yaml or json, not 'xml'"));
    CHECK(has(said({"render", "--fast"}), "unknown option '--fast'"));
    CHECK(has(said({"check", "--fast"}), "unknown option '--fast'"));
    CHECK(has(said({}), "usage: shop COMMAND"));
}

TEST_CASE("versions are told") {
    const support::ran said = defined({"--version"});
    CHECK(said.code == cli::success);
    CHECK(said.out == "slipway " + std::string(slipway::version) + ", Kubernetes " + slipway::kubernetes_version + '\n');
}

TEST_CASE("a program that was built without up says how to get it") {
    const support::ran up = defined({"up"});
    CHECK(up.code == cli::failure);
    CHECK(has(up.err, "link slipway::up"));
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
        CHECK(said.err == "shop: an image is registry/path:tag, in lower case and without blanks, not 'Shop/Web'\n");
    }
}

TEST_CASE("what is wrong between computed objects is a line each") {
    const support::ran check = computed("web", {"check"}, "htpp");
    CHECK(check.code == cli::has_findings);
    CHECK(has(check.out, ": Pod p, container app: this probe uses a port name that its container does not expose: htpp; did you mean http?\n"));
    CHECK(check.out.rfind("line ", 0) == 0);
    const support::ran render = computed("web", {"render"}, "htpp");
    CHECK(render.code == cli::has_findings);
    CHECK(render.out.empty());
    CHECK(has(render.err, "did you mean http?"));
}

TEST_CASE("help does not need the cluster") {
    const auto never = []() -> Cluster { throw mistake("never", "made"); };
    const auto help = support::run_as_program([&](int argc, char** argv) { return slipway::run(never, argc, argv); }, {"render", "--help"});
    CHECK(help.code == cli::success);
    CHECK(has(help.out, "usage: shop render"));
}
