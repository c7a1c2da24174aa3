// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/body_reader.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <future>
#include <mutex>
#include <optional>

#include <catch2/catch.hpp>

#include <slipway/net/http_client.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/net/http_server.hpp>
#include <slipway/net/url.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>

namespace body_reader_test {

using namespace slipway;
using support::eventually;
using support::raw_client;

namespace {

/// Answers with the size of what it was sent; other paths do what their names say.
struct reading_server {
    explicit reading_server(net::http_server_options o = {})
        : server(io, workers, std::move(o),
                 [this](net::request&& r, const net::body_reader& body, const net::exchange& out) {
                     handle(r, body, out);
                 }) {}

    void handle(const net::request& r, const net::body_reader& body, const net::exchange& out) {
        if (r.target == "/refuse") return out.respond({401, {}, "who are you?"});
        if (r.target == "/wait") go.get_future().wait();
        std::size_t size = 0;
        std::string all;
        try {
            for (std::string piece = body.read(); !piece.empty(); piece = body.read()) {
                if (piece.size() > 512 * 1024) too_much = true;
                if (r.target == "/echo") all += piece;
                arrived = size += piece.size();
            }
            if (!body.read().empty()) too_much = true;
        } catch (const net::http_error& e) {
            failed = static_cast<int>(e.failure());
            throw;
        }
        out.respond(
            {200, {}, r.target == "/echo" ? all : r.method + " " + std::to_string(size) + "\n"});
    }

    std::promise<void> go;
    std::atomic<std::size_t> arrived = 0;
    std::atomic<int> failed = -1;
    std::atomic<bool> too_much =
        false;  ///< a piece was larger than it may be, or came after the end
    net::io_threads io;
    net::worker_threads workers{4};
    net::http_server server;
};

std::string head(const std::string& target, const std::string& fields) {
    return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}
bool failed_as(const reading_server& s, net::http_failure why) {
    return eventually([&] { return s.failed == static_cast<int>(why); });
}

}  // namespace

TEST_CASE("bodies of any size are read in pieces, several on one connection") {
    reading_server s;
    raw_client c(s.server.port());
    c.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(c.read("0\n").starts_with("HTTP/1.1 200 "));
    c.send(head("/", "Content-Length: 5\r\n") + "hello" + head("/", "Content-Length: 3\r\n") +
           "abc");
    CHECK(c.read("POST 3\n").find("POST 5\n") != std::string::npos);
    c.send(head("/", "Content-Length: 10000000\r\n") + std::string(10'000'000, 'x'));
    CHECK(c.read("POST 10000000\n").starts_with("HTTP/1.1 200 "));
    c.send(head("/", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n" +
           "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(c.read("GET 0\n").find("POST 7\n") != std::string::npos);
    CHECK_FALSE(s.too_much);
}

TEST_CASE("a body is the same wherever it is cut, and what follows it is the next request") {
    reading_server s;
    const std::string first = head("/echo", "Content-Length: 11\r\n"),
                      second = head("/echo", "Content-Length: 3\r\n") + "abc";
    const std::string all = first + "hello world" + second;
    for (std::size_t cut = 1; cut < all.size(); ++cut) {
        CAPTURE(cut);
        const raw_client c(s.server.port());
        s.arrived = 0;
        c.send(all.substr(0, cut));
        const std::size_t came = cut - std::min(cut, first.size());
        if (came > 0 && came < 11) CHECK(eventually([&] { return s.arrived == came; }));
        c.send(all.substr(cut));
        const std::string got = c.read("\r\n\r\nabc");
        CHECK(got.find("\r\n\r\nhello worldHTTP/1.1 200 ") != got.npos);
        CHECK(got.ends_with("\r\n\r\nabc"));
    }
}

TEST_CASE("a large body is the same wherever it is cut") {
    reading_server s;
    const raw_client c(s.server.port());
    std::string large;
    for (int i = 0; large.size() < 700'000; ++i) large += std::to_string(i) + " ";
    for (const std::size_t cut : {std::size_t{1}, std::size_t{65'536}, std::size_t{524'287},
                                  std::size_t{524'288}, std::size_t{524'289}, large.size() - 1}) {
        CAPTURE(cut);
        s.arrived = 0;
        c.send(head("/echo", "Content-Length: " + std::to_string(large.size()) + "\r\n") +
               large.substr(0, cut));
        CHECK(eventually([&] { return s.arrived == cut; }));
        c.send(large.substr(cut) + head("/", "Content-Length: 2\r\n") + "ab");
        const std::string got = c.read("POST 2\n");
        CHECK(got.find("\r\n\r\n" + large + "HTTP/1.1 200 ") != got.npos);
    }
    CHECK_FALSE(s.too_much);
}

TEST_CASE("a body in chunks is the same wherever it is cut") {
    reading_server s;
    const std::string begin = head("/echo", "Transfer-Encoding: chunked\r\n"),
                      chunks = "5\r\nhello\r\n6;as=it\r\n world\r\n0\r\nLast: field\r\n\r\n",
                      all = begin + chunks + head("/echo", "Content-Length: 3\r\n") + "abc";
    for (std::size_t cut = 1; cut < all.size(); ++cut) {
        CAPTURE(cut);
        const raw_client c(s.server.port());
        s.arrived = 0;
        c.send(all.substr(0, cut));
        if (cut == begin.size() + 6)
            CHECK(eventually([&] { return s.arrived == 3; }));  // 5 CR LF hel
        c.send(all.substr(cut));
        const std::string got = c.read("\r\n\r\nabc");
        CHECK(got.find("\r\n\r\nhello worldHTTP/1.1 200 ") != got.npos);
        CHECK(got.ends_with("\r\n\r\nabc"));
    }
}

TEST_CASE("a large body in chunks of any size arrives as it is, several on one connection") {
    reading_server s;
    const raw_client c(s.server.port());
    std::string large, chunks;
    for (int i = 0; large.size() < 3'000'000; ++i) large += std::to_string(i) + " ";
    std::size_t at = 0, size = 1;
    for (; at < large.size(); at += size, size = size % 700'000 * 3 + 1) {
        const std::string piece = large.substr(at, size);
        char length[20];
        std::snprintf(length, sizeof length, "%zx", piece.size());
        chunks += length + ("\r\n" + piece + "\r\n");
    }
    for (int i = 0; i < 2; ++i) {
        c.send(head("/echo", "Transfer-Encoding: chunked\r\n") + chunks + "0\r\n\r\n" +
               head("/", "Content-Length: 2\r\n") + "ab");
        const std::string got = c.read("POST 2\n");
        CHECK(got.find("\r\n\r\n" + large + "HTTP/1.1 200 ") != got.npos);
    }
    CHECK_FALSE(s.too_much);
}

TEST_CASE(
    "a client's large body arrives as it is, also where it is sent again on the same connection") {
    reading_server s;
    const net::http_client client(
        net::base_url::parse("http://127.0.0.1:" + std::to_string(s.server.port())).at);
    for (const std::size_t size :
         {std::size_t{1}, std::size_t{1024 * 1024}, std::size_t{3'000'001}}) {
        std::string body(size, 'x');
        body.back() = 'y';
        const net::response got = client.send({"PUT", "/echo", {}, body});
        CHECK(got.status == 200);
        CHECK(got.body == body);
    }
    CHECK(client.idle_connections() == 1);
}

TEST_CASE(
    "heads that are too long, or that say two lengths, are refused before their bodies are read") {
    reading_server s;
    const auto refused = [&](const std::string& fields) {
        const raw_client c(s.server.port());
        c.send(head("/", fields) + "abc");
        return c.read().substr(0, 13);
    };
    CHECK(refused("X: " + std::string(100'000, 'x') + "\r\n") == "HTTP/1.1 431 ");
    CHECK(refused("Content-Length: 3\r\nContent-Length: 4\r\n") == "HTTP/1.1 400 ");
    CHECK(refused("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") == "HTTP/1.1 400 ");
    CHECK(refused("Content-Length: 3x\r\n") == "HTTP/1.1 400 ");
    CHECK(refused("Content-Length: -3\r\n") == "HTTP/1.1 400 ");
    CHECK(s.arrived == 0);
}

TEST_CASE("a piece is there as soon as it has come") {
    reading_server s;
    raw_client c(s.server.port());
    c.send(head("/", "Content-Length: 6\r\n") + "abc");
    CHECK(eventually([&] { return s.arrived == 3; }));
    c.send("def");
    CHECK(c.read("POST 6\n").starts_with("HTTP/1.1 200 "));
}

TEST_CASE("while nobody reads, the client waits") {
    reading_server s;
    raw_client c(s.server.port());
    c.send(head("/wait", "Content-Length: 100000000\r\n"));
    std::atomic<std::size_t> sent = 0;
    const std::string piece(100'000, 'x');
    std::jthread sender([&] {
        for (int i = 0; i < 1000; ++i) {
            c.send(piece);
            sent += piece.size();
        }
    });
    CHECK(support::halts([&] { return sent.load(); }));
    CHECK(sent < 50'000'000);  // what is in the sockets
    s.go.set_value();
    CHECK(c.read("POST 100000000\n").starts_with("HTTP/1.1 200 "));
}

TEST_CASE(
    "who expects to be told to continue is told when the body is wanted, or gets the answer") {
    reading_server s;
    raw_client c(s.server.port());
    c.send(head("/", "Content-Length: 5\r\nExpect: 100-continue\r\n"));
    CHECK(c.read("100 Continue\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    c.send("hello");
    CHECK(c.read("POST 5\n").starts_with("HTTP/1.1 200 "));
    c.send(head("/refuse", "Content-Length: 5\r\nExpect: 100-continue\r\n"));
    const std::string refused = c.read("who are you?");
    CHECK(refused.starts_with("HTTP/1.1 401 "));
    CHECK(refused.find("Connection: close\r\n") != refused.npos);
}

TEST_CASE("an answer reaches the client that is still sending, and the connection ends") {
    reading_server s;
    {
        raw_client c(s.server.port());
        c.send(head("/refuse", "Content-Length: 20000000\r\n") + std::string(20'000'000, 'x'));
        CHECK(c.read().find("who are you?") != std::string::npos);
    }
    CHECK(eventually([&] { return s.server.connections() == 0; }));
}

TEST_CASE("a client that goes away, or sends nonsense, ends the body with an error") {
    reading_server s;
    {
        raw_client c(s.server.port());
        c.send(head("/", "Content-Length: 10\r\n") + "abc");
        CHECK(eventually([&] { return s.arrived == 3; }));
    }
    CHECK(failed_as(s, net::http_failure::cut_off));
    s.failed = -1;
    raw_client c(s.server.port());
    c.send(head("/", "Transfer-Encoding: chunked\r\n") + "zz\r\n");
    CHECK(failed_as(s, net::http_failure::cut_off));
    CHECK(eventually([&] { return s.server.connections() == 0; }));
    s.failed = -1;
    raw_client endless(s.server.port());
    endless.send(head("/", "Transfer-Encoding: chunked\r\n") + "5;" + std::string(100'000, 'x'));
    CHECK(failed_as(s, net::http_failure::cut_off));
}

TEST_CASE("a body may take long as long as it comes, but not stand still") {
    net::http_server_options o;
    o.read_timeout = std::chrono::seconds(1);
    reading_server s(o);
    raw_client c(s.server.port());
    c.send(head("/", "Content-Length: 10\r\n") + "abc");
    CHECK(failed_as(s, net::http_failure::timed_out));
    raw_client patient(s.server.port());
    patient.send(head("/wait", "Content-Length: 200000\r\n"));
    const auto late = std::chrono::steady_clock::now() + std::chrono::milliseconds(1200);
    CHECK(eventually([&] {
        return std::chrono::steady_clock::now() > late;
    }));  // nobody reads: this is not the client's fault
    s.go.set_value();
    patient.send(std::string(200'000, 'x'));
    CHECK(patient.read("POST 200000\n").starts_with("HTTP/1.1 200 "));
}

TEST_CASE("the end of the server ends bodies that are read") {
    std::optional<reading_server> s(std::in_place);
    raw_client c(s->server.port());
    c.send(head("/", "Content-Length: 10\r\n") + "abc");
    REQUIRE(eventually([&] { return s->arrived == 3; }));
    s.reset();
    CHECK(c.read().find("200 OK") == std::string::npos);
}

}  // namespace body_reader_test
