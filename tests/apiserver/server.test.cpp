// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/server.hpp>

#include <catch2/catch.hpp>

#include "served.hpp"

namespace server_test {

using namespace slipway;

namespace {

api::Pod pod(const char* name, const char* node = "") {
    api::Pod made;
    made.metadata.name = name;
    made.metadata.namespace_ = "ns";
    made.metadata.labels["app"] = "web";
    api::Container c;
    c.name = "app";
    c.image = "busybox:1";
    made.spec.containers.push_back(c);
    made.spec.nodeName = node;
    return made;
}

template <class Call>
std::string refusal(Call call) {
    try {
        call();
    } catch (const status_error& e) {
        return std::to_string(e.code()) + " " + e.message();
    }
    return "accepted";
}

const api::resource& pods = api::resource_of<api::Pod>;

}  // namespace

TEST_CASE("what is created gets identity, defaults and a revision") {
    support::api_world w;
    const api::Pod made = w.client.create(pod("a"));
    CHECK(made.metadata.uid.size() == 36);
    CHECK_FALSE(made.metadata.creationTimestamp.empty());
    CHECK(made.metadata.generation == 1L);
    CHECK(made.spec.restartPolicy == "Always");
    CHECK(made.spec.terminationGracePeriodSeconds == 30L);
    CHECK(made.spec.containers[0].imagePullPolicy == "IfNotPresent");
    CHECK(made.status.phase == "Pending");
    CHECK(w.client.get<api::Pod>("ns", "a").metadata.resourceVersion ==
          made.metadata.resourceVersion);
}

TEST_CASE("refusals have Kubernetes' codes and words") {
    support::api_world w;
    w.client.create(pod("a"));
    CHECK(refusal([&] { w.client.create(pod("a")); }) == "409 pods \"a\" already exists");
    CHECK(refusal([&] { w.client.get<api::Pod>("ns", "b"); }) == "404 pods \"b\" not found");
    api::Pod elsewhere = pod("c");
    elsewhere.metadata.namespace_ = "nowhere";
    CHECK(refusal([&] { w.client.create(elsewhere); }) == "404 namespaces \"nowhere\" not found");
    api::Pod wrong = pod("Bad_Name");
    wrong.spec.containers[0].image = "";
    const std::string said = refusal([&] { w.client.create(wrong); });
    CHECK(said.starts_with(
        "422 Pod \"Bad_Name\" is invalid: [metadata.name: Invalid value: \"Bad_Name\""));
    CHECK(said.find("spec.containers[0].image: Required value") != std::string::npos);
    CHECK(refusal([&] {
              w.server.create({&pods, "ns"}, json::value::array(), {});
          }).starts_with("400"));
    CHECK(refusal([&] {
              w.server.create({&pods, "ns"}, {{"kind", "Service"}, {"apiVersion", "v1"}}, {});
          }).starts_with("400"));
    CHECK(refusal([&] {
              w.server.create({&pods, "ns"},
                              {{"metadata", {{"name", "d"}}}, {"spec", {{"containers", "none"}}}},
                              {});
          }).find("spec.containers: expected an array") != std::string::npos);
    CHECK(refusal([&] { w.client.remove<api::Namespace>("", "default"); }).starts_with("403"));
}

TEST_CASE("strict validation names unknown fields; otherwise they are dropped, and so are nulls") {
    support::api_world w;
    json::value v = json::encode(pod("a"));
    v["spec"]["replica"] = 3;
    CHECK(
        refusal([&] { w.server.create({&pods, "ns"}, v, {.field_validation = "Strict"}); }) ==
        "400 Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field \"spec.replica\"");
    v["spec"]["hostname"] = nullptr;
    v["spec"]["containers"][0]["colour"] = "red";
    const json::document made = w.server.create({&pods, "ns"}, v, {});
    CHECK(json::unknown_fields(*pods.type, *made).empty());
    CHECK_FALSE(made->at("spec").contains("hostname"));
}

TEST_CASE("updates conflict by revision, keep the status, count generations") {
    support::api_world w;
    api::Pod a = w.client.create(pod("a"));
    const api::Pod stale = a;
    a.spec.containers[0].image = "busybox:2";
    a.status.phase = "Running";
    const api::Pod updated = w.client.update(a);
    CHECK(updated.metadata.generation == 2L);
    CHECK(updated.status.phase == "Pending");
    CHECK(
        refusal([&] { w.client.update(stale); }) ==
        "409 Operation cannot be fulfilled on pods \"a\": the object has been modified; please apply your changes to the latest version and try again");
    api::Pod status = updated;
    status.status.phase = "Running";
    status.spec.containers[0].image = "other:1";
    const api::Pod reported = w.client.update_status(status);
    CHECK(reported.status.phase == "Running");
    CHECK(reported.spec.containers[0].image == "busybox:2");
    CHECK(reported.metadata.generation == 2L);
    CHECK(w.client.update(reported).metadata.resourceVersion == reported.metadata.resourceVersion);
    api::Pod changed = reported;
    changed.spec.hostNetwork = true;
    CHECK(refusal([&] {
              w.client.update(changed);
          }).find("pod updates may not change fields other than") != std::string::npos);
}

TEST_CASE("patches of three kinds, and a revision in a patch is a precondition") {
    support::api_world w;
    const api::Pod a = w.client.create(pod("a"));
    const api::target at{&pods, "ns", "a"};
    w.server.patch(at, api::patch_type::merge, {{"metadata", {{"labels", {{"x", "1"}}}}}});
    w.server.patch(at, api::patch_type::strategic,
                   {{"spec", {{"containers", {{{"name", "app"}, {"image", "busybox:3"}}}}}}});
    w.server.patch(
        at, api::patch_type::json,
        json::value::array(
            {{{"op", "add"}, {"path", "/metadata/annotations"}, {"value", {{"k", "v"}}}}}));
    const api::Pod now = w.client.get<api::Pod>("ns", "a");
    CHECK(*now.metadata.labels.find("x") == "1");
    CHECK(now.spec.containers.size() == 1);
    CHECK(now.spec.containers[0].image == "busybox:3");
    CHECK(*now.metadata.annotations.find("k") == "v");
    CHECK(refusal([&] {
              w.server.patch(at, api::patch_type::merge,
                             {{"metadata", {{"resourceVersion", "1"}}}});
          }).starts_with("409"));
    CHECK(refusal([&] {
              w.server.patch(at, api::patch_type::apply, json::value::object());
          }).starts_with("422 PatchOptions.meta.k8s.io"));
}

TEST_CASE("deletion is graceful on a node, waits for finalizers, and ends with the last") {
    support::api_world w;
    w.client.create(pod("waiting"));
    w.client.remove<api::Pod>("ns", "waiting");
    CHECK_FALSE(w.client.find<api::Pod>("ns", "waiting"));

    w.client.create(pod("running", "node-1"));
    w.client.remove<api::Pod>("ns", "running");
    const auto ending = w.client.get<api::Pod>("ns", "running");
    CHECK_FALSE(ending.metadata.deletionTimestamp.empty());
    CHECK(ending.metadata.deletionGracePeriodSeconds == 30L);
    w.client.remove<api::Pod>("ns", "running", {.grace_period_seconds = 0});
    CHECK_FALSE(w.client.find<api::Pod>("ns", "running"));

    api::Pod held = pod("held");
    held.metadata.finalizers.push_back("example.com/hold");
    w.client.create(held);
    w.client.remove<api::Pod>("ns", "held");
    api::Pod marked = w.client.get<api::Pod>("ns", "held");
    CHECK_FALSE(marked.metadata.deletionTimestamp.empty());
    marked.metadata.finalizers.clear();
    w.client.update(marked);
    CHECK_FALSE(w.client.find<api::Pod>("ns", "held"));
    CHECK(refusal([&] { w.client.remove<api::Pod>("ns", "held"); }).starts_with("404"));
}

TEST_CASE("lists select and page; expired pages say so") {
    support::api_world w(20);
    for (int i = 0; i < 5; ++i)
        w.client.create(pod(("p" + std::to_string(i)).c_str(), i < 2 ? "n1" : "n2"));
    CHECK(w.client.list<api::Pod>("ns", {.label_selector = "app=web"}).items.size() == 5);
    CHECK(w.client.list<api::Pod>("ns", {.label_selector = "app!=web"}).items.empty());
    CHECK(w.client.list<api::Pod>("ns", {.field_selector = "spec.nodeName=n1"}).items.size() == 2);
    CHECK(refusal([&] { w.client.list<api::Pod>("ns", {.field_selector = "spec.colour=red"}); }) ==
          "400 field label not supported: spec.colour");
    const auto page = w.server.list({&pods, "ns"}, {.limit = 2});
    REQUIRE(page.items.size() == 2);
    CHECK(page.remaining_item_count == 3);
    CHECK(w.server.list({&pods, "ns"}, {.continue_ = page.continue_, .limit = 2}).items.size() ==
          2);
    CHECK(refusal([&] {
              w.server.list({&pods, "ns"}, {.continue_ = "rubbish"});
          }).starts_with("400"));
    CHECK(refusal([&] {
              w.server.list({&pods, "ns"}, {.resource_version = "999999"});
          }).starts_with("504"));
    for (int i = 0; i < 30; ++i) w.client.create(pod(("q" + std::to_string(i)).c_str()));
    CHECK(refusal([&] {
              w.server.list({&pods, "ns"}, {.continue_ = page.continue_});
          }).starts_with("410"));
    CHECK(refusal([&] {
              w.server.watch({&pods, "ns"}, {.resource_version = "2"},
                             [](const json::watch_event&) {});
          }).starts_with("410"));
}

TEST_CASE("a watch with a selector sees objects come and go by their labels") {
    support::api_world w;
    w.client.create(pod("a"));
    std::vector<std::string> seen;
    auto watching = w.server.watch(
        {&pods, "ns"}, {.label_selector = "app=web"}, [&](const json::watch_event& e) {
            seen.push_back(std::string(core::name(e.type)) + " " + apiserver::name_of(*e.object));
        });
    const api::target at{&pods, "ns", "a"};
    w.server.patch(at, api::patch_type::merge, {{"metadata", {{"labels", {{"app", "other"}}}}}});
    w.server.patch(at, api::patch_type::merge, {{"metadata", {{"labels", {{"app", "web"}}}}}});
    w.server.patch(at, api::patch_type::merge, {{"metadata", {{"labels", {{"more", "1"}}}}}});
    w.client.remove<api::Pod>("ns", "a");
    CHECK(seen ==
          std::vector<std::string>{"ADDED a", "DELETED a", "ADDED a", "MODIFIED a", "DELETED a"});
}

TEST_CASE("services get addresses and ports, and give them back") {
    support::api_world w;
    auto service = [](const char* name, const char* type, const char* ip = "") {
        api::Service s;
        s.metadata.name = name;
        s.metadata.namespace_ = "ns";
        s.spec.type = type;
        s.spec.clusterIP = ip;
        api::ServicePort p;
        p.port = 80;
        s.spec.ports.push_back(p);
        return s;
    };
    const api::Service a = w.client.create(service("a", "NodePort"));
    CHECK(a.spec.clusterIP.view().starts_with("10.96."));
    CHECK(a.spec.ports[0].nodePort >= 30000L);
    CHECK(a.spec.ports[0].targetPort.number == 80);
    CHECK(w.client.create(service("b", "ClusterIP", "None")).spec.clusterIP == "None");
    CHECK(refusal([&] {
              w.client.create(service("c", "ClusterIP", a.spec.clusterIP.c_str()));
          }).find("provided IP is already allocated") != std::string::npos);
    CHECK(refusal([&] {
              w.client.create(service("c", "ClusterIP", "192.0.2.1"));
          }).starts_with("422"));
    api::Service fixed = service("d", "NodePort");
    fixed.spec.ports[0].nodePort = static_cast<long>(a.spec.ports[0].nodePort);
    CHECK(refusal([&] { w.client.create(fixed); }).find("provided port is already allocated") !=
          std::string::npos);
    w.client.remove<api::Service>("ns", "a");
    CHECK(w.client.create(fixed).spec.ports[0].nodePort == a.spec.ports[0].nodePort);
    CHECK(w.client.create(service("e", "ClusterIP", a.spec.clusterIP.c_str())).spec.clusterIP ==
          a.spec.clusterIP);
}

TEST_CASE("binding, scale and dry run") {
    support::api_world w;
    w.client.create(pod("a"));
    w.client.create_in(pods, "ns", "a", "binding",
                       {{"target", {{"kind", "Node"}, {"name", "n1"}}}});
    CHECK(w.client.get<api::Pod>("ns", "a").spec.nodeName == "n1");
    CHECK(refusal([&] {
              w.client.create_in(pods, "ns", "a", "binding", {{"target", {{"name", "n2"}}}});
          }).starts_with("409"));
    api::Deployment d;
    d.metadata.name = "web";
    d.metadata.namespace_ = "ns";
    d.spec.selector.emplace().matchLabels["app"] = "web";
    d.spec.template_.metadata.labels["app"] = "web";
    d.spec.template_.spec.containers = pod("x").spec.containers;
    w.client.create(d);
    const api::target scale{&api::resource_of<api::Deployment>, "ns", "web", "scale"};
    CHECK((*w.server.get(scale))["spec"]["replicas"] == 1);
    w.server.patch(scale, api::patch_type::merge, {{"spec", {{"replicas", 4}}}});
    CHECK(w.client.get<api::Deployment>("ns", "web").spec.replicas == 4L);
    d.metadata.name = "dry";
    w.client.create(d, {.dry_run = true});
    CHECK_FALSE(w.client.find<api::Deployment>("ns", "dry"));
    d.spec.selector.emplace().matchLabels["app"] = "other";
    CHECK(refusal([&] {
              w.client.create(d);
          }).find("`selector` does not match template `labels`") != std::string::npos);
}

TEST_CASE("quantities may be numbers, and are kept in their shortest form") {
    support::api_world w;
    json::value v = json::encode(pod("a"));
    v["spec"]["containers"][0]["resources"] = {{"limits", {{"cpu", 2}, {"memory", "1024Mi"}}},
                                               {"requests", {{"cpu", 0.5}, {"memory", "1.5Gi"}}}};
    CHECK(refusal([&] { w.server.create({&pods, "ns"}, v, {}); }).find("requests[memory]") !=
          std::string::npos);
    v["spec"]["containers"][0]["resources"]["requests"]["memory"] = "1000";
    const json::document made = w.server.create({&pods, "ns"}, v, {});
    const json::value& kept = made->at("spec").at("containers").at(0).at("resources");
    CHECK(kept.at("limits") == json::value{{"cpu", "2"}, {"memory", "1Gi"}});
    CHECK(kept.at("requests") == json::value{{"cpu", "500m"}, {"memory", "1k"}});
    const auto canonical = apiserver::detail::canonical_quantity;
    CHECK(canonical("1000m") == "1");
    CHECK(canonical("0.5Ki") == "512");
    CHECK(canonical("1536Mi") == "1536Mi");
    CHECK(canonical("-2000m") == "-2");
    CHECK(canonical("0Gi") == "0");
    for (const char* as_it_is : {"1e3", "5n", "a lot", "", "9999999E"})
        CHECK(canonical(as_it_is) == as_it_is);
}

TEST_CASE("kinds count generations when what is wished changes, and some never do") {
    support::api_world w;
    const api::resource& services = api::resource_of<api::Service>;
    const api::resource& slices = api::resource_of<api::EndpointSlice>;
    const json::document service =
        w.server.create({&services, "ns"},
                        {{"metadata", {{"name", "s"}}}, {"spec", {{"ports", {{{"port", 80}}}}}}});
    CHECK_FALSE(service->at("metadata").contains("generation"));
    const api::target slice{&slices, "ns", "e"};
    w.server.create({&slices, "ns"}, {{"metadata", {{"name", "e"}}}, {"addressType", "IPv4"}});
    CHECK(w.server.patch(slice, api::patch_type::merge, {{"metadata", {{"labels", {{"a", "b"}}}}}})
              ->at("metadata")
              .at("generation") == 1);
    CHECK(w.server.patch(slice, api::patch_type::merge, {{"ports", {{{"port", 80}}}}})
              ->at("metadata")
              .at("generation") == 2);
}

TEST_CASE("the quality of service of a pod is not a node's to change") {
    support::api_world w;
    w.client.create(pod("a"));
    const api::target status{&pods, "ns", "a", "status"};
    CHECK(w.server
              .patch(status, api::patch_type::merge,
                     {{"status", {{"phase", "Running"}, {"qosClass", "Guaranteed"}}}})
              ->at("status")
              .at("qosClass") == "BestEffort");
}

TEST_CASE("errors about options, fields and patches have Kubernetes' details") {
    support::api_world w;
    w.client.create(pod("a"));
    const api::target a{&pods, "ns", "a"};
    auto status = [](auto call) {
        try {
            call();
        } catch (const status_error& e) {
            return apiserver::status_document(e);
        }
        return json::value();
    };
    const json::value policy = status([&] { w.server.remove(a, {.propagation_policy = "X"}); });
    CHECK(
        policy["message"] ==
        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"X\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
    CHECK(policy["details"]["kind"] == "DeleteOptions");
    CHECK(policy["details"]["causes"][0]["field"] == "propagationPolicy");
    const json::value test = status([&] {
        w.server.patch(a, api::patch_type::json,
                       {{{"op", "test"}, {"path", "/metadata/name"}, {"value", "b"}}});
    });
    CHECK(test["code"] == 422);
    CHECK(test["message"] == "the server rejected our request due to an error in our request");
    CHECK(test["details"] == json::value::object());
    const json::value future =
        status([&] { w.server.list({&pods, "ns"}, {.resource_version = "999999"}); });
    CHECK(future["details"]["retryAfterSeconds"] == 1);
    CHECK_FALSE(future["details"]["causes"][0].contains("field"));
    CHECK(
        status([&] {
            w.server.create({&pods, "ns"}, {{"kind", "ConfigMap"}, {"apiVersion", "v1"}});
        })["message"] ==
        "ConfigMap in version \"v1\" cannot be handled as a Pod: converting (ConfigMap) to (Pod): unknown conversion");
    CHECK(status([&] {
              w.server.create({&pods, "ns"}, {{"kind", "Pod"}, {"apiVersion", "v2"}});
          })["message"] ==
          "the API version in the data (v2) does not match the expected API version (v1)");
}

}  // namespace server_test
