// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/exchange.hpp>

#include <atomic>
#include <mutex>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <support/eventually.hpp>
#include <support/raw_client.hpp>

namespace exchange_test {

using namespace slipway;
using support::eventually;
using support::raw_client;

namespace {

/// A server that keeps what it is asked; the test answers.
struct desk {
    void take(const net::exchange& e) {
        std::lock_guard lock(mutex);
        waiting.push_back(e);
    }
    std::size_t count() {
        std::lock_guard lock(mutex);
        return waiting.size();
    }
    net::exchange next() {
        REQUIRE(eventually([&] { return count() > 0; }));
        std::lock_guard lock(mutex);
        net::exchange first = waiting.front();
        waiting.erase(waiting.begin());
        return first;
    }

    std::mutex mutex;
    std::vector<net::exchange> waiting;
    net::io_threads io;
    net::http_server server{io, {}, [this](net::request&&, const net::exchange& e) { take(e); }};
};

constexpr const char* get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("an answer may come later and from another thread") {
    desk d;
    raw_client c(d.server.port());
    c.send(get);
    std::thread([e = d.next()] { e.respond({201, {{"X-From", "afar"}}, "late"}); }).join();
    const std::string got = c.read("late");
    CHECK(got.starts_with("HTTP/1.1 201 Created\r\n"));
    CHECK(got.find("X-From: afar\r\n") != got.npos);
}

TEST_CASE(
    "copies are one request: only when the last goes unanswered does the client get an error") {
    desk d;
    raw_client c(d.server.port());
    c.send(get);
    {
        const net::exchange one = d.next();
        {
            const net::exchange other = one;
        }
        CHECK(c.read({}, std::chrono::milliseconds(50)).empty());
    }
    CHECK(c.read("}\n").starts_with("HTTP/1.1 500 "));
    c.send(get);
    {
        const net::exchange one = d.next();
        net::exchange(one).respond({200, {}, "by a copy"});
    }
    CHECK(c.read("by a copy").starts_with("HTTP/1.1 200 "));
}

TEST_CASE("a body that was finished is not told of the client's end") {
    desk d;
    std::atomic<int> closed = 0;
    std::optional<raw_client> c(d.server.port());
    c->send(get);
    const net::body_stream body = d.next().stream(200, {{"Content-Type", "text/plain"}});
    body.on_closed([&] { ++closed; });
    CHECK(body.write(std::string("piece")));
    body.finish();
    CHECK(c->read("0\r\n\r\n").find("5\r\npiece\r\n0\r\n") != std::string::npos);
    c.reset();
    REQUIRE(eventually([&] { return d.server.connections() == 0; }));
    CHECK(closed == 0);
}

TEST_CASE("who asks after the client has gone is told at once") {
    desk d;
    std::optional<raw_client> c(d.server.port());
    c->send(get);
    const net::body_stream body = d.next().stream(200, {});
    c.reset();
    REQUIRE(eventually([&] { return !body.write(std::string("x")); }));
    std::atomic<int> closed = 0;
    body.on_closed([&] { ++closed; });
    CHECK(eventually([&] { return closed == 1; }));
}

}  // namespace exchange_test
