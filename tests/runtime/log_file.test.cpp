// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/log_file.hpp>

#include <fstream>

#include <catch2/catch.hpp>

#include <slipway/runtime/detail/container_log.hpp>

#include <support/scratch_directory.hpp>

namespace log_file_test {

using namespace slipway;
using runtime::detail::container_log;

namespace {

constexpr auto stays = container_log::file_of::all_logs;

std::vector<std::string> texts(const runtime::log_page& page) {
    std::vector<std::string> made;
    for (const auto& e : page.entries) made.push_back(e.text);
    return made;
}

}  // namespace

TEST_CASE("a log that stays goes on, and is read without anybody who writes it") {
    scratch_directory files;
    const auto file = files / "of/log";
    CHECK(runtime::read_log_file(file, 0, 10).entries.empty());
    {
        container_log(file, 1000, stays).append(runtime::output::out, "one\ntwo\n", {});
    }
    {
        container_log second(file, 1000, stays);
        second.append(runtime::output::err, "three\nfour", {});
        CHECK(texts(second.read(0, 10)) == std::vector<std::string>{"one", "two", "three"});
        second.finish({});
    }
    const auto first = runtime::read_log_file(file, 0, 3),
               rest = runtime::read_log_file(file, first.next, 10);
    CHECK(texts(first) == std::vector<std::string>{"one", "two", "three"});
    CHECK(first.entries[2].stream == runtime::output::err);
    CHECK(texts(rest) == std::vector<std::string>{"four"});
    CHECK(runtime::read_log_file(file, rest.next, 10).entries.empty());
}

TEST_CASE("places in a log that stays hold over rotation and the next log") {
    scratch_directory files;
    const auto file = files / "log";
    std::uint64_t place = 0;
    for (int run = 0; run < 5; ++run) {
        container_log log(file, 200, stays);
        for (int line = 0; line < 5; ++line)
            log.append(runtime::output::out,
                       std::to_string(run) + '.' + std::to_string(line) + '\n', {});
        const auto inside = log.read(place, 100);
        CHECK(texts(inside) == texts(runtime::read_log_file(file, place, 100)));
        CHECK(texts(inside).back() == std::to_string(run) + ".4");
        place = inside.next;
        CHECK(log.read(place, 100).entries.empty());
    }
    CHECK(std::filesystem::file_size(file) + std::filesystem::file_size(file.string() + ".1") <=
          400);
    CHECK(runtime::read_log_file(file, 0, 100).entries.size() < 25);  // the oldest are thrown away
}

TEST_CASE("a line that was left half written is no line") {
    scratch_directory files;
    const auto file = files / "log";
    {
        container_log(file, 1000, stays).append(runtime::output::out, "whole\n", {});
    }
    std::ofstream(file, std::ios::app) << "1970-01-01T00:00";
    CHECK(texts(runtime::read_log_file(file, 0, 10)) == std::vector<std::string>{"whole"});
    {
        container_log(file, 1000, stays).append(runtime::output::out, "next\n", {});
    }
    CHECK(texts(runtime::read_log_file(file, 0, 10)) == std::vector<std::string>{"whole", "next"});
    std::ofstream(file, std::ios::app) << "something else\n";
    CHECK_THROWS_AS(runtime::read_log_file(file, 0, 10), status_error);
}

TEST_CASE("a log tells where it ends so far") {
    const scratch_directory files;
    CHECK(runtime::log_file_end(files / "log") == 0);
    container_log log(files / "log", 400, container_log::file_of::all_logs);
    for (int i = 0; i < 20; ++i) {  // so many that the older ones are thrown away
        log.append(runtime::output::out, "line " + std::to_string(i) + '\n', {});
        const auto end = runtime::log_file_end(files / "log");
        CHECK(end == log.read(0, 1000).next);
        CHECK(runtime::read_log_file(files / "log", end, 10).entries.empty());
    }
}

TEST_CASE("of many lines at once a log keeps the last ones, and no more than it may") {
    const scratch_directory files;
    std::string much;
    for (int i = 0; i < 1000; ++i) much += "line " + std::to_string(i) + '\n';
    container_log log(files / "log", 1000, container_log::file_of::all_logs);
    log.append(runtime::output::out, much, {});
    CHECK(std::filesystem::file_size(files / "log") <= 1000);
    CHECK(std::filesystem::file_size(files / "log.1") <= 1000);
    const auto page = log.read(0, 1000);
    CHECK(page.entries.size() > 5);
    CHECK(page.entries.back().text == "line 999");
    container_log nothing(files / "nothing", 0, container_log::file_of::all_logs);
    CHECK_FALSE(nothing.append(runtime::output::out, much, {}));
    CHECK(std::filesystem::file_size(files / "nothing") == 0);
}

}  // namespace log_file_test
