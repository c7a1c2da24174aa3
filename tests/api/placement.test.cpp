// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/api/placement.hpp>

#include <catch2/catch.hpp>

namespace placement_test {

using namespace slipway;
using namespace slipway::api;

namespace {

core_v1::Taint taint(const char* key, const char* value, const char* effect) {
    core_v1::Taint made;
    made.key = key;
    made.value = value;
    made.effect = effect;
    return made;
}
core_v1::Toleration toleration(const char* key, const char* op, const char* value,
                               const char* effect) {
    core_v1::Toleration made;
    made.key = key;
    made.operator_ = op;
    made.value = value;
    made.effect = effect;
    return made;
}
bool chosen(const core_v1::PodSpec& pod) {
    const core::map<core::text> labels{{"disk", "ssd"}, {"cores", "8"}};
    const core::text name = "one";
    return chooses(
        pod, [&](std::string_view key) { return node_label{labels.find(key), key == "arch"}; },
        [&](std::string_view key) { return node_label{key == "metadata.name" ? &name : nullptr}; });
}
/// A pod whose required affinity has one term with one requirement.
bool chosen(const char* key, const char* op, core::list<core::text> values, bool by_field = false) {
    core_v1::PodSpec pod;
    auto& term = pod.affinity.emplace()
                     .nodeAffinity.emplace()
                     .requiredDuringSchedulingIgnoredDuringExecution.emplace()
                     .nodeSelectorTerms.append();
    auto& r = by_field ? term.matchFields.append() : term.matchExpressions.append();
    r.key = key;
    r.operator_ = op;
    r.values = values;
    return chosen(pod);
}

}  // namespace

TEST_CASE("tolerations name a key, a value and an effect, or leave them open") {
    const auto gpu = taint("gpu", "yes", "NoSchedule");
    CHECK(tolerates(toleration("gpu", "Equal", "yes", "NoSchedule"), gpu));
    CHECK(tolerates(toleration("gpu", "", "yes", ""), gpu));
    CHECK(tolerates(toleration("gpu", "Exists", "", ""), gpu));
    CHECK(tolerates(toleration("", "Exists", "", ""), gpu));
    CHECK_FALSE(tolerates(toleration("", "Equal", "yes", ""), gpu));
    CHECK_FALSE(tolerates(toleration("gpu", "Equal", "no", ""), gpu));
    CHECK_FALSE(tolerates(toleration("gpu", "Exists", "", "NoExecute"), gpu));
    CHECK_FALSE(tolerates(toleration("fpga", "Exists", "", ""), gpu));
}

TEST_CASE("one taint that is not tolerated keeps a pod off, a preference does not") {
    core_v1::PodSpec pod;
    const core::list<core_v1::Taint> taints{taint("a", "", "PreferNoSchedule"),
                                            taint("b", "", "NoSchedule"),
                                            taint("c", "", "NoExecute")};
    REQUIRE(untolerated(pod, taints));
    CHECK(untolerated(pod, taints)->key == "b");
    pod.tolerations.push_back(toleration("b", "Exists", "", ""));
    CHECK(untolerated(pod, taints)->key == "c");
    pod.tolerations.push_back(toleration("c", "Exists", "", "NoExecute"));
    CHECK_FALSE(untolerated(pod, taints));
}

TEST_CASE("a node selector asks for labels") {
    core_v1::PodSpec pod;
    CHECK(chosen(pod));
    pod.nodeSelector = {{"disk", "ssd"}, {"arch", "arm64"}};
    CHECK(chosen(pod));
    pod.nodeSelector = {{"disk", "hdd"}};
    CHECK_FALSE(chosen(pod));
    pod.nodeSelector = {{"absent", ""}};
    CHECK_FALSE(chosen(pod));
}

TEST_CASE("required node affinity is one of its terms") {
    CHECK(chosen("disk", "In", {"hdd", "ssd"}));
    CHECK_FALSE(chosen("disk", "NotIn", {"ssd"}));
    CHECK(chosen("absent", "NotIn", {"ssd"}));
    CHECK(chosen("disk", "Exists", {}));
    CHECK_FALSE(chosen("disk", "DoesNotExist", {}));
    CHECK(chosen("absent", "DoesNotExist", {}));
    CHECK(chosen("cores", "Gt", {"7"}));
    CHECK_FALSE(chosen("cores", "Gt", {"8"}));
    CHECK(chosen("cores", "Lt", {"9"}));
    CHECK(chosen("cores", "Gt", {"-1"}));
    for (const char* wrong : {"", "x", "-", "9999999999999999999", "1.5"})
        CHECK_FALSE(chosen("cores", "Gt", {wrong}));
    CHECK_FALSE(chosen("disk", "Gt", {"1"}));
    CHECK_FALSE(chosen("cores", "Between", {"1"}));
    CHECK(chosen("arch", "In", {"arm64"}));
    CHECK(chosen("metadata.name", "In", {"one"}, true));
    CHECK_FALSE(chosen("metadata.name", "In", {"two"}, true));

    core_v1::PodSpec pod;
    auto& terms = pod.affinity.emplace()
                      .nodeAffinity.emplace()
                      .requiredDuringSchedulingIgnoredDuringExecution.emplace()
                      .nodeSelectorTerms;
    CHECK_FALSE(chosen(pod));  // no term is fulfilled
    terms.append();
    CHECK_FALSE(chosen(pod));  // neither is an empty one
    auto& r = terms.append().matchExpressions.append();
    r.key = "disk";
    r.operator_ = "Exists";
    CHECK(chosen(pod));
}

TEST_CASE(
    "a term of affinity is about pods of its namespaces that its selector and label keys choose") {
    core::map<core::text> web{{"app", "web"}, {"version", "2"}},
        old{{"app", "web"}, {"version", "1"}};
    core_v1::PodAffinityTerm t;
    const slipway::api::pod_seen own{"shop", web};
    CHECK_FALSE(slipway::api::concerns(t, own, own));  // without a selector it is about nobody
    t.labelSelector.emplace();
    CHECK(slipway::api::concerns(t, own, {"shop", {}}));
    CHECK_FALSE(slipway::api::concerns(t, own, {"other", web}));
    t.namespaces.push_back("other");
    CHECK(slipway::api::concerns(t, own, {"other", web}));
    CHECK_FALSE(slipway::api::concerns(t, own, own));
    t.namespaceSelector.emplace();  // all of them
    CHECK(slipway::api::concerns(t, own, own));
    t.namespaceSelector.emplace().matchLabels["kubernetes.io/metadata.name"] = "third";
    CHECK_FALSE(slipway::api::concerns(t, own, own));
    t = {};
    t.labelSelector.emplace().matchLabels["app"] = "web";
    t.matchLabelKeys.push_back("version");
    CHECK(slipway::api::concerns(t, own, own));
    CHECK_FALSE(slipway::api::concerns(t, own, {"shop", old}));
    t.matchLabelKeys = {};
    t.mismatchLabelKeys.push_back("version");
    CHECK_FALSE(slipway::api::concerns(t, own, own));
    CHECK(slipway::api::concerns(t, own, {"shop", old}));
}

}  // namespace placement_test
