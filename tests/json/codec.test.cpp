// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/codec.hpp>

#include <slipway/api/resources.hpp>
#include <slipway/api/resources/admissionregistration_v1.hpp>
#include <slipway/api/resources/apps_v1.hpp>
#include <slipway/api/resources/coordination_v1.hpp>
#include <slipway/api/resources/core_v1.hpp>
#include <slipway/api/resources/networking_v1.hpp>
#include <slipway/api/resources/policy_v1.hpp>
#include <slipway/api/resources/rbac_v1.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/shape.hpp>
#include <slipway/json/write.hpp>

#include <catch2/catch.hpp>

namespace codec_test {

using namespace slipway;

namespace {

json::value sample_object(const core::type_info& type, int depth);

json::value sample(core::value_kind kind, const core::type_info* type, int depth) {
    using core::value_kind;
    switch (kind) {
        case value_kind::text: return "text";
        case value_kind::integer: return 7;
        case value_kind::boolean: return true;
        case value_kind::number: return 1.5;
        case value_kind::int_or_string: return "http";
        case value_kind::raw: return {{"any", {1, "two"}}};
        default: return sample_object(*type, depth + 1);
    }
}

/// A document with every field of a struct set, down to a few levels of types that contain
/// themselves.
json::value sample_object(const core::type_info& type, int depth) {
    json::value made = json::value::object();
    if (depth > 12) return made;
    for (const core::field& f : type) {
        const std::string name(f.name);
        if (f.kind == core::value_kind::list)
            made[name] = json::value::array({sample(f.element, f.type, depth)});
        else if (f.kind == core::value_kind::map)
            made[name]["key"] = sample(f.element, f.type, depth);
        else made[name] = sample(f.kind, f.type, depth);
    }
    return made;
}

/// A document with every field of a struct empty, but for structs that are members by value, which
/// are the same as absent then.
json::value everything_empty(const core::type_info& type) {
    using core::value_kind;
    json::value made = json::value::object();
    for (const core::field& f : type) {
        const std::string name(f.name);
        if (f.kind == value_kind::text || f.kind == value_kind::int_or_string) made[name] = "";
        if (f.kind == value_kind::list) made[name] = json::value::array();
        if (f.kind == value_kind::map || f.kind == value_kind::boxed)
            made[name] = json::value::object();
        if (f.kind == value_kind::object) made[name] = everything_empty(*f.type);
    }
    return made;
}

template <class T>
void comes_back(const json::value& document) {
    const auto read = json::decode<T>(document);
    CHECK(json::same(json::encode(read), document));
    const T copy = read;
    CHECK(json::same(json::encode(copy), document));
}
template <class T>
void comes_back(const char* text) {
    INFO(text);
    comes_back<T>(json::read(text));
}

}  // namespace

TEST_CASE("every kind of the API survives decoding and encoding") {
    // Through the tables alone, a pod as the biggest of all.
    const core::type_info& pod = core::type_info_of<api::Pod>;
    json::value full = sample_object(pod, 0);
    full["fromTheFuture"] = {{"kept", true}};
    const auto decoded = json::decode<api::Pod>(full);
    CHECK(decoded.spec.containers[0].ports[0].containerPort == 7L);
    const json::value again = json::encode(decoded);
    // Types that contain themselves end in empty objects, which are written only where they are
    // boxed.
    CHECK(json::encode(json::decode<api::Pod>(again)) == again);
    CHECK(again["fromTheFuture"] == full["fromTheFuture"]);
    CHECK(again["spec"]["containers"] == full["spec"]["containers"]);
    CHECK_NOTHROW(json::check_shape(pod, full));
}

TEST_CASE("what is absent stays absent, what is zero stays") {
    const auto d =
        json::decode<api::Deployment>(json::read(R"({"spec":{"replicas":0,"paused":false}})"));
    CHECK(json::write(json::encode(d)) ==
          R"({"spec":{"replicas":0,"template":{},"paused":false}})");
    const auto pod =
        json::decode<api::Pod>(json::read(R"({"spec":{"volumes":[{"name":"v","emptyDir":{}}]}})"));
    CHECK(json::encode(pod)["spec"]["volumes"][0]["emptyDir"] == json::value::object());
    CHECK(json::decode<api::Pod>(json::read(R"({"metadata":{"creationTimestamp":null}})"))
              .metadata.creationTimestamp.empty());
}

TEST_CASE("what is empty and means something else than nothing comes back") {
    comes_back<api::PersistentVolumeClaim>(R"({"spec":{"selector":{},"storageClassName":""}})");
    comes_back<api::PersistentVolume>(R"({"spec":{"storageClassName":""}})");
    comes_back<api::StatefulSet>(
        R"({"spec":{"selector":{},"serviceName":"","template":{"spec":{"containers":[]}},)"
        R"("volumeClaimTemplates":[{"metadata":{"name":"a"},"spec":{"storageClassName":""}}]}})");
    comes_back<api::networking_v1::Ingress>(
        R"({"spec":{"defaultBackend":{"resource":{"apiGroup":"","kind":"","name":""}},)"
        R"("ingressClassName":"","rules":[{"host":""}]}})");
    comes_back<api::networking_v1::NetworkPolicy>(
        R"({"spec":{"podSelector":{},"policyTypes":["Ingress","Egress"],"ingress":[],)"
        R"("egress":[]}})");
    comes_back<api::networking_v1::NetworkPolicy>(
        R"({"spec":{"podSelector":{"matchLabels":{}},"policyTypes":[],)"
        R"("ingress":[{}],"egress":[{"to":[{"namespaceSelector":{},"podSelector":{}}],"ports":[]}]}})");
    comes_back<api::policy_v1::PodDisruptionBudget>(R"({"spec":{"selector":{}}})");
    comes_back<api::policy_v1::PodDisruptionBudget>(R"({"spec":{"maxUnavailable":0}})");
    comes_back<api::rbac_v1::Role>(R"({"rules":[]})");
    comes_back<api::rbac_v1::ClusterRole>(
        R"({"aggregationRule":{"clusterRoleSelectors":[{}]},)"
        R"("rules":[{"apiGroups":[""],"resources":["pods"],"verbs":[]}]})");
    comes_back<api::rbac_v1::RoleBinding>(
        R"({"subjects":[],"roleRef":{"apiGroup":"","kind":"Role","name":"r"}})");
    comes_back<api::admissionregistration_v1::ValidatingWebhookConfiguration>(
        R"({"webhooks":[{"namespaceSelector":{},"objectSelector":{},"rules":[],"name":"w",)"
        R"("clientConfig":{"caBundle":""},"sideEffects":"None","admissionReviewVersions":[]}]})");
    comes_back<api::Service>(R"({"spec":{"selector":{},"clusterIP":"","ports":[]}})");
    comes_back<api::ConfigMap>(R"({"data":{},"binaryData":{"empty":""}})");
    comes_back<api::Secret>(R"({"stringData":{"empty":""},"type":""})");
    comes_back<api::ServiceAccount>(R"({"imagePullSecrets":[],"secrets":[{}]})");
    comes_back<api::coordination_v1::Lease>(R"({"spec":{"holderIdentity":""}})");
    comes_back<api::Pod>(
        R"({"metadata":{"labels":{"empty":""},"annotations":{},"finalizers":[]},)"
        R"("spec":{"nodeSelector":{},"tolerations":[{"key":"","operator":"Exists"}],)"
        R"("securityContext":{},"affinity":{"podAntiAffinity":)"
        R"({"requiredDuringSchedulingIgnoredDuringExecution":[)"
        R"({"labelSelector":{},"namespaceSelector":{},"namespaces":[],"topologyKey":"zone"}]}},)"
        R"("topologySpreadConstraints":[{"labelSelector":{},"maxSkew":0,"topologyKey":"zone"}],)"
        R"("volumes":[{"name":"v","emptyDir":{}},{"name":"w","configMap":{"items":[]}},)"
        R"({"name":"x","ephemeral":{"volumeClaimTemplate":{"spec":{"storageClassName":""}}}}],)"
        R"("containers":[{"name":"c","image":"","command":[],"args":[],"resources":{},)"
        R"("env":[{"name":"E","value":""}],"lifecycle":{},"tty":false}]}})");
    comes_back<api::Pod>(everything_empty(core::type_info_of<api::Pod>));
    comes_back<api::Node>(everything_empty(core::type_info_of<api::Node>));
    comes_back<api::Deployment>(everything_empty(core::type_info_of<api::Deployment>));
}

TEST_CASE("what is absent is not written as empty, nor what became empty") {
    auto pod = json::decode<api::Pod>(
        json::read(R"({"metadata":{"name":null,"labels":null,"finalizers":["f"]},)"
                   R"("spec":{"containers":null,"nodeSelector":{"disk":"ssd"},"nodeName":"n"}})"));
    pod.metadata.finalizers.remove_if([](const text&) { return true; });
    pod.spec.nodeSelector.clear();
    pod.spec.nodeName = std::string();
    CHECK(json::write(json::encode(pod)) == "{}");
}

TEST_CASE("a list that was read as empty takes elements") {
    auto pod = json::decode<api::Pod>(json::read(R"({"metadata":{"finalizers":[],"labels":{}}})"));
    const auto before = pod;
    pod.metadata.finalizers.push_back("f");
    pod.metadata.labels["l"] = "v";
    CHECK(json::write(json::encode(pod)) ==
          R"({"metadata":{"labels":{"l":"v"},"finalizers":["f"]}})");
    CHECK(before.metadata.finalizers.empty());
    CHECK(before.metadata.finalizers.begin() == before.metadata.finalizers.end());
}

TEST_CASE("a wrong type is told with its path") {
    auto decode = [](const char* text) { return json::decode<api::Pod>(json::read(text)); };
    CHECK_THROWS_WITH(decode(R"({"spec":{"containers":[{"name":3}]}})"),
                      "spec.containers[0].name: expected a string, found a whole number");
    CHECK_THROWS_WITH(decode(R"({"spec":{"containers":{}}})"),
                      "spec.containers: expected an array, found an object");
    CHECK_THROWS_WITH(decode(R"({"metadata":{"labels":{"a":true}}})"),
                      "metadata.labels.a: expected a string, found true or false");
    CHECK_THROWS_AS(decode(R"([])"), status_error);
    CHECK_THROWS_AS(json::check_shape(core::type_info_of<api::Pod>,
                                      json::read(R"({"spec":{"hostNetwork":"yes"}})")),
                    status_error);
}

TEST_CASE("the served kinds can be found by path and by kind") {
    CHECK(api::resources().size() > 50);
    const api::resource* r = api::find_resource("apps", "v1", "deployments");
    REQUIRE(r);
    CHECK(r->kind == "Deployment");
    CHECK(r->has_subresource("scale"));
    CHECK(api::find_kind("", "v1", "Pod")->short_names[0] == "po");
    CHECK_FALSE(api::find_kind("", "v1", "Node")->namespaced);
    CHECK(api::find_resource("apps", "v1", "pods") == nullptr);
    const core::field* containers = core::type_info_of<api::PodSpec>.find("containers");
    REQUIRE(containers);
    CHECK(containers->merge_key == "name");
    CHECK(containers->required);
}

}  // namespace codec_test
