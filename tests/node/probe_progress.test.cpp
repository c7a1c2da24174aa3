// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/probe_progress.hpp>

#include <catch2/catch.hpp>

namespace probe_progress_test {

using namespace slipway;
using namespace std::chrono_literals;

TEST_CASE("a probe turns at its thresholds, and comes due by its period") {
    api::Probe spec;
    spec.initialDelaySeconds = 5;
    spec.periodSeconds = 3;
    spec.failureThreshold = 2;
    spec.successThreshold = 2;
    const node::probe_progress::instant start{};
    node::probe_progress p(false, start, spec);
    CHECK_FALSE(p.due_at(start + 4s));
    CHECK(p.due_at(start + 5s));
    CHECK_FALSE(p.record(true, start + 5s, spec));
    CHECK_FALSE(p.passing());
    CHECK(p.due() == start + 8s);
    CHECK(p.record(true, start + 8s, spec));
    CHECK(p.passing());
    CHECK_FALSE(p.record(false, start + 11s, spec));
    CHECK_FALSE(p.failed(spec));
    CHECK(p.record(false, start + 14s, spec));
    CHECK(p.failed(spec));
    CHECK_FALSE(p.passing());
}

TEST_CASE("what is not set has Kubernetes' defaults") {
    const api::Probe spec;
    node::probe_progress p(true, {}, spec);
    CHECK(p.due_at({}));
    CHECK_FALSE(p.record(false, {}, spec));
    CHECK_FALSE(p.record(false, {}, spec));
    CHECK(p.record(false, {}, spec));
    CHECK(p.due() == node::probe_progress::instant{} + 10s);
    CHECK(node::probe_progress::timeout(spec) == 1s);
}

}  // namespace probe_progress_test
