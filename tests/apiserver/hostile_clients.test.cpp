// SPDX-FileCopyrightText: 2026 The Slipway developers SPDX-License-Identifier: MIT What clients may
// do to the HTTP front end: it answers with a Status or ends the connection, and lives on.
#include <slipway/apiserver/http_frontend.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>
#include <support/scratch_directory.hpp>

#include "served_http.hpp"

namespace hostile_clients_test {

using namespace slipway;
using support::eventually;
using support::raw_client;
using support::served;

namespace {

const std::string maps = "/api/v1/namespaces/ns/configmaps";

std::string config(const std::string& name, std::size_t size = 1) {
    return R"({"metadata":{"name":")" + name + R"("},"data":{"k":")" + std::string(size, 'x') +
           R"("}})";
}

/// A number of this process (proc(5), "status").
long of_this_process(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
    return -1;
}

void allow_many_files() {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

bool contains(const std::string& all, std::string_view piece) {
    return all.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("malformed, wrong and deeply nested documents are refused by every verb that takes one") {
    served s;
    s.ask(maps, "POST", config("a"));
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']'),
                      deep_object = [] {
                          std::string made;
                          for (int i = 0; i < 50'000; ++i) made += R"({"a":)";
                          return made;
                      }();
    for (const std::string& body :
         {std::string("{"), std::string("nul"), std::string("\"\xff\xfe\""), std::string("[]"),
          std::string("7"), deep, deep_object}) {
        INFO(body.substr(0, 40));
        CHECK(s.code(s.ask(maps, "POST", body)) == 400);
        CHECK(s.code(s.ask(maps + "/a", "PUT", body)) == 400);
        CHECK(s.code(s.ask(maps + "/a", "DELETE", body)) == 400);
        CHECK(s.code(s.ask(maps + "/a", "PATCH", body, "application/merge-patch+json")) == 400);
        CHECK(s.code(s.ask(maps + "/a", "PATCH", body, "application/strategic-merge-patch+json")) ==
              400);
    }
    CHECK(s.code(s.ask(maps + "/a", "PATCH", "{}", "application/json-patch+json")) == 400);
    CHECK(s.code(s.ask(maps + "/a", "PATCH", R"([{"op":"fly","path":"/data"}])",
                       "application/json-patch+json")) == 400);
    CHECK(s.code(s.ask(maps + "/a", "PATCH", R"({"data":"x"})", "application/merge-patch+json")) ==
          400);
    CHECK(s.code(s.ask(maps + "/a", "PATCH", R"({"metadata":null})",
                       "application/merge-patch+json")) != 500);
    CHECK(s.code(s.ask(maps + "/a", "PATCH", "{}", "text/plain")) == 415);
    CHECK(s.code(s.ask(maps + "/a")) == 200);
}

TEST_CASE("a body of more than three megabytes is refused, one of less is not") {
    served s;
    const std::string big = s.ask(maps, "POST", std::string(3 * 1024 * 1024 + 1, ' '));
    CHECK(s.code(big) == 413);
    CHECK(contains(big, R"("reason":"RequestEntityTooLarge")"));
    CHECK(s.code(s.ask(maps, "POST", config("fits", 1024 * 1024))) == 201);
    CHECK(s.code(s.ask(maps, "POST", config("too-big", 2 * 1024 * 1024))) == 422);
    CHECK(s.alive());
}

TEST_CASE("a body that was announced and never comes ends with its connection") {
    served s;
    {
        raw_client half(s.http.port());
        half.send("POST " + maps +
                  " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"metadata\":");
        half.half_close();
        CHECK(half.read().empty());
    }
    CHECK(eventually([&] { return s.http.connections() == 0; }));
    CHECK_FALSE(contains(s.ask(maps), R"("name")"));
}

TEST_CASE("one who ends their side of a watch is gone") {
    served s;
    raw_client watcher(s.http.port());
    watcher.send("GET " + maps + "?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    watcher.read("200 OK");
    CHECK(s.http.connections() == 1);
    watcher.half_close();
    CHECK(eventually([&] { return s.http.connections() == 0; }));
    CHECK(s.code(s.ask(maps, "POST", config("a"))) == 201);
}

TEST_CASE("requests that come at once are answered one after the other") {
    served s;
    raw_client c(s.http.port());
    std::string all;
    for (int i = 0; i < 50; ++i) {
        const std::string body = config("m" + std::to_string(i));
        all += "POST " + maps +
               " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
        all += "GET " + maps + "/m" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }
    c.send(all + "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string answers = c.read();
    std::size_t at = 0;
    for (int i = 0; i < 50; ++i)
        for (const char* status : {"HTTP/1.1 201 ", "HTTP/1.1 200 "}) {
            at = answers.find(status, at);
            REQUIRE(at != answers.npos);
            const std::size_t name = answers.find("\"name\":\"m" + std::to_string(i) + "\"", at);
            REQUIRE(name != answers.npos);
            at = name;
        }
    CHECK(answers.find("HTTP/1.1 404 ", at) != answers.npos);
}

TEST_CASE("broken escapes, odd paths and wrong methods") {
    served s;
    for (const char* path : {"/api/v1/pods/%zz", "/api/v1/pods?labelSelector=%",
                             "/api/v1/pods?limit=%4", "/api/v1/namespaces/ns/pods/a%00b"}) {
        INFO(path);
        CHECK(s.code(s.ask(path)) == 400);
    }
    for (const char* path :
         {"/api/v1/namespaces/ns/pods/..%2f..%2fsecrets", "/api/v1/namespaces/../../pods", "/api",
          "/apis/", "//", "/api/v1/namespaces/ns/pods/%c3%28"}) {
        INFO(path);
        const int code = s.code(s.ask(path));
        CHECK((code == 404 || code == 200));
    }
    CHECK(s.code(s.ask("/api/v1/namespaces/ns/pods/" + std::string(10'000, 'a'))) == 404);
    for (const char* method : {"OPTIONS", "TRACE", "PROPFIND"}) {
        INFO(method);
        const std::string answer = s.ask(maps, method);
        CHECK(s.code(answer) == 405);
        CHECK(contains(answer, R"("reason":"MethodNotAllowed","details":{},"code":405)"));
    }
    CHECK(s.code(s.ask(maps + "/a", "POST", config("a"))) == 405);
    CHECK(s.code(s.ask(maps, "PUT", config("a"))) == 405);
    CHECK(s.code(s.ask(maps, "PATCH", "{}", "application/merge-patch+json")) == 405);
    CHECK(s.code(s.ask(maps, "NONSENSE")) >= 400);
    CHECK(s.alive());
}

TEST_CASE("a watcher that never reads is cut off, and what was kept for it is let go of") {
    net::http_server_options o;
    o.stream_limit = 1024 * 1024;
    served s(100, o);
    raw_client idle(s.http.port());
    idle.send("GET " + maps + "?watch=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(eventually([&] { return s.http.connections() == 1; }));
    const long before = of_this_process("VmRSS");
    // Kernel buffers hold some megabytes; the server's own limit comes behind them.
    long highest = before;
    const api::target a{&api::resource_of<api::ConfigMap>, "ns", "a"};
    s.server.create({a.kind, "ns"}, json::read(config("a")));
    const std::string mark(100'000, 'x');
    for (int i = 0; i < 2'000 && s.http.connections() > 0; ++i) {
        s.server.patch(a, api::patch_type::merge, {{"data", {{"k", mark + std::to_string(i)}}}});
        highest = std::max(highest, of_this_process("VmRSS"));
    }
    CHECK(eventually([&] { return s.http.connections() == 0; }));
    CHECK(highest - before < 100 * 1024);  // kilobytes; 200 megabytes were written
    CHECK(s.alive());
}

TEST_CASE("a thousand idle watches cost no threads and little memory, and each hears of a change") {
    allow_many_files();
    served s;
    CHECK(s.alive());
    const long threads = of_this_process("Threads"), memory = of_this_process("VmRSS");
    std::vector<raw_client> watchers;
    for (int i = 0; i < 1000; ++i) {
        watchers.emplace_back(s.http.port());
        REQUIRE(watchers.back().connected());
        watchers.back().send("GET " + maps +
                             "?watch=1&allowWatchBookmarks=true HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    for (const raw_client& w : watchers) REQUIRE(contains(w.read("\r\n\r\n"), "200 OK"));
    CHECK(of_this_process("Threads") == threads);
    CHECK(of_this_process("VmRSS") - memory < 40 * 1024);  // kilobytes: less than 40 for each
    s.ask(maps, "POST", config("a"));
    for (const raw_client& w : watchers)
        CHECK(contains(w.read(R"("name":"a")"), R"("type":"ADDED")"));
}

TEST_CASE("a watch from before what is remembered ends with 410 inside the stream") {
    served s(5);
    for (int i = 0; i < 10; ++i) s.ask(maps, "POST", config("m" + std::to_string(i)));
    const std::string seen = s.ask(maps + "?watch=1&resourceVersion=2");
    CHECK(s.code(seen) == 200);
    CHECK(contains(seen, R"({"type":"ERROR","object":{"kind":"Status")"));
    CHECK(contains(seen, R"("reason":"Expired","code":410)"));
    CHECK(seen.ends_with("0\r\n\r\n"));
    CHECK(s.code(s.ask(maps + "?resourceVersion=2&resourceVersionMatch=Exact")) == 410);
}

TEST_CASE(
    "only a certificate of the cluster's own authority, with the right group, opens the API") {
    support::api_world w;
    const ::scratch_directory scratch;
    const net::certificate_authority ca("cluster-ca"), other("other-ca");
    net::io_threads io;
    apiserver::http_frontend frontend(w.server, io, {});
    net::http_server_options o;
    o.tls = ca.issue_server("kube-apiserver", {"127.0.0.1"});
    o.client_ca_pem = ca.certificate_pem();
    net::http_server http(io, o, [&](net::request&& r, const net::exchange& out) {
        frontend.handle(std::move(r), out);
    });
    auto file = [&](const std::string& name, const std::string& text) {
        std::ofstream(scratch.path() / name) << text;
        return (scratch.path() / name).string();
    };
    const std::string trusted = "--cacert " + file("ca.pem", ca.certificate_pem());
    auto as = [&](const std::string& name, const net::key_pair& k) {
        return " --cert " + file(name + ".crt", k.certificate_pem) + " --key " +
               file(name + ".key", k.key_pem);
    };
    auto ask = [&](const std::string& path, const std::string& credentials = {}) {
        FILE* pipe = popen(
            ("curl -sS " + trusted + credentials + " '" + http.url() + path + "' 2>&1").c_str(),
            "r");
        std::string got;
        char buffer[4096];
        while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe))
            got.append(buffer, n);
        pclose(pipe);
        return got;
    };
    CHECK(ask("/readyz") == "ok");
    CHECK(
        ask("/api/v1/namespaces") ==
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}\n");
    CHECK(contains(
        ask("/api/v1/namespaces", as("mallory", other.issue_client("mallory", {"system:masters"}))),
        "\"code\":401"));
    const std::string guest = as("guest", ca.issue_client("guest", {"guests"}));
    CHECK(contains(
        ask("/api/v1/namespaces/ns/pods?watch=1", guest),
        R"("message":"pods is forbidden: User \"guest\" cannot watch resource \"pods\" in API group \"\" in the namespace \"ns\"")"));
    CHECK(contains(
        ask("/apis/apps/v1/namespaces/ns/deployments/d/scale", guest),
        R"(deployments.apps \"d\" is forbidden: User \"guest\" cannot get resource \"deployments/scale\" in API group \"apps\")"));
    CHECK(
        contains(ask("/api/v1/nodes", guest),
                 "cannot list resource \\\"nodes\\\" in API group \\\"\\\" at the cluster scope"));
    CHECK(contains(ask("/metrics", guest),
                   R"(forbidden: User \"guest\" cannot get path \"/metrics\")"));
    CHECK(contains(
        ask("/api/v1/namespaces", as("admin", ca.issue_client("admin", {"system:masters"}))),
        "\"kind\":\"NamespaceList\""));
    io.stop();
}

}  // namespace hostile_clients_test
