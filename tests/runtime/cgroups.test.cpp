// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/cgroups.hpp>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace cgroups_test {

using namespace slipway;
using runtime::detail::cgroups;

namespace {

/// Files that look like mounted hierarchies, and a process in them. What is written to them stays,
/// one after the other.
struct machine {
    /// Of version 2, with these controllers, none of which is passed on; the process is two groups
    /// below its root.
    void unified(const std::string& controllers) {
        group("unified", controllers);
        group("unified/system", controllers);
        group("unified/system/test", "");
        said("cgroup", "0::/system/test\n");
        said("mountinfo", "24 1 8:1 / / rw - ext4 /dev/root rw\n30 24 0:26 / " +
                              (files / "unified").string() +
                              " rw,nosuid shared:4 - cgroup2 cgroup2 rw\n");
    }
    void group(const std::string& name, const std::string& controllers) {
        scratch_directory::write(files / name / "cgroup.controllers", controllers + '\n');
        scratch_directory::write(files / name / "cgroup.subtree_control", "");
    }
    /// Of version 1, with one controller each; the process is in a group of each.
    void older(const std::vector<std::string>& controllers) {
        for (const std::string& c : controllers) {
            std::filesystem::create_directories(files / c / "test");
            said("cgroup", "5:" + c + ":/test\n");
            said("mountinfo",
                 "31 24 0:27 / " + (files / c).string() + " rw - cgroup cgroup rw," + c + '\n');
        }
    }
    void said(const std::string& file, const std::string& more) {
        std::ofstream(files / file, std::ios::app) << more;
    }
    std::string at(const std::filesystem::path& file) { return scratch_directory::read(file); }
    /// The group that has those of all containers, and one of these, as the kernel would make them.
    std::filesystem::path container(const std::string& key) {
        group("unified/system/slipway-test", "cpuset cpu memory pids");
        const auto made = files / "unified/system/slipway-test" / key;
        for (const char* file :
             {"memory.max", "memory.low", "memory.swap.max", "cpu.max", "cpu.weight", "pids.max",
              "cpuset.cpus", "cpuset.mems", "cgroup.procs", "cgroup.freeze"})
            scratch_directory::write(made / file, "");
        return made;
    }

    scratch_directory files;
};

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "control groups of version 2 stand beside the program's, with what each on the way passes on") {
    machine m;
    m.unified("cpuset cpu io memory pids");
    scratch_directory::write(m.files / "unified/cgroup.subtree_control", "memory\n");
    const cgroups all(m.files.path(), "slipway-test");
    CHECK(all.unified());
    CHECK(all.places() == std::map<std::filesystem::path, std::filesystem::path>{
                              {m.files / "unified/system", m.files / "unified"}});
    CHECK(m.at(m.files / "unified/cgroup.subtree_control") == "memory\n+cpu+pids+cpuset");
    CHECK(m.at(m.files / "unified/system/cgroup.subtree_control") == "+memory+cpu+pids+cpuset");
    CHECK(m.at(m.files / "unified/system/test/cgroup.subtree_control") == "");
    CHECK(std::filesystem::exists(m.files / "unified/system/slipway-test"));
}

TEST_CASE("a group that has a controller no more is named") {
    machine m;
    m.unified("cpu pids");  // as where the kernel was told to leave the memory controller out
    const cgroups all(m.files.path(), "slipway-test");
    CHECK(all.unified());
    REQUIRE(all.lacks().size() == 4);
    CHECK(all.lacks()[3].starts_with("which CPUs: the control group "));
    CHECK(all.lacks()[0] == "memory limits: the control group " + (m.files / "unified").string() +
                                " does not have the controller");
    CHECK(all.enforces() == texts{"pausing"});
    CHECK(all.lacks()[1] == "cpu limits: the control group " +
                                (m.files / "unified/system/slipway-test").string() +
                                " does not have the controller");

    machine closed;
    closed.unified("memory");
    std::filesystem::remove(closed.files / "unified/system/cgroup.subtree_control");
    std::filesystem::create_directory(closed.files / "unified/system/cgroup.subtree_control");
    CHECK(cgroups(closed.files.path()).lacks()[0] ==
          "memory limits: the control group " + (closed.files / "unified/system").string() +
              " cannot pass the controller on: Is a directory");
}

TEST_CASE(
    "where version 1 has the controllers, version 2 beside it is looked at only where the program is in it") {
    machine m;
    m.unified("");
    m.older({"memory", "pids", "freezer"});
    const cgroups all(m.files.path(), "slipway-test");
    CHECK_FALSE(all.unified());
    CHECK(all.enforces() == texts{"pausing", "memory limit", "pids limit"});
    CHECK(all.lacks() == texts{"cpu limits: no control group of this program has the controller",
                               "which CPUs: no control group of this program has the controller"});
    CHECK(all.places().size() == 4);
    const auto groups = {m.files / "memory/test/slipway-test/c",
                         m.files / "pids/test/slipway-test/c",
                         m.files / "freezer/test/slipway-test/c"};
    for (const auto& each : groups) scratch_directory::write(each / "tasks", "");
    const auto ways = all.make("c", {}).entrance();
    CHECK_FALSE(ways.born_in);
    CHECK(ways.enter());
    for (const auto& each : groups) CHECK(m.at(each / "tasks") == "0");
    CHECK(std::filesystem::exists(m.files / "memory/test/slipway-test"));
    CHECK(m.at(m.files / "unified/cgroup.subtree_control") == "");

    machine both;
    both.unified("memory");
    both.older({"cpu"});
    CHECK(cgroups(both.files.path()).unified());
}

TEST_CASE("limits of version 2 are written, taken back, and refused where more is in use") {
    machine m;
    m.unified("cpuset cpu memory pids");
    const auto at = m.container("c");
    const cgroups all(m.files.path(), "slipway-test");
    CHECK(all.enforces() ==
          texts{"cpu limit", "pausing", "memory limit", "pids limit", "which CPUs"});
    CHECK(all.lacks().empty());
    CHECK(all.counts_swap() == false);  // as its group of groups says
    CHECK(m.at(m.files / "unified/system/slipway-test/cgroup.subtree_control") ==
          "+memory+cpu+pids+cpuset");

    const cgroups::group own = all.make("c", {.memory_bytes = 1 << 20,
                                              .cpu_millis = 1500,
                                              .cpu_shares = 1000,
                                              .processes = 7,
                                              .memory_reservation = 65536,
                                              .swap_bytes = 4096,
                                              .cpus = "0"});
    CHECK(m.at(at / "memory.max") == "1048576");
    CHECK(m.at(at / "memory.low") == "65536");
    CHECK(m.at(at / "memory.swap.max") == "4096");
    CHECK(m.at(at / "cpu.max") == "150000 100000");
    CHECK(m.at(at / "cpu.weight") == "39");
    CHECK(m.at(at / "pids.max") == "7");
    CHECK(m.at(at / "cpuset.cpus") == "0");
    CHECK(m.at(at / "cpuset.mems") == "");
    const auto ways = own.entrance();
    CHECK(ways.tasks.empty());
    CHECK(std::filesystem::equivalent("/proc/self/fd/" + std::to_string(ways.born_in.get()), at));

    for (const char* file : {"memory.max", "memory.low", "memory.swap.max", "cpu.max", "cpu.weight",
                             "pids.max", "cpuset.cpus"})
        scratch_directory::write(at / file, "");
    all.update(own, {});
    CHECK(m.at(at / "cpuset.cpus") == "\n");
    CHECK(m.at(at / "memory.max") == "max");
    CHECK(m.at(at / "memory.low") == "0");
    CHECK(m.at(at / "memory.swap.max") == "max");
    CHECK(m.at(at / "cpu.max") == "max 100000");
    CHECK(m.at(at / "cpu.weight") == "100");
    CHECK(m.at(at / "pids.max") == "max");

    scratch_directory::write(at / "memory.current", "5000000\n");
    scratch_directory::write(
        at / "memory.stat",
        "anon 3500000\nactive_file 900000\ninactive_file 500000\nslab_reclaimable 100000\n");
    CHECK_THROWS_WITH(all.update(own, {.memory_bytes = 3'000'000}),
                      "the container uses more memory than that");
    CHECK(m.at(at / "memory.max") == "max");
    all.update(own, {.memory_bytes = 4'000'000});  // the rest is what the kernel can give up
    CHECK(m.at(at / "memory.max") == "max4000000");
    CHECK(m.at(at / "memory.swap.max") == "max0");
}

TEST_CASE("what a group of version 2 has used, and whether it is held, is read from its files") {
    machine m;
    m.unified("cpu memory pids");
    const auto at = m.container("c");
    const cgroups all(m.files.path(), "slipway-test");
    const cgroups::group own = all.make("c", {});
    CHECK(m.at(at / "memory.max") == "");
    scratch_directory::write(at / "cgroup.procs", std::to_string(::getpid()) + '\n');
    scratch_directory::write(at / "memory.current", "5000000\n");
    scratch_directory::write(at / "memory.stat", "anon 3500000\ninactive_file 500000\n");
    scratch_directory::write(at / "cpu.stat", "usage_usec 1234\nuser_usec 1000\n");
    scratch_directory::write(at / "memory.events",
                             "low 0\nhigh 0\nmax 9\noom 3\noom_kill 2\noom_group_kill 0\n");
    const auto used = own.usage(::getpid());
    CHECK(used.memory_bytes == 4'500'000);
    CHECK(used.cpu == std::chrono::microseconds(1234));
    CHECK(used.processes == 1);
    CHECK(used.oom_kills == 2);

    scratch_directory::write(at / "cgroup.events", "populated 1\nfrozen 1\n");
    own.freeze(true);
    CHECK(m.at(at / "cgroup.freeze") == "1");
    scratch_directory::write(at / "cgroup.events", "populated 1\nfrozen 0\n");
    own.freeze(false);
    CHECK(m.at(at / "cgroup.freeze") == "10");
}

TEST_CASE("groups of programs that were killed are removed by the next one") {
    machine m;
    m.unified("memory");
    const auto left = m.files / "unified/system/slipway-999999999-3",
               own = m.files / ("unified/system/slipway-" + std::to_string(::getpid()) + "-99");
    std::filesystem::create_directories(left / "c.1");
    std::filesystem::create_directories(own / "c.1");
    const cgroups all(m.files.path());
    CHECK_FALSE(std::filesystem::exists(left));
    CHECK(std::filesystem::exists(own / "c.1"));
}

}  // namespace cgroups_test
