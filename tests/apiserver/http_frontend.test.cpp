// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/http_frontend.hpp>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>

#include "served_http.hpp"

namespace http_frontend_test {

using namespace slipway;
using support::raw_client;
using support::served;

namespace {

const std::string config =
    R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}})";

}  // namespace

TEST_CASE("objects are created, read, listed, patched and deleted over HTTP") {
    served s;
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps", "POST", config)) == 201);
    CHECK(s.ask("/api/v1/namespaces/ns/configmaps/a").find(R"("data":{"k":"v"})") !=
          std::string::npos);
    CHECK(s.ask("/api/v1/configmaps?limit=5").find(R"("kind":"ConfigMapList")") !=
          std::string::npos);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps/a", "PATCH", R"({"data":{"k":"w"}})",
                       "application/merge-patch+json")) == 200);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps", "POST",
                       "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n",
                       "application/yaml")) == 201);
    CHECK(s.ask("/api/v1/namespaces/ns/configmaps/a", "DELETE").find(R"("status":"Success")") !=
          std::string::npos);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps/a")) == 404);
}

TEST_CASE("bad input gets the right Status, and the server lives on") {
    served s;
    const std::string maps = "/api/v1/namespaces/ns/configmaps";
    CHECK(s.code(s.ask(maps, "POST", "{\"a\":")) == 400);
    CHECK(s.code(s.ask(maps, "POST", "")) == 400);
    CHECK(s.code(s.ask(maps, "POST", "[1,2]")) == 400);
    CHECK(s.code(s.ask(maps, "POST", std::string(50'000, '['))) == 400);
    CHECK(s.code(s.ask(maps, "POST",
                       R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"x"}})")) == 400);
    CHECK(s.code(s.ask(maps, "POST", R"({"kind":"ConfigMap","apiVersion":"v1","metadata":"x"})")) ==
          400);
    CHECK(
        s.code(s.ask(
            maps, "POST",
            R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"data":{"k":7}})")) ==
        400);
    CHECK(s.code(s.ask(maps, "POST", config, "text/html")) == 415);
    CHECK(s.code(s.ask(maps, "POST", "rubbish", "application/vnd.kubernetes.protobuf")) == 400);
    CHECK(s.code(s.ask(maps, "POST", std::string("k8s\0\x0a\x80", 6),
                       "application/vnd.kubernetes.protobuf")) == 400);
    CHECK(s.code(s.ask(
              maps + "?fieldValidation=Strict", "POST",
              R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"dta":{}})")) ==
          400);
    CHECK(
        s.code(s.ask(
            maps + "?fieldValidation=Strict", "POST",
            R"({"kind":"ConfigMap","kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"}})")) ==
        400);
    CHECK(s.code(s.ask(maps, "POST", std::string(4 * 1024 * 1024, ' '))) == 413);
    CHECK(s.code(s.ask(maps, "PUT", config)) == 405);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/nonsense")) == 404);
    CHECK(s.code(s.ask("/apis/apps/v9/deployments")) == 404);
    CHECK(s.code(s.ask("/nonsense")) == 404);
    CHECK(s.code(s.ask("/api/v1/pods?labelSelector=%28")) == 400);
    CHECK(s.code(s.ask("/api/v1/pods?limit=many")) == 400);
    CHECK(s.code(s.ask("/api/v1/pods?watch=1&resourceVersion=soon")) == 400);
    CHECK(s.code(s.ask("/healthz")) == 200);
}

TEST_CASE("a warning is given for unknown fields, and the object is kept without them") {
    served s;
    const std::string answer =
        s.ask("/api/v1/namespaces/ns/configmaps", "POST",
              R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"dta":{}})");
    CHECK(s.code(answer) == 201);
    CHECK(answer.find("Warning: 299 - \"unknown field \\\"dta\\\"\"") != std::string::npos);
    CHECK(answer.find("\"dta\":") == std::string::npos);
}

TEST_CASE(
    "what is not offered is said so, however it is asked for, and an eviction gives no warning") {
    served s;
    const std::string pods = "/api/v1/namespaces/ns/pods";
    for (const char* method : {"GET", "POST"}) {
        const std::string answer = s.ask(pods + "/p/exec?command=ls", method, "");
        CHECK(s.code(answer) == 405);
        CHECK(answer.find("this server does not offer pods/exec") != std::string::npos);
    }
    CHECK(
        s.code(s.ask(
            pods, "POST",
            R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}})")) ==
        201);
    const std::string evicted = s.ask(
        pods + "/p/eviction", "POST",
        R"({"kind":"Eviction","apiVersion":"policy/v1","metadata":{"name":"p"},"deleteOptions":{}})");
    CHECK(s.code(evicted) == 201);
    CHECK(evicted.find("Warning") == std::string::npos);
}

TEST_CASE("a watch streams changes until its time is over") {
    served s;
    raw_client c(s.http.port());
    c.send(
        "GET /api/v1/namespaces/ns/configmaps?watch=1&timeoutSeconds=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(c.read("200 OK").find("200 OK") != std::string::npos);
    s.ask("/api/v1/namespaces/ns/configmaps", "POST", config);
    const std::string seen = c.read();
    CHECK(seen.find(R"({"type":"ADDED","object":)") != std::string::npos);
    CHECK(seen.ends_with("0\r\n\r\n"));
}

TEST_CASE("a watch from a forgotten revision gets an ERROR event with 410") {
    served s(5);
    for (int i = 0; i < 10; ++i)
        s.ask("/api/v1/namespaces/ns/configmaps", "POST", R"({"metadata":{"generateName":"x-"}})");
    const std::string seen = s.ask("/api/v1/namespaces/ns/configmaps?watch=1&resourceVersion=2");
    CHECK(s.code(seen) == 200);
    CHECK(seen.find(R"("type":"ERROR")") != std::string::npos);
    CHECK(seen.find(R"("code":410)") != std::string::npos);
}

TEST_CASE("a watcher that vanishes leaves nothing behind") {
    served s;
    {
        std::vector<raw_client> many;
        for (int i = 0; i < 50; ++i) {
            many.emplace_back(s.http.port());
            many.back().send("GET /api/v1/configmaps?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            many.back().read("200 OK");
        }
    }
    CHECK(support::eventually([&] { return s.http.connections() == 0; }));
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps", "POST", config)) == 201);
}

TEST_CASE("lists leave kind and version to the list, and YAML is sorted") {
    served s;
    s.ask("/api/v1/namespaces/ns/configmaps", "POST", config);
    const std::string list = s.ask("/api/v1/namespaces/ns/configmaps");
    CHECK(list.find(R"("items":[{"metadata":{"name":"a")") != std::string::npos);
    CHECK(list.find(R"(},"data":{"k":"v"}}]})") != std::string::npos);
    raw_client c(s.http.port());
    c.send(
        "GET /api/v1/namespaces/ns/configmaps/a HTTP/1.1\r\nHost: x\r\nAccept: application/yaml\r\nConnection: close\r\n\r\n");
    CHECK(c.read().find("\r\n\r\napiVersion: v1\ndata:\n  k: v\nkind: ConfigMap\nmetadata:\n") !=
          std::string::npos);
}

TEST_CASE("what is deleted is shown for some kinds, and summed up in a Status for others") {
    served s;
    s.ask("/api/v1/namespaces/ns/serviceaccounts", "POST", R"({"metadata":{"name":"a"}})");
    s.ask("/apis/coordination.k8s.io/v1/namespaces/ns/leases", "POST",
          R"({"metadata":{"name":"a"}})");
    CHECK(s.ask("/api/v1/namespaces/ns/serviceaccounts/a", "DELETE")
              .find(R"("kind":"ServiceAccount")") != std::string::npos);
    CHECK(
        s.ask("/apis/coordination.k8s.io/v1/namespaces/ns/leases/a", "DELETE")
            .find(
                R"("details":{"name":"a","group":"coordination.k8s.io","kind":"leases","uid":")") !=
        std::string::npos);
}

TEST_CASE("a dry run may be asked for in the options of a deletion") {
    served s;
    const std::string a = "/api/v1/namespaces/ns/configmaps/a";
    s.ask("/api/v1/namespaces/ns/configmaps", "POST", config);
    CHECK(s.code(s.ask(a, "DELETE",
                       R"({"kind":"DeleteOptions","apiVersion":"v1","dryRun":["All"]})")) == 200);
    CHECK(s.code(s.ask(a)) == 200);
    CHECK(s.code(s.ask(a, "DELETE", R"({"dryRun":["Some"]})")) == 422);
    CHECK(s.code(s.ask(a, "DELETE", R"({"orphanDependents":true,"propagationPolicy":"Orphan"})")) ==
          422);
    CHECK(s.code(s.ask(a, "DELETE", "[]")) == 400);
    CHECK(s.code(s.ask(a + "?orphanDependents=false", "DELETE")) == 200);
    CHECK(s.code(s.ask(a)) == 404);
}

TEST_CASE("wrong options are named as fields of the kind of the options") {
    served s;
    const std::string maps = "/api/v1/namespaces/ns/configmaps";
    CHECK(
        s.ask(maps + "?dryRun=x", "POST", config)
            .find(
                R"("details":{"group":"meta.k8s.io","kind":"CreateOptions","causes":[{"reason":"FieldValueNotSupported")") !=
        std::string::npos);
    CHECK(s.ask(maps + "?fieldValidation=x", "POST", config).find("\"422\"") == std::string::npos);
    CHECK(s.code(s.ask(maps + "?fieldValidation=x", "POST", config)) == 422);
    CHECK(s.code(s.ask(maps + "?resourceVersionMatch=Exact")) == 422);
    CHECK(s.code(s.ask(maps + "?resourceVersionMatch=Exact&resourceVersion=0")) == 422);
    CHECK(s.code(s.ask(maps + "?resourceVersionMatch=Sometimes&resourceVersion=1")) == 422);
    CHECK(s.code(s.ask(maps + "?sendInitialEvents=true&resourceVersionMatch=NotOlderThan")) == 422);
    CHECK(s.code(s.ask(maps + "?watch=1&resourceVersionMatch=Exact&resourceVersion=1")) == 422);
    CHECK(s.code(s.ask(maps + "?continue=x&resourceVersion=1")) == 400);
    CHECK(s.code(s.ask(maps + "?resourceVersionMatch=NotOlderThan&resourceVersion=1")) == 200);
}

TEST_CASE("what cannot be read is shown in the refusal") {
    served s;
    const std::string maps = "/api/v1/namespaces/ns/configmaps";
    CHECK(
        s.ask(maps, "POST", "")
            .find(
                "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)") !=
        std::string::npos);
    CHECK(s.ask(maps, "POST", "\x01\xff").find("(01ff)") != std::string::npos);
    CHECK(s.ask(maps, "POST", "{" + std::string(40, 'x'))
              .find("({" + std::string(29, 'x') + " ...)") != std::string::npos);
}

TEST_CASE("unknown paths get the known ones, unknown groups a word") {
    served s;
    const std::string answer = s.ask("/nope");
    CHECK(s.code(answer) == 404);
    CHECK(answer.find(R"({"paths":["/api")") != std::string::npos);
    CHECK(s.ask("/apis/nope.example.com/v1").ends_with("404 page not found\n"));
    CHECK(s.ask("/api/v1/nopes").find(R"("reason":"NotFound","details":{},"code":404)") !=
          std::string::npos);
}

TEST_CASE("without a client certificate only health and version are shown") {
    support::api_world w;
    net::io_threads io;
    apiserver::http_frontend frontend(w.server, io, {});
    net::http_server http(io, {}, [&](net::request&& r, const net::exchange& out) {
        frontend.handle(std::move(r), out);
    });
    CHECK(raw_client(http.port()).get("/version").starts_with("HTTP/1.1 200"));
    CHECK(raw_client(http.port()).get("/api/v1/secrets").starts_with("HTTP/1.1 401"));
    io.stop();
}

}  // namespace http_frontend_test
