// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/group_entrance.hpp>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/runtime/detail/start_process.hpp>

#include <support/eventually.hpp>

namespace group_entrance_test {

using namespace slipway;
using runtime::detail::launch;

namespace {

/// Where this machine has a hierarchy of control groups of a type (proc(5), mountinfo) in which
/// groups can be made.
std::optional<std::filesystem::path> hierarchy(const std::string& wanted) {
    std::ifstream in("/proc/self/mountinfo");
    for (std::string line; std::getline(in, line);) {
        std::istringstream before(line), behind(line.substr(line.find(" - ") + 3));
        std::string skip, point, type;
        before >> skip >> skip >> skip >> skip >> point;
        behind >> type;
        if (type == wanted && ::access(point.c_str(), W_OK) == 0 &&
            point.find("cpuset") == point.npos)
            return point;
    }
    return std::nullopt;
}

/// A group that goes with this.
struct group {
    explicit group(const std::filesystem::path& in)
        : at(in / ("slipway-test-" + std::to_string(::getpid()))) {
        std::filesystem::create_directory(at);
    }
    group(const group&) = delete;
    ~group() {
        support::eventually([this] { return ::rmdir(at.c_str()) == 0; });
    }
    std::filesystem::path at;
};

/// What a process that is started so says of its groups.
std::string groups_of(launch plan) {
    core::pipe_ends out = core::make_pipe();
    const core::owned_fd nothing = core::open_or_throw("/dev/null", O_RDWR);
    plan.command = {"cat", "/proc/self/cgroup"};
    plan.programs = {"/bin/cat"};
    plan.in = plan.err = nothing.get();
    plan.out = out.write.get();
    const auto process = runtime::detail::start_process(plan);
    out.write.reset();
    std::string made;
    char bytes[4096];
    for (ssize_t n = 0; (n = ::read(out.read.get(), bytes, sizeof bytes)) > 0;)
        made.append(bytes, static_cast<std::size_t>(n));
    ::waitpid(process.pid, nullptr, 0);
    return made;
}

}  // namespace

TEST_CASE("a process is born in a group of version 2") {
    const auto root = hierarchy("cgroup2");
    if (!root) {
        WARN("skipped: there is no hierarchy of version 2 in which this user can make groups");
        return;
    }
    const group own(*root);
    launch plan;
    plan.groups.born_in = core::open_or_throw(own.at.string(), O_PATH | O_DIRECTORY);
    CHECK(groups_of(std::move(plan))
              .find("0::" + ("/" / own.at.lexically_relative(*root)).string()) !=
          std::string::npos);
}

TEST_CASE("a process goes into a group of version 1 by itself") {
    const auto root = hierarchy("cgroup");
    if (!root) {
        WARN("skipped: there is no hierarchy of version 1 in which this user can make groups");
        return;
    }
    const group own(*root);
    launch plan;
    plan.groups.tasks.push_back(core::open_or_throw((own.at / "tasks").string(), O_WRONLY));
    CHECK(groups_of(std::move(plan))
              .find(":" + ("/" / own.at.lexically_relative(*root)).string() + "\n") !=
          std::string::npos);
}

TEST_CASE("who cannot go into its groups does not run") {
    launch plan;
    plan.groups.tasks.push_back(core::open_or_throw("/dev/full", O_WRONLY));
    CHECK_THROWS_WITH(groups_of(std::move(plan)),
                      Catch::Contains("cannot put it into its control groups"));
}

}  // namespace group_entrance_test
