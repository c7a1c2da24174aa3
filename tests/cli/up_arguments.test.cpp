// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/up_arguments.hpp>

#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ran.hpp"

namespace up_arguments_test {

using namespace std::chrono_literals;
using slipway::cli::up_arguments;
using slipway::cli::up_options;

namespace {

up_options read(std::vector<std::string> words) {
    words.insert(words.begin(), {"shop", "up"});
    std::vector<char*> argv;
    for (std::string& w : words) argv.push_back(w.data());
    up_options made;
    CHECK_FALSE(up_arguments(static_cast<int>(argv.size()), argv.data()).read(made));
    return made;
}

std::string refused(std::vector<std::string> words) {
    words.insert(words.begin(), "up");
    const support::ran r = support::run_as_program(
        [](int argc, char** argv) {
            up_options ignored;
            return up_arguments(argc, argv).read(ignored).value_or(0);
        },
        std::move(words));
    CHECK(r.code == slipway::cli::wrong_usage);
    CHECK(r.out.empty());
    return r.err.substr(0, r.err.find('\n'));
}

}  // namespace

TEST_CASE("without options there are defaults") {
    const up_options o = read({});
    CHECK(o.kubeconfig.empty());
    CHECK(o.runtime.empty());
    CHECK(o.port == 0);
    CHECK_FALSE(o.for_);
    CHECK(o.timeout == 5min);
    CHECK_FALSE(o.until_ready);
    CHECK_FALSE(o.quiet);
}

TEST_CASE("options with a value, in one word or in two") {
    for (const bool one_word : {false, true}) {
        std::vector<std::string> words;
        for (const auto& [name, value] :
             std::vector<std::pair<std::string, std::string>>{{"--kubeconfig", "k"},
                                                              {"--runtime", "process"},
                                                              {"--images", "layout"},
                                                              {"--port", "6443"},
                                                              {"--for", "1m30s"},
                                                              {"--timeout", "10s"}}) {
            if (one_word) words.push_back(name + '=' + value);
            else words.insert(words.end(), {name, value});
        }
        const up_options o = read(words);
        CHECK(o.kubeconfig == "k");
        CHECK(o.runtime == "process");
        CHECK(o.images == "layout");
        CHECK(o.port == 6443);
        CHECK(o.for_ == 90s);
        CHECK(o.timeout == 10s);
    }
    CHECK(read({"--until-ready"}).until_ready);
    CHECK(read({"--pull"}).pull);
    CHECK_FALSE(read({}).pull);
    CHECK(read({"-q"}).quiet);
    CHECK(read({"--quiet"}).quiet);
}

TEST_CASE("what is not understood is said") {
    CHECK(refused({"--fast"}) == "shop: unknown option '--fast'");
    CHECK(refused({"--until-ready", "now"}) == "shop: unknown option 'now'");
    CHECK(refused({"--format=json"}) == "shop: unknown option '--format=json'");
    for (const char* option :
         {"--kubeconfig", "--runtime", "--images", "--port", "--for", "--timeout"})
        CHECK(refused({option}) == "shop: a value is missing after '" + std::string(option) + "'");
    CHECK(refused({"--for", "soon"}) ==
          "shop: --for takes a duration such as 90s or 1h30m, not 'soon'");
    CHECK(refused({"--timeout="}) ==
          "shop: --timeout takes a duration such as 90s or 1h30m, not ''");
    for (const char* port : {"-1", "65536", "http", "80x", ""})
        CHECK(refused({"--port", port}) ==
              "shop: --port takes a number up to 65535, not '" + std::string(port) + "'");
}

}  // namespace up_arguments_test
