// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/tcp_proxy.hpp>

#include <set>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <support/eventually.hpp>
#include <support/raw_client.hpp>

namespace tcp_proxy_test {

using namespace slipway;
using support::raw_client;

namespace {

net::handler named(const char* name) {
    return [name](net::request&& r, const net::exchange& out) {
        out.respond({200, {}, std::string(name) + std::to_string(r.body.size())});
    };
}

}  // namespace

TEST_CASE("connections go to the back ends that are chosen") {
    net::io_threads io;
    net::http_server a(io, {}, named("a")), b(io, {}, named("b"));
    std::atomic<unsigned> next = 0;
    const std::vector<net::endpoint> both{{"127.0.0.1", a.port()}, {"127.0.0.1", b.port()}};
    net::tcp_proxy proxy(io, {"127.0.0.1", 0},
                         [&] { return std::vector<net::endpoint>{both[next++ % 2]}; });
    std::set<std::string> seen;
    for (int i = 0; i < 4; ++i)
        seen.insert(
            raw_client(proxy.port()).get("/", "POST", std::string(100'000, 'x')).substr(9, 3));
    CHECK(seen == std::set<std::string>{"200"});
    CHECK(proxy.accepted() == 4);
}

TEST_CASE("a back end that refuses is passed over, and the client does not notice") {
    net::io_threads io;
    net::http_server a(io, {}, named("a"));
    net::tcp_proxy proxy(io, {"127.0.0.1", 0}, [&] {
        return std::vector<net::endpoint>{
            {"127.0.0.1", 1}, {"not an address", 1}, {"127.0.0.1", a.port()}};
    });
    CHECK(raw_client(proxy.port()).get("/").starts_with("HTTP/1.1 200 "));
}

TEST_CASE("which back ends there are is asked anew when one cannot be reached") {
    net::io_threads io;
    net::http_server a(io, {}, named("a"));
    std::atomic<unsigned> asked = 0;
    net::tcp_proxy proxy(io, {"127.0.0.1", 0}, [&] {
        return std::vector<net::endpoint>{
            {"127.0.0.1", asked++ == 0 ? std::uint16_t{1} : a.port()}};
    });
    CHECK(raw_client(proxy.port()).get("/").starts_with("HTTP/1.1 200 "));
    CHECK(asked == 2);
}

TEST_CASE("it is known from which back end an answer is awaited") {
    net::io_threads io;
    std::mutex mutex;
    std::vector<net::exchange> asked;
    net::http_server slow(io, {}, [&](net::request&&, const net::exchange& e) {
        std::lock_guard lock(mutex);
        asked.push_back(e);
    });
    net::tcp_proxy proxy(io, {"127.0.0.1", 0},
                         [&] { return std::vector<net::endpoint>{{"127.0.0.1", slow.port()}}; });
    CHECK_FALSE(proxy.waits_for("127.0.0.1"));
    raw_client client(proxy.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(support::eventually([&] {
        std::lock_guard lock(mutex);
        return asked.size() == 1;
    }));
    CHECK(proxy.waits_for("127.0.0.1"));
    CHECK_FALSE(proxy.waits_for("127.0.0.2"));
    {
        std::lock_guard lock(mutex);
        asked.front().respond({200, {}, "at last"});
        asked.clear();
    }
    CHECK(client.read("at last").find("at last") != std::string::npos);
    CHECK_FALSE(proxy.waits_for("127.0.0.1"));  // the connection is open, and nobody waits
}

TEST_CASE("without a back end the connection ends at once") {
    net::io_threads io;
    net::tcp_proxy proxy(io, {"127.0.0.1", 0}, [] { return std::vector<net::endpoint>(); });
    CHECK(raw_client(proxy.port()).get("/").empty());
}

TEST_CASE("an address that is taken is named") {
    net::io_threads io;
    net::http_server a(io, {}, named("a"));
    CHECK_THROWS_WITH(
        net::tcp_proxy(io, {"127.0.0.1", a.port()}, [] { return std::vector<net::endpoint>(); }),
        Catch::Contains("cannot listen on 127.0.0.1:" + std::to_string(a.port())));
}

TEST_CASE("who may not listen at a port is told why, and where addresses of IPv6 end") {
    const auto refused = std::make_error_code(std::errc::permission_denied);
    CHECK(net::endpoint{"::1", 8080}.str() == "[::1]:8080");
    CHECK(net::endpoint{"127.0.0.1", 80}.str() == "127.0.0.1:80");
    CHECK_THAT(net::detail::listen_failure("127.0.0.1:80", 80, refused),
               Catch::StartsWith("cannot listen on 127.0.0.1:80: ") &&
                   Catch::Contains("ports below 1024 are root's"));
    CHECK_THAT(net::detail::listen_failure("127.0.0.1:8080", 8080, refused),
               !Catch::Contains("1024"));
}

}  // namespace tcp_proxy_test
