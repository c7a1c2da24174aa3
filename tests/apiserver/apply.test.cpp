// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// Server-side apply and managed fields.
#include <slipway/apiserver/server.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>

#include "served_http.hpp"

namespace apply_test {

using namespace slipway;

namespace {

const api::resource& maps = api::resource_of<api::ConfigMap>;
const api::resource& deployments = api::resource_of<api::Deployment>;
const api::target map_a{&maps, "ns", "a"};

json::value map(const char* data) {
    return {{"apiVersion", "v1"},
            {"kind", "ConfigMap"},
            {"metadata", {{"name", "a"}}},
            {"data", json::read(data)}};
}
json::value deployment(const char* spec) {
    return {{"apiVersion", "apps/v1"},
            {"kind", "Deployment"},
            {"metadata", {{"name", "web"}}},
            {"spec", json::read(spec)}};
}
const char* const web =
    R"({"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"web:1","env":[{"name":"A","value":"1"}]}]}}})";

template <class Call>
core::status_error refusal(Call call) {
    try {
        call();
    } catch (const status_error& e) {
        return e;
    }
    throw std::logic_error("nothing was refused");
}

/// `manager operation subresource: fieldsV1` for each entry.
std::vector<std::string> managers(const json::value& object) {
    std::vector<std::string> made;
    const json::value& list = apiserver::part(object, "metadata.managedFields");
    for (const json::value& e : list) {
        CHECK(e.at("fieldsType") == "FieldsV1");
        CHECK_FALSE(e.at("time").get<std::string>().empty());
        const std::string sub =
            e.contains("subresource") ? " " + e["subresource"].get<std::string>() : "";
        made.push_back(e.at("manager").get<std::string>() + " " +
                       e.at("operation").get<std::string>() + sub + ": " + e.at("fieldsV1").dump());
    }
    return made;
}
using texts = std::vector<std::string>;

api::write_options by(const char* manager, bool force = false) {
    return {.field_manager = manager, .force = force};
}
/// A document whose member `managedFields` a client sends.
json::value with_managers(json::value object, const char* list) {
    object["metadata"]["managedFields"] = json::read(list);
    return object;
}

}  // namespace

TEST_CASE("apply creates, merges, and takes back what is not applied any more") {
    support::api_world w;
    bool created = false;
    const json::document made =
        w.server.apply(map_a, map(R"({"k":"1","l":"1"})"), by("one"), &created);
    CHECK(created);
    CHECK(apiserver::text_at(*made, "metadata.uid").size() == 36);
    CHECK(managers(*made) == texts{R"(one Apply: {"f:data":{"f:k":{},"f:l":{}}})"});
    w.server.apply(map_a, map(R"({"m":"2"})"), by("two"), &created);
    CHECK_FALSE(created);
    const json::document less =
        w.server.patch(map_a, api::patch_type::apply, map(R"({"k":"1"})"), by("one"));
    CHECK((*less)["data"] == json::read(R"({"k":"1","m":"2"})"));
    CHECK(managers(*less) ==
          texts{R"(one Apply: {"f:data":{"f:k":{}}})", R"(two Apply: {"f:data":{"f:m":{}}})"});
    // The same again writes nothing.
    CHECK(w.server.apply(map_a, map(R"({"k":"1"})"), by("one")) == less);
    CHECK(managers(*w.server.get(map_a)).size() == 2);
}

TEST_CASE("a conflict tells who owns the field, and force takes it") {
    support::api_world w;
    w.server.apply(map_a, map(R"({"k":"1"})"), by("m1"));
    const core::status_error e =
        refusal([&] { w.server.apply(map_a, map(R"({"k":"2"})"), by("m2")); });
    // As kube-apiserver answers.
    CHECK(
        apiserver::status_document(e) ==
        json::read(
            R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Apply failed with 1 conflict: conflict with \"m1\": .data.k",
                         "reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"m1\"","field":".data.k"}]},"code":409})"));
    CHECK((*w.server.get(map_a))["data"]["k"] == "1");
    CHECK(managers(*w.server.apply(map_a, map(R"({"k":"1"})"), by("m2"))).size() ==
          2);  // they agree
    const json::document forced = w.server.apply(map_a, map(R"({"k":"2"})"), by("m2", true));
    CHECK((*forced)["data"]["k"] == "2");
    CHECK(managers(*forced) == texts{R"(m2 Apply: {"f:data":{"f:k":{}}})"});
}

TEST_CASE("lists merge by their keys") {
    support::api_world w;
    const api::target at{&deployments, "ns", "web"};
    w.server.apply(at, deployment(web), by("team"));
    const char* sidecar =
        R"({"template":{"spec":{"containers":[{"name":"log","image":"log:1"},{"name":"app","env":[{"name":"B","value":"2"}]}]}}})";
    const json::document both = w.server.apply(at, deployment(sidecar), by("mesh"));
    const json::value& containers = apiserver::part(*both, "spec.template.spec.containers");
    REQUIRE(containers.size() == 2);
    CHECK(containers[0]["name"] == "log");
    CHECK(containers[1]["image"] == "web:1");
    CHECK(containers[1]["env"] ==
          json::read(R"([{"name":"A","value":"1"},{"name":"B","value":"2"}])"));
    CHECK(apiserver::integer_at(*both, "metadata.generation") == 2);
    const core::status_error e = refusal([&] {
        w.server.apply(
            at,
            deployment(
                R"({"replicas":3,"template":{"spec":{"containers":[{"name":"app","image":"web:2"}]}}})"),
            by("mesh"));
    });
    CHECK(
        e.message() ==
        R"(Apply failed with 1 conflict: conflict with "team": .spec.template.spec.containers[name="app"].image)");
    const json::document gone =
        w.server.apply(at, {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}, by("mesh"));
    CHECK(apiserver::part(*gone, "spec.template.spec.containers").size() == 1);
    CHECK(apiserver::part(*gone, "spec.template.spec.containers")[0]["env"] ==
          json::read(R"([{"name":"A","value":"1"}])"));
    CHECK(managers(*gone).size() == 1);
}

TEST_CASE("the status is applied by itself") {
    support::api_world w;
    const api::target at{&deployments, "ns", "web"}, status{&deployments, "ns", "web", "status"};
    json::value both = deployment(web);
    both["status"] = {{"replicas", 7}};
    CHECK_FALSE(apiserver::has(*w.server.apply(at, both, by("team")), "status.replicas"));
    both["spec"]["replicas"] = 9;
    const json::document made = w.server.apply(status, both, by("team"));
    CHECK(apiserver::integer_at(*made, "status.replicas") == 7);
    CHECK(apiserver::integer_at(*made, "spec.replicas") == 1);
    CHECK(managers(*made).size() == 2);
    CHECK(managers(*made)[1] == R"(team Apply status: {"f:status":{"f:replicas":{}}})");
    json::value own = *made;
    own["status"]["replicas"] = 8;
    own["metadata"].erase("managedFields");  // who does not know them does not destroy them
    const json::document written = w.server.update(status, own, by("controller"));
    CHECK(managers(*written)[1] == R"(controller Update status: {"f:status":{"f:replicas":{}}})");
    const json::document cleared =
        w.server.apply(status, {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}, by("team"));
    CHECK(apiserver::integer_at(*cleared, "status.replicas") == 8);
    const core::status_error e = refusal([&] { w.server.apply(status, both, by("team")); });
    CHECK(
        e.message() ==
        R"(Apply failed with 1 conflict: conflict with "controller" with subresource "status" using apps/v1: .status.replicas)");
    CHECK(refusal([&] {
              w.server.apply({&deployments, "ns", "nobody", "status"},
                             {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}, by("team"));
          }).code() == 404);
    CHECK(refusal([&] {
              w.server.apply({&deployments, "ns", "web", "scale"},
                             {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}}, by("team"));
          }).code() == 415);
}

TEST_CASE("what cannot be applied is refused in plain words") {
    support::api_world w;
    auto said = [&](const json::value& v, const api::write_options& o,
                    const api::target& at = map_a) {
        const core::status_error e = refusal([&] { w.server.apply(at, v, o); });
        return std::to_string(e.code()) + " " + e.message();
    };
    CHECK(
        said(map("{}"), {}) ==
        "422 PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
    CHECK(said(with_managers(map("{}"), "[{}]"), by("m")) ==
          "400 metadata.managedFields must be nil");
    CHECK(said({{"data", {{"k", "v"}}}}, by("m")) ==
          "400 an applied document says its 'apiVersion' and 'kind'");
    CHECK(said(json::value::array(), by("m")).starts_with("400"));
    CHECK(said({{"apiVersion", "v1"}, {"kind", "Secret"}}, by("m")).starts_with("400"));
    CHECK(said(map(R"({"k":7})"), by("m")).starts_with("400"));
    json::value odd = map("{}");
    odd["dta"] = json::value::object();
    CHECK(
        said(odd, by("m")) ==
        "400 failed to create typed patch object (ns/a; v1, Kind=ConfigMap): .dta: field not declared in schema");
    const char* twice =
        R"({"template":{"spec":{"containers":[{"name":"app","env":[{"name":"A"},{"name":"A"}]}]}}})";
    CHECK(
        said(deployment(twice), by("m"), {&deployments, "ns", "web"}) ==
        R"(400 failed to create typed patch object (ns/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="app"].env: duplicate entries for key [name="A"])");
    CHECK(said(deployment("{}"), by("m"), {&deployments, "ns", "web"})
              .starts_with("422 Deployment.apps \"web\" is invalid"));
    CHECK(said(map("{}"), by("m"), {&maps, "nowhere", "a"}) ==
          "404 namespaces \"nowhere\" not found");
    json::value revised = map("{}");
    revised["metadata"]["resourceVersion"] = "12";
    CHECK(said(revised, by("m")).starts_with("409"));
    w.server.apply(map_a, map("{}"), by("m"));
    CHECK(said(revised, by("m")).starts_with("409"));
    revised["metadata"].erase("resourceVersion");
    revised["metadata"]["uid"] = "other";
    CHECK(said(revised, by("m")).find("Precondition failed: UID") != std::string::npos);
}

TEST_CASE("a dry run keeps nothing") {
    support::api_world w;
    api::write_options o = by("m");
    o.dry_run = true;
    CHECK((*w.server.apply(map_a, map(R"({"k":"1"})"), o))["data"]["k"] == "1");
    CHECK(w.client.find<api::ConfigMap>("ns", "a") == std::nullopt);
    w.server.apply(map_a, map(R"({"k":"1"})"), by("m"));
    CHECK((*w.server.apply(map_a, map(R"({"k":"2"})"), o))["data"]["k"] == "2");
    CHECK((*w.server.get(map_a))["data"]["k"] == "1");
}

TEST_CASE("who writes otherwise owns what he has changed") {
    support::api_world w;
    w.server.create({&maps, "ns"}, map(R"({"k":"1"})"), by("creator"));
    CHECK(managers(*w.server.get(map_a)) ==
          texts{R"(creator Update: {"f:data":{".":{},"f:k":{}}})"});
    w.server.patch(map_a, api::patch_type::merge, {{"data", {{"l", "1"}}}}, by("patcher"));
    w.server.apply(map_a, map(R"({"m":"1"})"), by("applier"));
    const json::document patched =
        w.server.patch(map_a, api::patch_type::merge, {{"data", {{"m", "2"}}}}, by("patcher"));
    CHECK(managers(*patched) == texts{R"(creator Update: {"f:data":{".":{},"f:k":{}}})",
                                      R"(patcher Update: {"f:data":{"f:l":{},"f:m":{}}})"});
    CHECK(refusal([&] { w.server.apply(map_a, map(R"({"m":"1"})"), by("applier")); }).message() ==
          R"(Apply failed with 1 conflict: conflict with "patcher" using v1: .data.m)");
    // A writer in the same process has no name.
    w.server.patch(map_a, api::patch_type::merge, {{"data", {{"k", nullptr}, {"l", "2"}}}});
    CHECK(managers(*w.server.get(map_a)) == texts{R"(creator Update: {"f:data":{}})",
                                                  R"(patcher Update: {"f:data":{"f:m":{}}})",
                                                  R"(slipway Update: {"f:data":{"f:l":{}}})"});
}

TEST_CASE(
    "the creator of a pod and of a Service owns what he says, and no more than that and the defaults") {
    support::api_world w;
    const json::value pod = json::read(
        R"({"metadata":{"name":"p","labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25","ports":[{"containerPort":80}]}]}})");
    // What kube-apiserver said, without what later versions add.
    CHECK(
        managers(*w.server.create({&api::resource_of<api::Pod>, "ns"}, pod, by("m"))) ==
        texts{
            R"(m Update: {"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},)"
            R"("f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},"f:resources":{},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},)"
            R"("f:dnsPolicy":{},"f:enableServiceLinks":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}})"});
    const json::value service =
        json::read(R"({"metadata":{"name":"s"},"spec":{"type":"NodePort","ports":[{"port":80}]}})");
    CHECK(
        managers(*w.server.create({&api::resource_of<api::Service>, "ns"}, service, by("m"))) ==
        texts{
            R"(m Update: {"f:spec":{"f:externalTrafficPolicy":{},"f:internalTrafficPolicy":{},"f:ports":{".":{},"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{},"f:protocol":{},"f:targetPort":{}}},)"
            R"("f:sessionAffinity":{},"f:type":{}}})"});
}

TEST_CASE("objects of nameless writers have no managers, until somebody applies") {
    support::api_world w;
    w.server.create({&maps, "ns"}, map(R"({"k":"1"})"));
    CHECK(managers(*w.server.patch(map_a, api::patch_type::merge, {{"data", {{"l", "1"}}}},
                                   by("patcher")))
              .empty());
    CHECK(refusal([&] { w.server.apply(map_a, map(R"({"k":"2"})"), by("m")); }).message() ==
          R"(Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.k)");
    CHECK(managers(*w.server.apply(map_a, map(R"({"k":"2"})"), by("m", true))) ==
          texts{R"(m Apply: {"f:data":{"f:k":{}}})",
                R"(before-first-apply Update: {"f:data":{".":{},"f:l":{}}})"});
}

TEST_CASE("a client may set the managers, reset them, and not destroy them") {
    support::api_world w;
    const json::value made = *w.server.create({&maps, "ns"}, map(R"({"k":"1"})"), by("creator"));
    auto put = [&](const json::value& object) {
        return managers(*w.server.update(map_a, object, by("editor")));
    };
    for (
        const char* ignored :
        {"[]",
         R"([{"manager":"x","operation":"Own","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{}}])",
         R"([{"manager":"x","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"nonsense":{}}}])"})
        CHECK(put(with_managers(map(R"({"k":"1"})"), ignored)) == managers(made));
    for (const char* shapeless : {"3", "[3]", R"([{"manager":3}])"}) {
        CHECK(refusal([&] { put(with_managers(map(R"({"k":"1"})"), shapeless)); }).code() == 400);
        CHECK(managers(*w.server.get(map_a)) == managers(made));
    }
    CHECK(
        put(with_managers(
            map(R"({"k":"1"})"),
            R"([{"manager":"x","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:k":{}}}}])")) ==
        texts{R"(x Apply: {"f:data":{"f:k":{}}})"});
    CHECK(put(with_managers(map(R"({"k":"1"})"), "[{}]")).empty());
    CHECK(put(map(R"({"k":"2"})")).empty());
}

TEST_CASE("kubectl takes over what it has applied from the client's side") {
    support::api_world w;
    json::value applied = map(R"({"k":"1","l":"1"})");
    applied["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"] =
        map(R"({"k":"1","l":"0"})").dump();
    w.server.create({&maps, "ns"}, applied, by("kubectl-client-side-apply"));
    CHECK(refusal([&] { w.server.apply(map_a, map(R"({"k":"2"})"), by("other")); }).code() == 409);
    CHECK(refusal([&] { w.server.apply(map_a, map(R"({"l":"2"})"), by("kubectl")); }).code() ==
          409);  // somebody has changed it
    CHECK((*w.server.apply(map_a, map(R"({"k":"2"})"), by("kubectl")))["data"]["k"] == "2");
    w.server.patch(
        map_a, api::patch_type::merge,
        {{"metadata",
          {{"annotations", {{"kubectl.kubernetes.io/last-applied-configuration", "{nonsense"}}}}}},
        by("vandal"));
    CHECK(refusal([&] { w.server.apply(map_a, map(R"({"l":"2"})"), by("kubectl")); }).code() ==
          409);
}

TEST_CASE("kinds without a schema merge member by member, and their lists are one value") {
    support::api_world w;
    static constexpr api::resource things{
        "example.com", "v1", "Thing", "things", "thing", true, {}, {}, {}, {}, nullptr};
    const api::target at{&things, "ns", "t"};
    auto thing = [](const char* spec) {
        return json::value{{"apiVersion", "example.com/v1"},
                           {"kind", "Thing"},
                           {"metadata", {{"name", "t"}}},
                           {"spec", json::read(spec)}};
    };
    w.server.apply(at, thing(R"({"a":1,"list":[1]})"), by("one"));
    const json::document both = w.server.apply(at, thing(R"({"b":{"c":2}})"), by("two"));
    CHECK((*both)["spec"] == json::read(R"({"a":1,"list":[1],"b":{"c":2}})"));
    CHECK(managers(*both) == texts{R"(one Apply: {"f:spec":{".":{},"f:a":{},"f:list":{}}})",
                                   R"(two Apply: {"f:spec":{".":{},"f:b":{".":{},"f:c":{}}}})"});
    CHECK(refusal([&] { w.server.apply(at, thing(R"({"list":[2]})"), by("two")); }).message() ==
          R"(Apply failed with 1 conflict: conflict with "one": .spec.list)");
    CHECK((*w.server.apply(at, thing(R"({"list":[1]})"), by("two")))["spec"] ==
          json::read(R"({"a":1,"list":[1]})"));
}

TEST_CASE("over HTTP everybody has a name") {
    support::served s;
    const std::string maps_path = "/api/v1/namespaces/ns/configmaps",
                      type = "application/apply-patch+yaml";
    const std::string yaml =
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: \"1\"\n";
    auto apply = [&](const std::string& query, const std::string& body) {
        return s.ask(maps_path + "/a" + query, "PATCH", body, type);
    };
    CHECK(s.code(apply("", yaml)) == 422);
    CHECK(s.code(apply("?fieldManager=" + std::string(129, 'm'), yaml)) == 422);
    CHECK(s.code(apply("?fieldManager=a%01", yaml)) == 422);
    CHECK(s.code(apply("?fieldManager=m", "a: [")) == 400);
    CHECK(s.code(apply("?fieldManager=m", "{")) == 400);
    CHECK(s.code(apply("?fieldManager=m", "")) == 400);
    CHECK(s.code(apply("?fieldManager=m", std::string(50'000, '['))) == 400);
    CHECK(s.code(apply("?fieldManager=m", std::string(50'000, '{'))) == 400);
    CHECK(s.code(apply("?fieldManager=m", yaml)) == 201);
    CHECK(s.code(apply("?fieldManager=m", yaml)) == 200);
    CHECK(s.code(apply("?fieldManager=m", map(R"({"k":"1"})").dump())) == 200);
    CHECK(s.code(apply("?fieldManager=m", "{apiVersion: v1, kind: ConfigMap, data: {k: '1'}}")) ==
          200);
    CHECK(s.code(apply("?fieldManager=n", map(R"({"k":"2"})").dump())) == 409);
    CHECK(s.code(apply("?fieldManager=n&dryRun=All&force=true", map(R"({"k":"2"})").dump())) ==
          200);
    CHECK(s.ask(maps_path + "/a").find(R"("data":{"k":"1"})") != std::string::npos);
    CHECK(s.code(apply("?fieldManager=n&force=true", map(R"({"k":"2"})").dump())) == 200);
    CHECK(s.code(s.ask(maps_path + "/a?force=true", "PATCH", "{}",
                       "application/merge-patch+json")) == 422);
    CHECK(s.code(s.ask(maps_path + "/a", "PATCH", R"({"data":{"l":"1"}})",
                       "application/merge-patch+json")) == 200);
    CHECK(managers(*s.server.get(map_a)) ==
          texts{R"(n Apply: {"f:data":{"f:k":{}}})", R"(unknown Update: {"f:data":{"f:l":{}}})"});
    support::raw_client agent(s.http.port());
    agent.send(
        "POST " + maps_path +
        " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nUser-Agent: tool/v1 (x)\r\nContent-Type: application/json\r\nContent-Length: 37\r\n\r\n" +
        R"({"metadata":{"name":"b"},"data":{"k"})");
    CHECK(s.code(agent.read()) == 400);
    const std::string body = R"({"metadata":{"name":"b"},"data":{"k":"1"}})";
    support::raw_client other(s.http.port());
    other.send(
        "POST " + maps_path +
        " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nUser-Agent: tool/v1 (x)\r\nContent-Type: application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    CHECK(s.code(other.read()) == 201);
    CHECK(managers(*s.server.get({&maps, "ns", "b"})) ==
          texts{R"(tool Update: {"f:data":{".":{},"f:k":{}}})"});
    CHECK(s.alive());
}

}  // namespace apply_test
