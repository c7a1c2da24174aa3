// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/agent.hpp>

#include <catch2/catch.hpp>

#include "world.hpp"

namespace agent_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::eventually;
using world = support::node_world;
using notes = std::vector<std::string>;

TEST_CASE("a pod of this node runs, and its status says how") {
    world w;
    w.start(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    const api::PodStatus s = w.status();
    CHECK(s.hostIP == "127.0.0.1");
    CHECK(s.podIP == w.r.sandboxes().at(0).ip.c_str());
    CHECK(w.condition("Ready") == "True");
    const api::ContainerStatus c = w.of("app");
    CHECK(c.ready == true);
    CHECK(c.restartCount == 0L);
    CHECK(c.containerID == ("slipway://" + w.r.containers().at(0).key).c_str());
    CHECK(std::string(c.imageID.view()).starts_with("sha256:"));
    CHECK(!c.state->running->startedAt.empty());
    for (const char* word :
         {"Pulled: Successfully pulled image \"web:1\"", "Created: ", "Started: "})
        CHECK(w.tells(word));
}

TEST_CASE("pods of other nodes, or of none yet, are left alone") {
    world w;
    api::Pod other = world::pod(world::container("app"));
    other.metadata.name = "other";
    other.spec.nodeName = "n2";
    w.start(other);
    other.metadata.name = "unbound";
    other.spec.nodeName = "";
    w.c.create(other);
    w.turn();
    CHECK(w.r.count("start app") == 0);
    CHECK(w.c.get<api::Pod>("ns", "other").status.podIP.empty());
}

TEST_CASE("what a container runs with comes from the pod and from the image") {
    world w;
    oci::image_config config;
    config.entrypoint = {"run", "--from-image"};
    config.env = {"PATH=/bin", "MODE=image"};
    config.working_dir = "/srv";
    config.user = "1000:1000";
    w.publish("tool:1", config);
    api::Service s;
    s.metadata.name = "db";
    s.metadata.namespace_ = "ns";
    s.spec.clusterIP = "10.96.7.7";
    api::ServicePort port;
    port.port = 5432;
    s.spec.ports = {port};
    w.c.create(s);
    api::Container c = world::container("app", {});
    c.image = "tool:1";
    c.args = {"$(MODE)", "$(DB_SERVICE_HOST)"};
    api::EnvVar mode;
    mode.name = "MODE";
    mode.value = "pod";
    c.env = {mode};
    c.resources.emplace().limits = {{"memory", "64Mi"}, {"cpu", "500m"}};
    c.securityContext.emplace().readOnlyRootFilesystem = true;
    w.start(world::pod(c));
    REQUIRE(w.gets("Running"));
    const auto spec = w.r.spec("app");
    CHECK(spec.command == notes{"run", "--from-image", "pod", "10.96.7.7"});
    CHECK(spec.working_dir == "/srv");
    CHECK(spec.user == "1000:1000");
    CHECK(spec.read_only_root);
    CHECK(spec.limits.memory_bytes == 64U << 20);
    CHECK(spec.limits.cpu_millis == 500);
    const std::map<std::string, std::string> env(spec.env.begin(), spec.env.end());
    CHECK(env.at("PATH") == "/bin");
    CHECK(env.at("MODE") == "pod");
    CHECK(env.at("HOSTNAME") == "web");
}

TEST_CASE("a container that crashes again and again has to wait, longer each time") {
    world w;
    w.start(world::pod(world::container("app", {"exit", "1"})));
    REQUIRE(w.waits_for("app", "CrashLoopBackOff"));
    long restarts = 1;  // the first was at once
    for (const auto wait : {10s, 20s, 40s, 80s, 160s, 300s, 300s}) {
        CAPTURE(wait.count());
        REQUIRE(eventually([&] {
            return w.of("app").restartCount == restarts &&
                   w.of("app").state->waiting->message ==
                       ("back-off " + std::to_string(wait.count()) +
                        "s restarting failed container")
                           .c_str();
        }));
        CHECK(w.of("app").lastState->terminated->exitCode == 1L);
        w.pass(wait - 1ms);
        w.turn();
        CHECK(w.of("app").restartCount == restarts);
        w.pass(1ms);
        REQUIRE(w.restarted("app", ++restarts));
    }
    CHECK(w.waits_for("app", "CrashLoopBackOff"));
    CHECK(w.status().phase == "Running");
    CHECK(w.condition("Ready") == "False");
}

TEST_CASE("who ran well for long is forgiven") {
    world w;
    w.start(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    auto kill = [&] {
        w.r.stop_container(std::string(w.of("app").containerID.view()).substr(10), 0ms);
    };
    kill();
    REQUIRE(w.restarted("app", 1));
    w.pass(1min);
    kill();
    REQUIRE(w.waits_for("app", "CrashLoopBackOff"));
    w.pass(10s);
    REQUIRE(w.restarted("app", 2));
    w.pass(11min);
    kill();
    CHECK(w.restarted("app", 3));  // at once
}

TEST_CASE("what becomes of a pod follows from its policy and its exit code") {
    struct line {
        const char *policy, *code, *phase, *reason;
    };
    for (const auto& [policy, code, phase, reason] :
         {line{"Never", "0", "Succeeded", "Completed"}, line{"Never", "3", "Failed", "Error"},
          line{"OnFailure", "0", "Succeeded", "Completed"}}) {
        CAPTURE(policy, code);
        world w;
        w.start(world::pod(world::container("app", {"exit", code}), policy));
        REQUIRE(w.gets(phase));
        CHECK(w.of("app").state->terminated->reason == reason);
        CHECK(w.of("app").state->terminated->exitCode == std::stol(code));
        CHECK(w.condition("Ready") == "False");
        CHECK(w.r.count("start app") == 1);
    }
    for (const auto& [policy, code] :
         {std::pair("OnFailure", "3"), std::pair("Always", "0"), std::pair("Always", "3")}) {
        CAPTURE(policy, code);
        world w;
        w.start(world::pod(world::container("app", {"exit", code}), policy));
        CHECK(w.waits_for("app", "CrashLoopBackOff"));
        CHECK(w.status().phase == "Running");
    }
}

TEST_CASE("who is killed for memory, and what does not start, have reasons of their own") {
    world w;
    w.r.greedy = true;
    w.start(world::pod(world::container("app"), "Never"));
    REQUIRE(w.gets("Running"));
    w.r.stop_container(w.r.containers().at(0).key, 0ms);
    REQUIRE(w.gets("Failed"));
    CHECK(w.of("app").state->terminated->reason == "OOMKilled");
    CHECK(w.of("app").state->terminated->exitCode == 137L);

    world other;
    other.start(world::pod(world::container("app", {"absent"}), "Never"));
    REQUIRE(other.gets("Failed"));
    CHECK(other.of("app").state->terminated->reason == "StartError");
    CHECK(other.of("app").state->terminated->exitCode == 128L);
    CHECK(other.tells("Failed: Error: exec: \"absent\": executable file not found in $PATH"));
}

TEST_CASE("init containers come one after the other, each to its success, before all else") {
    world w;
    api::Pod p = world::pod(world::container("app"));
    p.spec.initContainers = {world::container("first", {"exit", "0"}),
                             world::container("second", {"exit", "0"})};
    w.start(p);
    REQUIRE(w.gets("Running"));
    CHECK(w.r.notes() == notes{"start first", "start second", "start app"});
    CHECK(w.of("first").state->terminated->reason == "Completed");
    CHECK(w.of("second").ready == true);
    CHECK(w.condition("Initialized") == "True");
}

TEST_CASE("while an init container runs or fails, the next does not begin") {
    world w;
    api::Pod p = world::pod(world::container("app"));
    p.spec.initContainers = {world::container("slow")};
    w.start(p);
    REQUIRE(eventually([&] { return w.of("slow").state->running.has_value(); }));
    CHECK(w.waiting("app") == "PodInitializing");
    CHECK(w.status().phase == "Pending");
    CHECK(w.condition("Initialized") == "False");

    world failing;
    p.spec.initContainers = {world::container("bad", {"exit", "1"}),
                             world::container("next", {"exit", "0"})};
    failing.start(p);
    REQUIRE(failing.waits_for("bad", "CrashLoopBackOff"));
    CHECK(failing.status().phase == "Pending");
    CHECK(failing.r.count("start next") == 0);

    world strict;
    p.spec.restartPolicy = "Never";
    strict.start(p);
    REQUIRE(strict.gets("Failed"));
    CHECK(strict.r.notes() == notes{"start bad"});
}

TEST_CASE("a sidecar is up before the program, and ends after it") {
    world w;
    w.well = false;
    api::Pod p = world::pod(world::container("app", {"exit", "0"}), "Never");
    api::Container side = world::container("side");
    side.restartPolicy = "Always";
    side.startupProbe = world::check_probe();
    side.startupProbe.emplace().failureThreshold = 1000;
    p.spec.initContainers = {side};
    w.start(p);
    REQUIRE(eventually([&] { return w.r.count("exec side: check") > 0; }));
    CHECK(w.r.count("start app") == 0);
    w.well = true;
    w.pass(1s);
    REQUIRE(w.gets("Succeeded"));
    CHECK(eventually([&] { return w.of("side").state->terminated.has_value(); }));
    CHECK(w.r.notes().back() == "signal side 3");
    CHECK(w.of("side").restartCount == 0L);
}

TEST_CASE("an image that cannot be pulled is asked for again, and the pod runs once it is there") {
    world w;
    api::Container c = world::container("app");
    c.image = "late:1";
    w.start(world::pod(c));
    REQUIRE(w.waits_for("app", "ErrImagePull"));
    CHECK(w.status().phase == "Pending");
    CHECK(w.tells("Failed: failed to pull image \"late:1\": "));
    w.pass(10s);
    REQUIRE(w.waits_for("app", "ImagePullBackOff"));
    w.publish("late:1");
    w.pass(19s);
    w.turn();
    CHECK(w.waiting("app") == "ImagePullBackOff");
    w.pass(1s);
    const bool runs = w.gets("Running");
    INFO(w.events());
    REQUIRE(runs);
    w.r.stop_container(w.r.containers().at(0).key, 0ms);
    CHECK(w.restarted("app", 1));  // at once: the image's waits are not the program's
}

TEST_CASE("an image that may not be pulled, or has no name, is said to be so") {
    world w;
    api::Container never = world::container("never");
    never.image = "other:1";
    never.imagePullPolicy = "Never";
    api::Container odd = world::container("odd");
    odd.image = "Not//a name";
    api::Pod p = world::pod(never);
    p.spec.containers.push_back(odd);
    w.start(p);
    CHECK(w.waits_for("never", "ErrImageNeverPull"));
    CHECK(w.waits_for("odd", "InvalidImageName"));
}

TEST_CASE("a container whose configuration is missing waits for it") {
    world w;
    api::Container c = world::container("app");
    api::EnvVar level;
    level.name = "LEVEL";
    auto& ref = level.valueFrom.emplace().configMapKeyRef.emplace();
    ref.name = "settings";
    ref.key = "level";
    c.env = {level};
    w.start(world::pod(c));
    REQUIRE(w.waits_for("app", "CreateContainerConfigError"));
    CHECK(w.of("app").state->waiting->message == "configmap \"settings\" not found");
    CHECK(w.of("app").restartCount == 0L);
    api::ConfigMap settings;
    settings.metadata.name = "settings";
    settings.metadata.namespace_ = "ns";
    settings.data = {{"level", "debug"}};
    w.c.create(settings);
    REQUIRE(eventually([&] {
        w.time.pass(2s);
        return w.status().phase == "Running";
    }));
    const auto env = w.r.spec("app").env;
    CHECK(std::find(env.begin(), env.end(),
                    std::pair<std::string, std::string>("LEVEL", "debug")) != env.end());
}

TEST_CASE("who must not be root does not run as root") {
    world w;
    api::Container c = world::container("app");
    c.securityContext.emplace().runAsNonRoot = true;
    w.start(world::pod(c));
    REQUIRE(w.waits_for("app", "CreateContainerConfigError"));
    CHECK(w.tells("container has runAsNonRoot and image will run as root"));
    CHECK(w.r.count("start app") == 0);
}

TEST_CASE("the seccomp profile is the container's, or else the pod's") {
    using profile = runtime::seccomp_profile;
    const auto ran_with = [](const char* of_pod, const char* of_container) {
        world w;
        api::Container c = world::container("app");
        if (of_container) c.securityContext.emplace().seccompProfile.emplace().type = of_container;
        api::Pod pod = world::pod(c);
        if (of_pod) pod.spec.securityContext.emplace().seccompProfile.emplace().type = of_pod;
        w.start(pod);
        REQUIRE(w.gets("Running"));
        return w.r.spec("app").seccomp;
    };
    CHECK(ran_with(nullptr, nullptr) == profile::unconfined);
    CHECK(ran_with("RuntimeDefault", nullptr) == profile::runtime_default);
    CHECK(ran_with("RuntimeDefault", "Unconfined") == profile::unconfined);
    CHECK(ran_with("Unconfined", "RuntimeDefault") == profile::runtime_default);

    world w;
    api::Container c = world::container("app");
    c.securityContext.emplace().seccompProfile.emplace().type = "Localhost";
    w.start(world::pod(c));
    REQUIRE(w.waits_for("app", "CreateContainerConfigError"));
    CHECK(w.tells(
        "container app asks for a seccomp profile of type Localhost; there are RuntimeDefault and Unconfined"));
    CHECK(w.r.count("start app") == 0);
}

TEST_CASE("a container that vanished from the runtime is started again") {
    world w;
    w.start(world::pod(world::container("app")));
    REQUIRE(w.gets("Running"));
    w.r.remove_container(w.r.containers().at(0).key);
    REQUIRE(w.restarted("app", 1));
    CHECK(w.of("app").lastState->terminated->exitCode == 137L);
}

TEST_CASE("ports of the machine lead to a pod: on loopback, unless it names an address") {
    world w;
    api::Container c = world::container("app");
    for (const auto& [number, host, address, protocol] : {std::tuple(80L, 8080L, "", "TCP"),
                                                          {53L, 5353L, "127.0.0.2", "UDP"},
                                                          {9000L, 0L, "", "TCP"}}) {
        api::ContainerPort& p = c.ports.append();
        p.containerPort = number;
        if (host) p.hostPort = host;
        p.hostIP = address;
        p.protocol = protocol;
    }
    api::Container side = world::container("side");
    side.restartPolicy = "Always";
    api::ContainerPort& admin = side.ports.append();
    admin.containerPort = 1;
    admin.hostPort = 2;
    api::Pod pod = world::pod(c);
    pod.spec.initContainers = {side};
    w.start(pod);
    REQUIRE(w.gets("Running"));
    const auto uid = std::string(w.seen()->metadata.uid.view());
    CHECK(w.r.sandbox_spec(uid).ports ==
          std::vector<runtime::published_port>{{"127.0.0.1", 2, 1, runtime::transport::tcp},
                                               {"127.0.0.1", 8080, 80, runtime::transport::tcp},
                                               {"127.0.0.2", 5353, 53, runtime::transport::udp}});
}

TEST_CASE("in the machine's network a pod's ports are there already") {
    world w;
    api::Container c = world::container("app");
    c.ports.append().containerPort = 80;
    api::Pod pod = world::pod(c);
    pod.spec.hostNetwork = true;
    w.start(pod);
    REQUIRE(w.gets("Running"));
    CHECK(w.seen()->spec.containers[0].ports[0].hostPort == 80L);
    CHECK(w.r.sandbox_spec(std::string(w.seen()->metadata.uid.view())).ports.empty());
}

TEST_CASE(
    "a port of the machine that somebody else has, or that cannot be had here, keeps the pod waiting") {
    world w;
    api::Container c = world::container("app");
    api::ContainerPort& p = c.ports.append();
    p.containerPort = 80;
    p.hostPort = 8080;
    SECTION("taken") {
        w.r.taken = true;
        w.start(world::pod(c));
        REQUIRE(w.tells(
            "FailedCreatePodSandBox: Failed to create pod sandbox: cannot listen on 127.0.0.1:8080: Address already in use"));
        CHECK(w.waits_for("app", "ContainerCreating"));
        w.r.taken = false;
        CHECK(eventually([&] {
            w.time.pass(2s);
            return w.status().phase == "Running";
        }));
    }
    SECTION("by a protocol that is not served") {
        p.protocol = "SCTP";
        w.start(world::pod(c));
        CHECK(w.tells(
            "FailedCreatePodSandBox: Failed to create pod sandbox: hostPort 8080: SCTP is not served here, only TCP and UDP are"));
        CHECK(w.r.sandboxes().empty());
    }
}

}  // namespace agent_test
