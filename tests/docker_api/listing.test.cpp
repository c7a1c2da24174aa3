// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/docker_api/service.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

#include <support/eventually.hpp>

#include "docker_machine.hpp"

namespace listing_test {

using namespace slipway;
using support::docker_machine;
using support::eventually;

namespace {

/// Three containers: `web`, which runs, `done`, which has ended with 3, and `later`, which was
/// never started.
struct stocked : docker_machine {
    stocked() {
        REQUIRE(said({"run", "-d", "--name", "web", "-p", "0:80", "-p", "0:53/udp", "-v",
                      "data:/data", "-l", "tier=front", "busybox", "sleep", "600"})
                    .size() == 64);
        CHECK((*docker)({"run", "--name", "done", "busybox", "sh", "-c",
                         "echo 12345 > /made; ln /made /linked; exit 3"})
                  .exit_code == 3);
        REQUIRE(said({"create", "--name", "later", "--network", "none", "busybox", "sh"}).size() ==
                64);
    }
    std::string named(const std::string& filter) const {
        return said({"ps", "-a", "--filter", filter, "--format", "{{.Names}}"});
    }
    bool refuses(std::vector<std::string> words, const std::string& because) const {
        const auto ran = (*docker)(std::move(words));
        return ran.exit_code != 0 && ran.complaints.find(because) != std::string::npos;
    }
};

}  // namespace

TEST_CASE("docker filters containers by all that it knows") {
    if (!support::has_docker()) return;
    const stocked m;
    const std::string port = m.said({"port", "web", "80/tcp"}),
                      number = port.substr(port.rfind(':') + 1);
    const std::vector<std::pair<std::string, std::string>> all{
        {"name=web", "web"},
        {"name=^/web$", "web"},
        {"name=^we", "web"},
        {"name=er$", "later"},
        {"name=/eb", ""},
        {"name=e", "later\ndone\nweb"},
        {"label=tier", "web"},
        {"label=tier=back", ""},
        {"exited=3", "done"},
        {"exited=0", ""},
        {"status=created", "later"},
        {"status=running", "web"},
        {"status=paused", ""},
        {"ancestor=busybox", "later\ndone\nweb"},
        {"ancestor=other", ""},
        {"before=later", "done\nweb"},
        {"since=web", "later\ndone"},
        {"since=later", ""},
        {"volume=data", "web"},
        {"volume=/data", "web"},
        {"volume=no", ""},
        {"network=none", "later"},
        {"network=bridge", "done\nweb"},
        {"publish=80", "web"},
        {"publish=80-81/tcp", "web"},
        {"publish=" + number, ""},
        {"expose=80", "web"},
        {"expose=79-81/tcp", "web"},
        {"expose=53", ""},
        {"expose=53/udp", "web"},
        {"health=none", "later\ndone\nweb"},
        {"health=healthy", ""},
        {"isolation=default", "later\ndone\nweb"},
        {"isolation=process", ""},
        {"is-task=true", ""},
        {"is-task=false", "later\ndone\nweb"}};
    for (const auto& [filter, names] : all) {
        INFO(filter);
        CHECK(m.named(filter) == names);
    }
    CHECK(m.refuses({"ps", "--filter", "status=bogus"}, "invalid filter 'status=bogus'"));
    CHECK(m.refuses({"ps", "--filter", "bogus=1"}, "invalid filter"));
    CHECK(m.refuses({"ps", "--filter", "before=nosuch"}, "nosuch"));
    CHECK(m.refuses({"ps", "--filter", "expose=x"}, "is no port"));
}

TEST_CASE("docker is told what containers and images take, and what their mounts are") {
    if (!support::has_docker()) return;
    const stocked m;
    CHECK(m.said({"ps", "-a", "--size", "--filter", "name=done", "--format", "{{.Size}}"})
              .starts_with("6B (virtual "));
    CHECK(m.said({"ps", "-a", "--size", "--filter", "name=later", "--format", "{{.Size}}"})
              .starts_with("0B (virtual "));
    CHECK(m.said({"inspect", "--size", "done", "-f", "{{.SizeRw}}"}) == "6");
    CHECK(m.said({"inspect", "done", "-f", "{{.SizeRw}}"}) == "<nil>");
    CHECK(m.said({"inspect", "web", "-f",
                  "{{range .Mounts}}{{.Type}} {{.Name}} {{.Destination}}{{end}}"}) ==
          "volume data /data");
    CHECK(m.said({"ps", "--format", "{{.LocalVolumes}} {{.Mounts}}"}) == "1 data");
    // One layer more on the same base: what they share is told, and that only what nobody runs can
    // go.
    CHECK(m.said({"commit", "done", "more"}).starts_with("sha256:"));
    const json::value used = json::read(m.said({"system", "df", "-v", "--format", "json"}));
    REQUIRE(used.at("Images").size() == 2);
    for (const auto& image : used.at("Images")) {
        CHECK(image.at("SharedSize") != "0B");
        CHECK(image.at("SharedSize") != "N/A");
        CHECK(image.at("UniqueSize") != "N/A");
    }
    CHECK(m.said({"system", "df", "--format", "{{.Type}} {{.TotalCount}} {{.Active}}"}) ==
          "Images 2 1\nContainers 3 1\nLocal Volumes 1 1\nBuild Cache 0 0");
    CHECK(m.said({"system", "df", "--format", "{{.Type}} {{.Reclaimable}}"}).find("Images 0B") ==
          std::string::npos);
}

TEST_CASE("docker filters images, and what it prunes") {
    if (!support::has_docker()) return;
    stocked m;
    CHECK(m.said({"commit", "-c", "LABEL kind=made", "done", "made"}).starts_with("sha256:"));
    const auto named = [&](const std::string& filter) {
        return m.said({"images", "--filter", filter, "--format", "{{.Repository}}"});
    };
    CHECK(named("label=kind=made") == "made");
    CHECK(named("before=made") == "busybox");
    CHECK(named("since=busybox") == "made");
    CHECK(named("until=1h") == "busybox");  // it does not say when it was made
    CHECK(named("until=2100-01-01T00:00:00Z") == "made\nbusybox");
    CHECK(m.refuses({"images", "--filter", "before=nosuch"}, "No such image: nosuch"));
    CHECK(m.refuses({"images", "--filter", "until=later"}, "is no moment"));

    CHECK(m.said({"image", "prune", "-af", "--filter", "label!=kind"}).find("made") ==
          std::string::npos);
    CHECK(m.said({"image", "prune", "-af", "--filter", "until=1h"}).find("made") ==
          std::string::npos);
    CHECK(m.said({"image", "prune", "-af", "--filter", "label=kind=made"})
              .find("untagged: made:latest") != std::string::npos);
    CHECK(m.said({"container", "prune", "-f", "--filter", "until=1h"}) ==
          "Total reclaimed space: 0B");
    CHECK(m.said({"container", "prune", "-f", "--filter", "label=no"}) ==
          "Total reclaimed space: 0B");
    CHECK(m.said({"volume", "create", "--label", "of=one", "unused"}) == "unused");
    CHECK(m.said({"volume", "prune", "-af", "--filter", "label!=of"}) ==
          "Total reclaimed space: 0B");
    CHECK(m.said({"volume", "prune", "-af", "--filter", "label=of=one"}).find("unused") !=
          std::string::npos);
    CHECK(m.said({"network", "create", "--label", "of=one", "alone"}).size() == 64);
    CHECK(m.said({"network", "prune", "-f", "--filter", "until=1h"}).empty());
    CHECK(m.said({"network", "prune", "-f", "--filter", "label!=of"}).empty());
    CHECK(m.said({"network", "prune", "-f", "--filter", "label=of"}).find("alone") !=
          std::string::npos);
    CHECK(m.said({"system", "prune", "-f", "--filter", "until=1h"})
              .find("Total reclaimed space: 0B") != std::string::npos);
    CHECK(m.said({"container", "prune", "-f"}).find("Deleted Containers") != std::string::npos);
    CHECK(m.containers->list().size() == 1);
}

TEST_CASE("docker shows the processes of a container as ps is asked to") {
    if (!support::has_docker()) return;
    const stocked m;
    CHECK(m.said({"top", "web"}).find("sleep 600") != std::string::npos);
    const std::string some = m.said({"top", "web", "-o", "pid,args"});
    CHECK(some.starts_with("PID"));
    CHECK(some.find("sleep 600") != std::string::npos);
    CHECK(std::count(some.begin(), some.end(), '\n') == 1);
    CHECK(m.refuses({"top", "web", "-o", "comm"}, "no column PID"));
    CHECK(m.refuses({"top", "web", "--nosuch"}, "does not take these arguments"));
    CHECK(m.refuses({"top", "done"}, "is not running"));
}

TEST_CASE("docker filters events by all that it knows") {
    if (!support::has_docker()) return;
    const stocked m;
    const auto happened = [&](const std::string& filter) {
        return m.said({"events", "--since", "1h", "--until", "0s", "--filter", filter, "--format",
                       "{{.Action}} {{.Actor.Attributes.name}}"});
    };
    REQUIRE(eventually([&] {
        return happened("container=later") == "create later" && happened("event=die") == "die done";
    }));
    CHECK(happened("label=tier=front") == "create web\nstart web");
    CHECK(happened("image=busybox") == happened("type=container"));
    REQUIRE(eventually([&] {
        return happened("type=network") == "connect bridge\nconnect bridge\ndisconnect bridge";
    }));
    CHECK(happened("network=bridge") == happened("type=network"));
    CHECK(happened("scope=local").size() ==
          happened("type=container").size() + 1 + happened("type=network").size());
    for (const char* other :
         {"volume=data", "network=other", "daemon=x", "type=image", "scope=swarm", "plugin=x"})
        CHECK(happened(other).empty());
    CHECK(m.refuses({"events", "--until", "0s", "--filter", "bogus=1"}, "invalid filter"));
}

}  // namespace listing_test
