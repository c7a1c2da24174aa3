// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/detail/container_plan.hpp>

#include <catch2/catch.hpp>

namespace container_plan_test {

using namespace slipway;
using runtime::namespace_choice;

namespace {

api::Pod some_pod() {
    api::Pod made;
    made.metadata.name = "web";
    api::Container c;
    c.name = "app";
    c.command = {"/bin/app"};
    made.spec.containers = {c};
    return made;
}

runtime::container_spec plan(const api::Pod& pod) {
    node::config_sources sources;
    sources.services = [] { return std::vector<std::shared_ptr<const api::Service>>(); };
    return node::detail::container_plan(pod, pod.spec.containers[0], {}, sources, {});
}

}  // namespace

TEST_CASE("a pod that says nothing keeps to itself") {
    const api::Pod pod = some_pod();
    CHECK(plan(pod).pid.whose == namespace_choice::own);
    CHECK(plan(pod).groups.empty());
    CHECK_FALSE(plan(pod).terminal);
    CHECK(node::detail::sandbox_of(pod).ipc.whose == namespace_choice::own);
    CHECK(node::detail::sandbox_of(pod).sysctls.empty());
}

TEST_CASE("a pod is among the processes and the memory of its node where it asks for that") {
    api::Pod pod = some_pod();
    pod.spec.hostPID = true;
    CHECK(plan(pod).pid.whose == namespace_choice::machine);
    pod.spec.hostIPC = true;
    CHECK(node::detail::sandbox_of(pod).ipc.whose == namespace_choice::machine);
}

TEST_CASE("groups, terminals, settings of the kernel and of the resolver are the pod's") {
    api::Pod pod = some_pod();
    pod.spec.containers[0].tty = true;
    auto& security = pod.spec.securityContext.emplace();
    security.supplementalGroups = {2000, 3000};
    api::Sysctl setting;
    setting.name = "net.core.somaxconn";
    setting.value = "512";
    security.sysctls = {setting};
    auto& names = pod.spec.dnsConfig.emplace();
    api::PodDNSConfigOption dots, alone;
    dots.name = "ndots";
    dots.value = "2";
    alone.name = "edns0";
    names.options = {dots, alone};
    CHECK(plan(pod).terminal);
    CHECK(plan(pod).groups == std::vector<std::string>{"2000", "3000"});
    const auto sandbox = node::detail::sandbox_of(pod);
    CHECK(sandbox.sysctls ==
          std::vector<std::pair<std::string, std::string>>{{"net.core.somaxconn", "512"}});
    CHECK(sandbox.resolver_options == std::vector<std::string>{"ndots:2", "edns0"});
}

TEST_CASE("what no sandbox here has is refused, and not left out") {
    api::Pod pod = some_pod();
    pod.spec.shareProcessNamespace = true;
    CHECK_THROWS_WITH(node::detail::sandbox_of(pod),
                      Catch::Contains("shareProcessNamespace") && Catch::Contains("hostPID"));
}

}  // namespace container_plan_test
