// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/log_words.hpp>

#include <filesystem>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace log_words_test {

using namespace slipway;
using support::engine_machine;

TEST_CASE("how much of a log is kept is said in docker's words") {
    engine::container_options o;
    const auto set = [&](const std::string& driver,
                         const std::map<std::string, std::string>& options) {
        engine::set_log(o, driver, options);
    };
    set("", {});
    CHECK((!o.no_log && o.log_bytes == 0));
    set("json-file", {{"max-size", "10m"}, {"max-file", "3"}});
    CHECK(o.log_bytes == 30'000'000);
    set("local", {{"max-size", "1.5KB"}, {"mode", "blocking"}});
    CHECK(o.log_bytes == 1500);
    set("json-file", {{"max-size", "-1"}});
    CHECK(o.log_bytes == 0);
    set("none", {});
    CHECK(o.no_log);
    CHECK_THROWS_WITH(set("syslog", {}),
                      "there is no log driver 'syslog' here; json-file, local and none are");
    CHECK_THROWS_WITH(set("none", {{"max-size", "1m"}}),
                      "the log driver none has no option 'max-size=1m'");
    CHECK_THROWS_WITH(
        set("", {{"tag", "x"}}),
        "the log driver json-file has no option 'tag=x' here; max-size and max-file are");
    CHECK_THROWS_WITH(set("", {{"max-file", "2"}}), Catch::Contains("max-file goes with max-size"));
    for (const char* wrong : {"", "m", "much", "0", "-5", "1e30g", "1mm"})
        CHECK_THROWS_WITH(set("", {{"max-size", wrong}}), Catch::Contains("is no size of a log"));
    for (const char* wrong : {"", "0", "x", "1001"})
        CHECK_THROWS_WITH(set("", {{"max-size", "1m"}, {"max-file", wrong}}),
                          Catch::Contains("is no number of files"));
}

TEST_CASE("of a log so much is kept as was asked for, or nothing") {
    engine_machine m;
    const auto short_one = m.starts(
        "short", "for i in $(seq 1000); do echo line $i of some length; done; exec sleep 1000",
        {.log_bytes = 4000});
    const auto texts = [&](const engine::container& c) {
        std::vector<std::string> made;
        for (const auto& e : m.containers->read_log(c, 0, 10'000).entries) made.push_back(e.text);
        return made;
    };
    CHECK(support::eventually([&] {
        return !texts(short_one).empty() && texts(short_one).back() == "line 1000 of some length";
    }));
    CHECK(texts(short_one).size() < 100);
    const auto file = short_one.spec.log;
    CHECK(std::filesystem::file_size(file) + std::filesystem::file_size(file.string() + ".1") <=
          4000);
    const auto silent = m.starts("silent", "echo kept nowhere; exec sleep 1000", {.no_log = true});
    CHECK(texts(silent).empty());
    CHECK(std::filesystem::file_size(silent.spec.log) == 0);
}

}  // namespace log_words_test
