// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/command/volume_ls.hpp>

#include <cstdint>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

#include "command_machine.hpp"

namespace volume_verbs_test {

using namespace slipway;

TEST_CASE("volume verbs: volumes are made, listed, told about and removed") {
    if (!support::may_have_machine()) return;
    const support::command_machine m;
    CHECK(m.says({"volume", "create", "-l", "tier=front", "data", "more"}).out == "data\nmore\n");
    CHECK(m.says({"volume", "create"}).out.size() == 65);
    CHECK(m.says({"volume", "create", "no/name"}).code != 0);
    REQUIRE(m.says({"run", "--name", "box", "-v", "data:/data", "busybox", "sh", "-c",
                    "echo kept > /data/file"})
                .code == 0);
    CHECK(m.says({"volume", "ls"}).out.find("data") != std::string::npos);
    CHECK(m.says({"volume", "ls", "-q", "--dangling"}).out.find("data") == std::string::npos);
    const auto known = json::read(m.says({"volume", "inspect", "data"}).out).at(0);
    CHECK(scratch_directory::read(known.at("Mountpoint").get<std::string>() + "/file") == "kept\n");
    CHECK(known.at("Labels") == json::value{{"tier", "front"}});
    CHECK(known.at("UsageData").at("RefCount") == 1);
    CHECK(known.at("UsageData").at("Size").get<std::uint64_t>() > 0);
    CHECK(m.says({"volume", "rm", "data"}).err.find("volume data is in use by a container") !=
          std::string::npos);
    CHECK(m.says({"volume", "rm", "-f", "nosuch"}).code == 0);
    CHECK(m.says({"volume", "rm", "nosuch"}).err.find("there is no volume nosuch") !=
          std::string::npos);
    CHECK(m.says({"volume", "prune", "-f"}).out.find("deleted: ") == 0);  // the one without a name
    CHECK(m.says({"volume", "ls", "-q"}).out == "data\nmore\n");
    CHECK(m.says({"volume", "prune", "-a", "-f"}).out.find("deleted: more\n") == 0);
    CHECK(m.says({"rm", "box"}).code == 0);
    CHECK(m.says({"volume", "rm", "data"}).out == "data\n");
    CHECK(m.says({"volume", "ls", "-q"}).out.empty());
}

TEST_CASE("volume verbs: volumes are the same for containers of OCI runtime programs") {
    if (!support::may_have_machine()) return;
    for (const std::string program : {"runc", "crun"}) {
        INFO(program);
        const support::command_machine m;
        const auto with = [&](std::vector<std::string> words, const std::string& script) {
            words.insert(words.begin(), {"--runtime", program, "run", "--rm"});
            words.insert(words.end(), {"busybox", "sh", "-c", script});
            return m.says(std::move(words));
        };
        if (const auto tried = with({}, "true"); tried.code != 0) {
            WARN("skipped with " << program << ": " << tried.err);
            continue;
        }
        CHECK(with({"-v", "data:/data"}, "echo kept > /data/file").code == 0);
        CHECK(with({"-v", "data:/data:ro"},
                   "cat /data/file; touch /data/x 2>/dev/null || echo closed")
                  .out == "kept\nclosed\n");
        CHECK(with({"-v", "programs:/bin"}, "echo works").out ==
              "works\n");  // an empty one gets what the image has there
        CHECK(with({"--mount", "source=programs,target=/bin,readonly"}, "echo works").out ==
              "works\n");
        CHECK(with({"-v", "none:/bin:nocopy"}, "true").code == 127);
        CHECK(with({"--mount", "type=volume,src=none,dst=/bin,volume-nocopy"}, "true").code == 127);
        CHECK(with({"--mount", "type=bind,src=" + m.place().string() + "/volumes/data,dst=/bound"},
                   "cat /bound/file")
                  .out == "kept\n");
        CHECK(
            with(
                {"--tmpfs", "/fast:size=1m", "-v", "data:/fast/data", "--ulimit", "nofile=99",
                 "--shm-size", "2m"},
                "cat /fast/data/file; ulimit -n; df -k /fast /dev/shm | tail -2 | awk '{print $2}'")
                .out == "kept\n99\n1024\n2048\n");
        CHECK(m.says({"volume", "ls", "-q"}).out == "data\nnone\nprograms\n");
    }
}

TEST_CASE("system verbs: what there is takes room, until it is pruned") {
    if (!support::may_have_machine()) return;
    const support::command_machine m;
    REQUIRE(m.says({"run", "--name", "box", "-v", "data:/data", "busybox", "sh", "-c",
                    "head -c 100000 /dev/zero > /written"})
                .code == 0);
    const auto rows = [&] {
        std::map<std::string, json::value> made;
        std::istringstream lines(m.says({"system", "df", "--format", "json"}).out);
        for (std::string line; std::getline(lines, line);) {
            const json::value row = json::read(line);
            made[row.at("Type").get<std::string>()] = row;
        }
        return made;
    };
    auto used = rows();
    CHECK(used["Images"]["Active"] == 1);
    CHECK(used["Images"]["Reclaimable"] == 0);
    CHECK(used["Containers"]["Reclaimable"].get<std::uint64_t>() >= 100000);
    CHECK(used["Volumes"]["TotalCount"] == 1);
    CHECK(m.says({"system", "df"}).out.find("RECLAIMABLE") != std::string::npos);
    const std::string each = m.says({"system", "df", "-v"}).out;
    CHECK(each.find("REPOSITORY") < each.find("busybox"));
    CHECK(each.find("busybox") < each.find("LOCAL VOLUMES"));
    CHECK(each.find("LOCAL VOLUMES") < each.find("box\n"));
    CHECK(each.find("VOLUME NAME") < each.find("\ndata "));
    CHECK(each.find("\ndata ") != each.npos);
    CHECK(
        m.says({"system", "df", "-v", "--format", "json"}).err.find("does not go with --format") !=
        std::string::npos);
    CHECK(m.says({"system", "prune", "-f"}).out.find("Total reclaimed space: ") !=
          std::string::npos);
    used = rows();
    CHECK(used["Containers"]["TotalCount"] == 0);
    CHECK(used["Images"]["TotalCount"] == 1);
    CHECK(used["Images"]["Reclaimable"].get<std::uint64_t>() > 0);
    CHECK(m.says({"system", "prune", "-a", "-f", "--volumes"}).code == 0);
    used = rows();
    CHECK(used["Images"]["TotalCount"] == 0);
    CHECK(used["Volumes"]["TotalCount"] == 1);  // it has a name
}

}  // namespace volume_verbs_test
