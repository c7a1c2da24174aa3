// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/probe.hpp>

#include <mutex>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <slipway/net/io_threads.hpp>
#include <support/eventually.hpp>
#include <support/free_port.hpp>
#include <support/raw_server.hpp>

namespace probe_test {

using namespace slipway;
using namespace std::chrono_literals;

namespace {

/// Answers `/STATUS` with that status, `/STATUS/big` with a long body, and keeps what it was asked;
/// `/silent` gets no answer, `/drip` one that never ends.
struct asked {
    explicit asked(net::http_server_options o = {})
        : server(io, std::move(o),
                 [this](net::request&& r, const net::exchange& e) { answer(std::move(r), e); }) {}
    ~asked() { io.stop(); }

    void answer(net::request&& r, const net::exchange& e) {
        std::lock_guard lock(mutex);
        if (r.target == "/silent") return silent.push_back(e);
        if (r.target == "/drip") return drip(e.stream(200, {}));
        const int status = r.target == "/" ? 200 : std::stoi(r.target.substr(1));
        e.respond({status, {}, std::string(r.target.ends_with("/big") ? 1'000'000 : 2, 'x')});
        last = std::move(r);
    }
    void drip(const net::body_stream& to) {
        dripping = std::jthread([to](const std::stop_token& stop) {
            while (!stop.stop_requested() && to.write(std::string("x")))
                std::this_thread::sleep_for(20ms);
        });
    }
    net::endpoint at() const { return {"127.0.0.1", server.port()}; }

    net::io_threads io;  // outlives the exchanges that are kept
    std::mutex mutex;
    std::vector<net::exchange> silent;
    net::request last;
    net::http_server server;
    std::jthread dripping;
};

}  // namespace

TEST_CASE("a GET is good from 200 to 399") {
    asked a;
    for (const char* path : {"/200", "/204", "/302", "/399", "/200/big"}) {
        CAPTURE(path);
        CHECK(net::probe_http(a.at(), path, false, {}, 5s).good);
    }
    for (const char* path : {"/400", "/404", "/503", "/503/big"}) {
        const auto r = net::probe_http(a.at(), path, false, {}, 5s);
        CHECK_FALSE(r.good);
        CHECK(r.message == "HTTP probe failed with statuscode: " + std::string(path).substr(1, 3));
    }
}

TEST_CASE("a probe says who asks, and sends the fields that it was given") {
    asked a;
    CHECK(net::probe_http(a.at(), "", false, {{"X-Token", "abc"}}, 5s).good);
    CHECK(a.last.method == "GET");
    CHECK(a.last.target == "/");
    CHECK(a.last.headers["X-Token"] == "abc");
    CHECK(a.last.headers["User-Agent"].starts_with("kube-probe/"));
}

TEST_CASE("a server that resets the connection is probed, whenever it does") {
    const net::certificate_authority ca("nobody knows it");
    support::raw_server s(
        [](support::raw_server::peer& p, int nth) {
            if (nth % 2) {
                p.request();
                p.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
            p.reset();
        },
        ca.issue_server("server", {"127.0.0.1"}));
    int good = 0;
    for (int i = 0; i < 100; ++i)
        good += net::probe_http({"127.0.0.1", s.port()}, "/", true, {}, 5s).good;
    CHECK(good >= 1);
    CHECK(good <= 50);
}

TEST_CASE("HTTPS is probed without asking whose certificate it is") {
    const net::certificate_authority unknown("nobody knows it");
    net::http_server_options o;
    o.tls = unknown.issue_server("other.example.com", {"other.example.com"});
    asked a(o);
    CHECK(net::probe_http(a.at(), "/200", true, {}, 5s).good);
    CHECK_FALSE(net::probe_http(a.at(), "/200", false, {}, 5s).good);
}

TEST_CASE("who refuses, says nothing, or never comes to an end fails in time") {
    asked a;
    const auto refused = net::probe_http({"127.0.0.1", support::free_port()}, "/", false, {}, 5s);
    CHECK_FALSE(refused.good);
    CHECK(refused.message.find("refused") != std::string::npos);
    for (const char* path : {"/silent", "/drip"}) {
        CAPTURE(path);
        const auto start = std::chrono::steady_clock::now();
        const auto r = net::probe_http(a.at(), path, false, {}, 200ms);
        CHECK_FALSE(r.good);
        CHECK(r.message == "Get \"http://" + a.at().str() + path + "\": no answer came in time");
        CHECK(std::chrono::steady_clock::now() - start < 2s);
    }
}

TEST_CASE("a TCP probe is good where somebody listens") {
    asked a;
    CHECK(net::probe_tcp(a.at(), 5s).good);
    const net::endpoint nobody{"127.0.0.1", support::free_port()};
    const auto r = net::probe_tcp(nobody, 5s);
    CHECK_FALSE(r.good);
    CHECK(r.message == "dial tcp " + nobody.str() + ": Connection refused");
    CHECK(net::probe_tcp({"web", 80}, 5s).message == "\"web\" is no address");
}

}  // namespace probe_test
