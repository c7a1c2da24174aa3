// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// Definitions of kinds, and their objects, in process.
#include <slipway/apiserver/server.hpp>

#include <catch2/catch.hpp>

#include <slipway/api/resources/apiextensions_v1.hpp>
#include <slipway/apiserver/table.hpp>

#include "custom_definitions.hpp"
#include "served.hpp"

namespace custom_objects_test {

using namespace slipway;
using Catch::Matchers::Contains;
using support::cache;

namespace {

const api::resource& definitions =
    api::resource_of<api::apiextensions_v1::CustomResourceDefinition>;

struct world : support::api_world {
    json::value define(const json::value& definition) {
        return *server.create({&definitions}, definition);
    }
    const api::resource& kind(const char* version = "v1", const char* plural = "caches") {
        const api::resource* found = server.find_resource("example.com", version, plural);
        if (!found) throw core::status_error(core::reason::not_found, "not served");
        return *found;
    }
    api::target at(const std::string& name = {}, const std::string& subresource = {}) {
        return {&kind(), "ns", name, subresource};
    }
    json::value create(const json::value& object, const api::write_options& o = {}) {
        return *server.create(at(), object, o);
    }
    json::value get(const std::string& name) { return *server.get(at(name)); }
    json::value merge(const std::string& name, const std::string& patch,
                      const std::string& subresource = {}) {
        return *server.patch(at(name, subresource), api::patch_type::merge, json::read(patch));
    }
};

template <class Call>
std::string refusal(Call call) {
    try {
        call();
    } catch (const core::status_error& e) {
        return std::to_string(e.code()) + " " + e.message();
    }
    return "accepted";
}

json::value condition(const json::value& definition, const std::string& type) {
    for (const json::value& c : definition["status"]["conditions"])
        if (c["type"] == type) return c;
    return {};
}

/// The definition with another plural and kind.
json::value named(const std::string& plural, const std::string& kind) {
    json::value made = support::caches();
    made["metadata"]["name"] = plural + ".example.com";
    made["spec"]["names"] = {{"plural", plural}, {"kind", kind}};
    return made;
}

}  // namespace

TEST_CASE("a definition is established at once, and its kind is served") {
    world w;
    CHECK(w.server.find_resource("example.com", "v1", "caches") == nullptr);
    const json::value made = w.define(support::caches());
    CHECK((condition(made, "NamesAccepted")["status"] == "True" &&
           condition(made, "NamesAccepted")["reason"] == "NoConflicts"));
    CHECK((condition(made, "Established")["status"] == "True" &&
           condition(made, "Established")["reason"] == "InitialNamesAccepted"));
    CHECK(made["status"]["acceptedNames"]["singular"] == "cache");
    CHECK(made["status"]["acceptedNames"]["listKind"] == "CacheList");
    CHECK(made["status"]["storedVersions"] == json::value::array({"v1"}));
    CHECK(made["spec"]["conversion"]["strategy"] == "None");
    CHECK(made["metadata"]["generation"] == 1);
    const api::resource& kind = w.kind();
    CHECK((kind.kind == "Cache" && kind.namespaced && kind.has_subresource("status") &&
           kind.has_subresource("scale") && kind.short_names.size() == 1));
}

TEST_CASE("names that another definition has are not accepted until that is gone") {
    world w;
    w.define(support::caches());
    const json::value second = w.define(named("stores", "Cache"));
    CHECK(condition(second, "NamesAccepted")["status"] == "False");
    CHECK(condition(second, "NamesAccepted")["reason"] == "ListKindConflict");
    CHECK(
        condition(second, "NamesAccepted")["message"] ==
        "\"cache\" is already in use, \"Cache\" is already in use, \"CacheList\" is already in use");
    CHECK(condition(second, "Established")["reason"] == "NotAccepted");
    CHECK(w.server.find_resource("example.com", "v1", "stores") == nullptr);
    w.server.remove({&definitions, {}, "caches.example.com"});
    const json::document then = w.server.get({&definitions, {}, "stores.example.com"});
    CHECK(condition(*then, "Established")["status"] == "True");
    CHECK(w.kind("v1", "stores").kind == "Cache");
}

TEST_CASE("objects are checked, completed and pruned by their schema") {
    world w;
    w.define(support::caches());
    const json::value made = w.create(cache(
        "a",
        R"({"size": 3, "sise": 4, "free": {"x": 1}, "note": null, "image": null, "peers": [{"name": "b", "more": 1}]})"));
    CHECK(
        made["spec"] ==
        json::read(
            R"({"size": 3, "free": {"x": 1}, "note": null, "peers": [{"name": "b", "weight": 5}], "tier": "hot", "replicas": 1})"));
    CHECK((made["metadata"]["generation"] == 1 &&
           made["metadata"]["uid"].get<std::string>().size() == 36));
    const auto refused = [&](const char* spec) {
        return refusal([&] { w.create(cache("b", spec)); });
    };
    CHECK(
        refused(R"({"size": "big"})") ==
        "422 Cache.example.com \"b\" is invalid: spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");
    CHECK(refused("{}") == "422 Cache.example.com \"b\" is invalid: spec.size: Required value");
    CHECK(
        refused(R"({"size": 0})") ==
        "422 Cache.example.com \"b\" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1");
    CHECK(
        refused(R"({"size": 1, "tier": "warm"})") ==
        "422 Cache.example.com \"b\" is invalid: spec.tier: Unsupported value: \"warm\": supported values: \"hot\", \"cold\"");
    CHECK(
        refused(R"({"size": 1, "image": "X"})") ==
        "422 Cache.example.com \"b\" is invalid: spec.image: Invalid value: \"X\": spec.image in body should match '^[a-z]+:[0-9]+$'");
    CHECK_THAT(refused(R"({"size": 1, "peers": [{"name": "x"}, {"name": "x"}]})"),
               Contains("spec.peers[1]: Duplicate value: {\"name\":\"x\"}"));
    CHECK_THAT(refused(R"({"size": 1, "peers": [{"name": "x"}, {"name": "y"}, {"name": "z"}]})"),
               Contains("spec.peers: Too many: 3: must have at most 2 items"));
    CHECK_THAT(refused(R"({"size": 1, "labels": {"a": 1}})"),
               Contains("spec.labels.a in body must be of type string"));
    CHECK_THAT(refused(R"({"size": 1, "port": true})"),
               Contains("spec.port in body must be of type"));
    CHECK(
        refusal([&] {
            w.create(cache("b", R"({"size": 1, "sise": 2})"), {.field_validation = "Strict"});
        }) ==
        "400 Cache in version \"v1\" cannot be handled as a Cache: strict decoding error: unknown field \"spec.sise\"");
    CHECK_THAT(refusal([&] {
                   w.create({{"apiVersion", "example.com/v1"},
                             {"kind", "Cache"},
                             {"metadata", {{"name", "B_"}}},
                             {"spec", {{"size", 1}}}});
               }),
               Contains("metadata.name: Invalid value"));
    CHECK_THAT(refusal([&] {
                   w.create({{"apiVersion", "example.com/v1"},
                             {"kind", "Cache"},
                             {"metadata", {{"name", "b"}, {"labels", 7}}},
                             {"spec", {{"size", 1}}}});
               }),
               Contains("400 "));
}

TEST_CASE("the status of an object is written apart, and the generation counts wishes") {
    world w;
    w.define(support::caches());
    json::value given = cache("a", R"({"size": 3})");
    given["status"] = {{"replicas", 9}};
    CHECK_FALSE(w.create(given).contains("status"));
    CHECK(
        w.merge("a",
                R"({"spec": {"size": 4}, "status": {"replicas": 8}})")["metadata"]["generation"] ==
        2);
    CHECK_FALSE(w.get("a").contains("status"));
    const json::value reported =
        w.merge("a", R"({"spec": {"size": 5}, "status": {"replicas": 8, "unknown": 1}})", "status");
    CHECK(reported["status"] == json::value{{"replicas", 8}});
    CHECK((reported["spec"]["size"] == 4 && reported["metadata"]["generation"] == 2));
    CHECK_THAT(refusal([&] { w.merge("a", R"({"status": {"replicas": "many"}})", "status"); }),
               Contains("status.replicas in body must be of type integer"));
    CHECK(w.merge("a", R"({"metadata": {"labels": {"x": "y"}}})")["metadata"]["generation"] == 2);
    CHECK(refusal([&] {
              w.server.patch(w.at("a"), api::patch_type::strategic,
                             json::read(R"({"spec": {"size": 5}})"));
          }).starts_with("415 "));
    const json::value scaled =
        *w.server.update(w.at("a", "scale"), {{"apiVersion", "autoscaling/v1"},
                                              {"kind", "Scale"},
                                              {"metadata", {{"name", "a"}}},
                                              {"spec", {{"replicas", 6}}}});
    CHECK((scaled["spec"]["replicas"] == 6 && scaled["status"]["replicas"] == 8));
    CHECK(w.get("a")["spec"]["replicas"] == 6);
}

TEST_CASE("without the subresource, the status is one of the wishes") {
    world w;
    json::value definition = support::caches();
    definition["spec"]["versions"][0].erase("subresources");
    w.define(definition);
    json::value given = cache("a", R"({"size": 3})");
    given["status"] = {{"replicas", 9}};
    CHECK(w.create(given)["status"]["replicas"] == 9);
    CHECK(w.merge("a", R"({"status": {"replicas": 8}})")["metadata"]["generation"] == 2);
    CHECK_FALSE(w.kind().has_subresource("status"));
}

TEST_CASE("server-side apply merges by the schema") {
    world w;
    w.define(support::caches());
    const auto apply = [&](const char* spec, const char* who) {
        return *w.server.apply(w.at("a"), cache("a", spec), {.field_manager = who});
    };
    apply(R"({"size": 3, "peers": [{"name": "x", "weight": 1}]})", "one");
    const json::value both = apply(R"({"size": 3, "peers": [{"name": "y"}]})", "two");
    CHECK(both["spec"]["peers"] ==
          json::read(R"([{"name": "x", "weight": 1}, {"name": "y", "weight": 5}])"));
    CHECK_THAT(refusal([&] { apply(R"({"size": 4})", "two"); }),
               Contains("conflict with \"one\"") && Contains(".spec.size"));
    CHECK_THAT(refusal([&] { apply(R"({"size": 3, "sise": 4})", "two"); }),
               Contains(".spec.sise: field not declared in schema"));
    CHECK(apply(R"({"size": 3})", "two")["spec"]["peers"].size() == 1);
}

TEST_CASE("every version shows the same objects") {
    world w;
    json::value definition = support::caches();
    json::value second = definition["spec"]["versions"][0];
    second["name"] = "v2";
    second["storage"] = false;
    second["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]["colour"] = {
        {"type", "string"}, {"default", "blue"}};
    definition["spec"]["versions"].push_back(second);
    w.define(definition);
    w.create(cache("a", R"({"size": 3})"));
    const json::value newer = *w.server.get({&w.kind("v2"), "ns", "a"});
    CHECK((newer["apiVersion"] == "example.com/v2" && newer["spec"]["colour"] == "blue"));
    std::vector<json::watch_event> seen;
    const auto watch = w.server.watch({&w.kind("v2"), "ns"}, {},
                                      [&](const json::watch_event& e) { seen.push_back(e); });
    w.server.patch({&w.kind("v2"), "ns", "a"}, api::patch_type::merge,
                   json::read(R"({"spec": {"colour": "red"}})"));
    CHECK(w.get("a")["apiVersion"] == "example.com/v1");
    REQUIRE(seen.size() == 2);
    CHECK(((*seen[1].object)["apiVersion"] == "example.com/v2" &&
           (*seen[1].object)["spec"]["colour"] == "red"));
    CHECK(w.kept.get("/registry/example.com/caches/ns/a")->object->at("apiVersion") ==
          "example.com/v1");

    json::value moved = *w.server.get({&definitions, {}, "caches.example.com"});
    moved["spec"]["versions"][0]["storage"] = false;
    moved["spec"]["versions"][1]["storage"] = true;
    CHECK((*w.server.update({&definitions, {}, "caches.example.com"},
                            moved))["status"]["storedVersions"] ==
          json::value::array({"v1", "v2"}));
    w.server.patch({&w.kind("v2"), "ns", "a"}, api::patch_type::merge,
                   json::value::object());  // it changes nothing but the version that is stored
    CHECK(w.kept.get("/registry/example.com/caches/ns/a")->object->at("apiVersion") ==
          "example.com/v2");

    moved = *w.server.get({&definitions, {}, "caches.example.com"});
    moved["spec"]["versions"][0]["served"] = false;
    w.server.update({&definitions, {}, "caches.example.com"}, moved);
    CHECK(w.server.find_resource("example.com", "v1", "caches") == nullptr);
    CHECK((*w.server.list({&w.kind("v2"), "ns"}).items.at(0))["spec"]["colour"] == "red");
}

TEST_CASE("a definition goes when its objects are gone, and they go with it") {
    world w;
    w.define(support::caches());
    w.create(cache("a", R"({"size": 3})"));
    json::value held = cache("b", R"({"size": 3})");
    held["metadata"]["finalizers"] = json::value::array({"example.com/hold"});
    w.create(held);
    const json::document going = w.server.remove({&definitions, {}, "caches.example.com"});
    CHECK((*going)["metadata"]["finalizers"] ==
          json::value::array({"customresourcecleanup.apiextensions.k8s.io"}));
    CHECK(condition(*w.server.get({&definitions, {}, "caches.example.com"}),
                    "Terminating")["reason"] == "InstanceDeletionInProgress");
    CHECK(w.server.list(w.at()).items.size() == 1);
    CHECK(refusal([&] { w.create(cache("c", R"({"size": 3})")); }) ==
          "405 create not allowed while custom resource definition is terminating");
    w.merge("b", R"({"metadata": {"finalizers": []}})");
    CHECK_THAT(refusal([&] { w.server.get({&definitions, {}, "caches.example.com"}); }),
               Contains("404"));
    CHECK(w.server.find_resource("example.com", "v1", "caches") == nullptr);
    CHECK(w.define(support::caches())["metadata"]["name"] == "caches.example.com");
    CHECK(w.server.list(w.at()).items.empty());
}

TEST_CASE("columns and selectable fields are those of the definition") {
    world w;
    w.define(support::caches());
    w.create(cache("a", R"({"size": 3})"));
    w.create(cache("b", R"({"size": 4, "tier": "cold"})"));
    w.merge(
        "a",
        R"({"status": {"conditions": [{"type": "Old", "status": "False"}, {"type": "Ready", "status": "True"}]}})",
        "status");
    const apiserver::table::printer by(nullptr, w.server.customs().find(w.kind()));
    const json::value columns = apiserver::table::columns_of(by);
    REQUIRE(columns.size() == 4);
    CHECK((columns[1]["name"] == "Size" && columns[1]["type"] == "integer"));
    const json::value cells =
        apiserver::table::row_of(by, w.get("a"), w.time.wall(), "None")["cells"];
    CHECK((cells[0] == "a" && cells[1] == 3 && cells[2] == "True" &&
           cells[3].get<std::string>().ends_with('s')));
    CHECK(w.server.list(w.at(), {.field_selector = "spec.tier=cold"}).items.size() == 1);
    CHECK_THAT(refusal([&] { w.server.list(w.at(), {.field_selector = "spec.size=3"}); }),
               Contains("field label not supported: spec.size"));
}

}  // namespace custom_objects_test
