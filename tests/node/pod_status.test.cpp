// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/pod_status.hpp>

#include <catch2/catch.hpp>

namespace pod_status_test {

using namespace slipway;
using state = node::container_record::state;

namespace {

api::Pod pod(const char* policy = "Always") {
    api::Pod made;
    made.spec.restartPolicy = policy;
    for (const char* name : {"app", "side"}) {
        api::Container c;
        c.name = name;
        c.image = "web:1";
        made.spec.containers.push_back(c);
    }
    return made;
}

node::pod_record record(state app, state side, long exit_code = 0) {
    node::pod_record made;
    made.initialized = true;
    made.sandbox = "s";
    made.ip = "10.244.0.5";
    for (const auto& [name, now] : {std::pair{"app", app}, std::pair{"side", side}}) {
        node::container_record& c = made.containers[name];
        c.now = now;
        c.attempt = now == state::waiting ? -1 : 0;
        c.ready = now == state::running;
        if (now == state::terminated)
            c.ended = node::termination{.exit_code = exit_code,
                                        .reason = exit_code ? "Error" : "Completed"};
    }
    return made;
}

std::string condition(const api::PodStatus& s, std::string_view type) {
    for (const api::PodCondition& c : s.conditions)
        if (c.type == type) return std::string(c.status.view());
    return {};
}

}  // namespace

TEST_CASE("a pod's phase follows from its containers and its restart policy") {
    CHECK(node::phase_of(pod(), record(state::waiting, state::running)) == "Pending");
    CHECK(node::phase_of(pod(), record(state::running, state::running)) == "Running");
    CHECK(node::phase_of(pod(), record(state::terminated, state::terminated)) == "Running");
    CHECK(node::phase_of(pod("Never"), record(state::terminated, state::running)) == "Running");
    CHECK(node::phase_of(pod("Never"), record(state::terminated, state::terminated)) ==
          "Succeeded");
    CHECK(node::phase_of(pod("Never"), record(state::terminated, state::terminated, 1)) ==
          "Failed");
    CHECK(node::phase_of(pod("OnFailure"), record(state::terminated, state::terminated, 1)) ==
          "Running");
    node::pod_record evicted = record(state::running, state::running);
    evicted.failed_reason = "Evicted";
    CHECK(node::phase_of(pod(), evicted) == "Failed");
}

TEST_CASE("the status says what each container does, and keeps what others wrote") {
    api::Pod p = pod();
    api::PodCondition scheduled;
    scheduled.type = "PodScheduled";
    scheduled.status = "True";
    p.status.conditions.push_back(scheduled);
    node::pod_record r = record(state::running, state::waiting);
    r.containers["side"].reason = "ErrImagePull";
    const core::time_source::wall_time t0 = core::parse_rfc3339("2026-01-31T12:00:00Z");
    api::PodStatus s = node::status_of(p, r, "127.0.0.1", t0);
    CHECK(s.podIP == "10.244.0.5");
    CHECK(s.containerStatuses[1].state->waiting->reason == "ErrImagePull");
    CHECK(condition(s, "PodScheduled") == "True");
    CHECK(condition(s, "Ready") == "False");
    p.status = s;
    const api::PodStatus later = node::status_of(p, r, "127.0.0.1", t0 + std::chrono::minutes(1));
    REQUIRE(later.conditions.size() == s.conditions.size());
    for (std::size_t i = 0; i < s.conditions.size(); ++i)
        CHECK(later.conditions[i].lastTransitionTime == s.conditions[i].lastTransitionTime);
    r = record(state::running, state::running);
    CHECK(condition(node::status_of(p, r, "127.0.0.1", t0), "Ready") == "True");
}

TEST_CASE("quality of service by requests and limits") {
    api::Pod p = pod();
    CHECK(node::qos_class(p) == "BestEffort");
    for (api::Container& c : p.spec.containers)
        c.resources.emplace().limits = {{"cpu", "1"}, {"memory", "1Gi"}};
    CHECK(node::qos_class(p) == "Guaranteed");
    p.spec.containers[0].resources.emplace().requests = {{"cpu", "500m"}};
    CHECK(node::qos_class(p) == "Burstable");
}

}  // namespace pod_status_test
