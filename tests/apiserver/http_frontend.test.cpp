// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/http_frontend.hpp>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <support/eventually.hpp>
#include <support/raw_client.hpp>

#include "served.hpp"

using namespace slipway;
using support::raw_client;

namespace {

struct served : support::api_world {
    explicit served(std::size_t remembered = 10'000) : api_world(remembered) {}
    ~served() { io.stop(); }

    net::io_threads io;
    apiserver::http_frontend frontend{server, io, {.required_group = ""}};
    net::http_server http{io, {}, [this](net::request&& r, const net::exchange& out) { frontend.handle(std::move(r), out); }};

    std::string ask(const std::string& target, const std::string& method = "GET", const std::string& body = {}, const std::string& type = "application/json") {
        return raw_client(http.port()).get(target, method, body, type);
    }
    int code(const std::string& answer) { return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0; }
};

const std::string config = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}})";

}  // namespace

TEST_CASE("objects are created, read, listed, patched and deleted over HTTP") {
    served s;
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps", "POST", config)) == 201);
    CHECK(s.ask("/api/v1/namespaces/ns/configmaps/a").find(R"("data":{"k":"v"})") != std::string::npos);
    CHECK(s.ask("/api/v1/configmaps?limit=5").find(R"("kind":"ConfigMapList")") != std::string::npos);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps/a", "PATCH", R"({"data":{"k":"w"}})", "application/merge-patch+json")) == 200);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps", "POST", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n", "application/yaml")) == 201);
    CHECK(s.ask("/api/v1/namespaces/ns/configmaps/a", "DELETE").find(R"("status":"Success")") != std::string::npos);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/configmaps/a")) == 404);
}

TEST_CASE("bad input gets the right Status, and the server lives on") {
    served s;
    const std::string maps = "/api/v1/namespaces/ns/configmaps";
    CHECK(s.code(s.ask(maps, "POST", "{\"a\":")) == 400);
    CHECK(s.code(s.ask(maps, "POST", "")) == 400);
    CHECK(s.code(s.ask(maps, "POST", "[1,2]")) == 400);
    CHECK(s.code(s.ask(maps, "POST", std::string(50'000, '['))) == 400);
    CHECK(s.code(s.ask(maps, "POST", R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"x"}})")) == 400);
    CHECK(s.code(s.ask(maps, "POST", R"({"kind":"ConfigMap","apiVersion":"v1","metadata":"x"})")) == 400);
    CHECK(s.code(s.ask(maps, "POST", R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"data":{"k":7}})")) == 400);
    CHECK(s.code(s.ask(maps, "POST", config, "text/html")) == 415);
    CHECK(s.code(s.ask(maps, "POST", "rubbish", "application/vnd.kubernetes.protobuf")) == 400);
    CHECK(s.code(s.ask(maps, "POST", std::string("k8s\0\x0a\x80", 6), "application/vnd.kubernetes.protobuf")) == 400);
    CHECK(s.code(s.ask(maps + "?fieldValidation=Strict", "POST", R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"dta":{}})")) == 400);
    CHECK(s.code(s.ask(maps + "?fieldValidation=Strict", "POST", R"({"kind":"ConfigMap","kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"}})")) == 400);
    CHECK(s.code(s.ask(maps, "POST", std::string(4 * 1024 * 1024, ' '))) == 413);
    CHECK(s.code(s.ask(maps, "PUT", config)) == 405);
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/nonsense")) == 404);
    CHECK(s.code(s.ask("/apis/apps/v9/deployments")) == 404);
    CHECK(s.code(s.ask("/nonsense")) == 404);
    CHECK(s.code(s.ask("/api/v1/pods?labelSelector=%28")) == 400);
    CHECK(s.code(s.ask("/api/v1/pods?limit=many")) == 400);
    CHECK(s.code(s.ask("/api/v1/pods?watch=1&resourceVersion=soon")) == 400);
    CHECK(s.code(s.ask("/api/v1/pods/%zz")) == 400);
    CHECK(s.code(s.ask("/healthz")) == 200);
}

TEST_CASE("a warning is given for unknown fields, and the object is kept") {
    served s;
    const std::string answer = s.ask("/api/v1/namespaces/ns/configmaps", "POST", R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"dta":{}})");
    CHECK(s.code(answer) == 201);
    CHECK(answer.find("Warning: 299 - \"unknown field \\\"dta\\\"\"") != std::string::npos);
}

TEST_CASE("a watch streams changes until its time is over") {
    served s;
    raw_client c(s.http.port());
    c.send("GET /api/v1/namespaces/ns/configmaps?watch=1&timeoutSeconds=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(c.read("200 OK").find("200 OK") != std::string::npos);
    s.ask("/api/v1/namespaces/ns/configmaps", "POST", config);
    const std::string seen = c.read();
    CHECK(seen.find(R"({"type":"ADDED","object":)") != std::string::npos);
    CHECK(seen.ends_with("0\r\n\r\n"));
}

TEST_CASE("a watch from a forgotten revision gets an ERROR event with 410") {
    served s(5);
    for (int i = 0; i < 10; ++i) s.ask("/api/v1/namespaces/ns/configmaps", "POST", R"({"metadata":{"generateName":"x-"}})");
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

TEST_CASE("without a client certificate only health and version are shown") {
    support::api_world w;
    net::io_threads io;
    apiserver::http_frontend frontend(w.server, io, {});
    net::http_server http(io, {}, [&](net::request&& r, const net::exchange& out) { frontend.handle(std::move(r), out); });
    CHECK(raw_client(http.port()).get("/version").starts_with("HTTP/1.1 200"));
    CHECK(raw_client(http.port()).get("/api/v1/secrets").starts_with("HTTP/1.1 401"));
    io.stop();
}
