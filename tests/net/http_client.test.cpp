// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/http_client.hpp>

#include <atomic>
#include <mutex>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <support/eventually.hpp>
#include <support/raw_server.hpp>
#include <support/scratch_directory.hpp>

namespace http_client_test {

using namespace slipway;
using namespace std::chrono_literals;
using Catch::Contains;
using net::call_limits;
using net::http_failure;
using support::eventually;
using support::raw_server;

namespace {

/// Says back what it was asked; keeps the bodies of /stream open.
struct echo {
    explicit echo(net::http_server_options o = {}) : options(std::move(o)) {}
    ~echo() { io.stop(); }

    std::mutex mutex;
    std::vector<net::body_stream> streams;
    std::atomic<int> closed{0};
    net::io_threads io;
    net::http_server_options options;
    net::http_server server{io, options, [this](net::request&& r, const net::exchange& out) {
                                if (r.target == "/stream") {
                                    const net::body_stream body =
                                        out.stream(200, {{"X-Kind", "stream"}});
                                    body.on_closed([this] { ++closed; });
                                    std::lock_guard lock(mutex);
                                    streams.push_back(body);
                                } else if (r.target == "/nothing") {
                                    out.respond({204, {}, {}});
                                } else if (r.target == "/stall") {
                                    std::lock_guard lock(mutex);
                                    stalled.push_back(out);
                                } else {
                                    out.respond({r.target == "/missing" ? 404 : 200,
                                                 {{"X-Method", r.method}},
                                                 r.method + " " + r.target + " " + r.body + " " +
                                                     std::string(r.headers["X-Own"]) + " " +
                                                     (r.client ? r.client->common_name : "-")});
                                }
                            }};
    std::vector<net::exchange> stalled;

    net::http_client client(net::http_client_options o = {}) const {
        return net::http_client(net::base_url::parse(server.url()).at, std::move(o));
    }
    std::size_t open() {
        std::lock_guard lock(mutex);
        return streams.size();
    }
};

net::http_client client_of(const raw_server& s, net::http_client_options o = {}) {
    return net::http_client(net::base_url::parse(s.url()).at, std::move(o));
}
http_failure failure_of(const std::function<void()>& f, const std::string& words) {
    try {
        f();
    } catch (const net::http_error& e) {
        INFO(e.message());
        CHECK(e.message().find(words) != std::string::npos);
        return e.failure();
    }
    FAIL("nothing was thrown");
    return {};
}
net::http_server_options with_tls(const net::certificate_authority& ca,
                                  const std::vector<std::string>& names) {
    net::http_server_options o;
    o.tls = ca.issue_server("server", names);
    o.client_ca_pem = ca.certificate_pem();
    return o;
}
net::http_client_options trusting(const net::certificate_authority& ca) {
    net::http_client_options o;
    o.tls.ca_pem = ca.certificate_pem();
    return o;
}
constexpr char fine[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

}  // namespace

TEST_CASE("a request is sent as it is, and the whole answer comes back") {
    const echo e;
    const net::http_client c = e.client();
    const net::response r = c.send({"POST", "/a%20b?x=1%2F2", {{"X-Own", "mine"}}, "body"});
    CHECK(r.status == 200);
    CHECK(r.headers["x-method"] == "POST");
    CHECK(r.body == "POST /a%20b?x=1%2F2 body mine -");
    CHECK(c.send({"GET", "/missing"}).status == 404);
    CHECK(c.send({"DELETE", "/x", {}, "why"}).body == "DELETE /x why  -");
    CHECK(c.send({"PATCH", "/x", {}, "{}"}).body == "PATCH /x {}  -");
    CHECK(c.send({"HEAD", "/x"}).body.empty());
    CHECK(c.send({"GET", "/nothing"}).status == 204);
}

TEST_CASE("connections are used again, also by several threads") {
    const echo e;
    const net::http_client c = e.client();
    for (int i = 0; i < 20; ++i) c.send({"GET", "/"});
    CHECK(e.server.connections() == 1);
    CHECK(c.idle_connections() == 1);
    std::vector<std::thread> threads;
    std::atomic<int> good{0};
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, copy = c, t] {
            for (int i = 0; i < 50; ++i)
                good += copy.send({"GET", "/" + std::to_string(t)})
                            .body.starts_with("GET /" + std::to_string(t));
        });
    for (std::thread& t : threads) t.join();
    CHECK(good == 400);
    CHECK(e.server.connections() <= 8);
    CHECK(c.idle_connections() <= 8);
}

TEST_CASE("a connection that the server has ended is not used for the next request") {
    raw_server s([](raw_server::peer& p, int) {
        p.request();
        p.send(fine);
    });
    const net::http_client c = client_of(s);
    for (int i = 0; i < 5; ++i) {
        CHECK(c.send({"POST", "/"}).body == "fine");
        REQUIRE(eventually([&] { return s.open() == 0; }));
    }
    CHECK(s.connections() == 5);
}

TEST_CASE("a body is streamed as it comes, and ends with the server's") {
    echo e;
    std::mutex mutex;
    std::string got;
    std::string kind;
    std::thread reading([&] {
        e.client().stream(
            {"GET", "/stream"},
            [&](const net::response& head) {
                kind = head.headers["X-Kind"];
                return true;
            },
            [&](std::string_view p) {
                std::lock_guard lock(mutex);
                got += p;
                return true;
            },
            {.whole = 200ms});
    });
    REQUIRE(eventually([&] { return e.open() == 1; }));
    CHECK(e.streams[0].write(std::string("one")));
    auto text = [&] {
        std::lock_guard lock(mutex);
        return got;
    };
    CHECK(eventually([&] { return text() == "one"; }));
    const auto over =
        std::chrono::steady_clock::now() + 250ms;  // longer than the whole of an answer may take
    CHECK(eventually([&] { return std::chrono::steady_clock::now() > over; }));
    CHECK(e.streams[0].write(std::string("two")));
    CHECK(eventually([&] { return text() == "onetwo"; }));
    e.streams[0].finish();
    reading.join();
    CHECK(kind == "stream");
}

TEST_CASE("an answer that is not to be streamed is gathered") {
    const echo e;
    const net::response r = e.client().stream(
        {"GET", "/missing"}, [](const net::response& head) { return head.status == 200; },
        [](std::string_view) -> bool { throw std::logic_error("asked for"); });
    CHECK(r.status == 404);
    CHECK(r.body.starts_with("GET /missing"));
}

TEST_CASE(
    "what a caller's function throws reaches the caller, and one that has enough ends the request") {
    echo e;
    const net::http_client c = e.client();
    const auto all = [](const net::response&) { return true; };
    CHECK_THROWS_WITH(c.stream({"GET", "/"}, all,
                               [](std::string_view) -> bool { throw std::runtime_error("mine"); }),
                      "mine");
    CHECK_THROWS_WITH(
        c.stream(
            {"GET", "/"}, [](const net::response&) -> bool { throw std::runtime_error("head"); },
            nullptr),
        "head");
    CHECK(c.stream({"GET", "/"}, all, [](std::string_view) { return false; }).status == 200);
    CHECK(c.send({"GET", "/again"}).status == 200);
}

TEST_CASE("another thread stops a stream, and a request that has no answer yet") {
    echo e;
    for (const char* target : {"/stream", "/stall"}) {
        std::stop_source stop;
        std::atomic<bool> begun = false;
        std::thread stopping([&] {
            eventually([&] {
                std::lock_guard lock(e.mutex);
                return begun || !e.stalled.empty();
            });
            stop.request_stop();
        });
        const auto before = std::chrono::steady_clock::now();
        CHECK(failure_of(
                  [&] {
                      e.client().stream(
                          {"GET", target}, [&](const net::response&) { return begun = true; },
                          [](std::string_view) { return true; }, {.stop = stop.get_token()});
                  },
                  "was stopped") == http_failure::stopped);
        CHECK(std::chrono::steady_clock::now() - before < 5s);
        stopping.join();
    }
    CHECK(eventually([&] { return e.closed == 1; }));
    std::stop_source already;
    already.request_stop();
    CHECK(failure_of([&] { e.client().send({"GET", "/"}, {.stop = already.get_token()}); },
                     "was stopped") == http_failure::stopped);
    std::lock_guard lock(e.mutex);
    e.stalled.clear();
}

TEST_CASE("a server that is too slow is named") {
    raw_server stalling([](raw_server::peer& p, int) { p.wait(); });
    const net::http_client c = client_of(stalling);
    CHECK(failure_of([&] { c.send({"GET", "/"}, {.whole = 100ms}); },
                     stalling.url() + " has not answered within 100 ms") ==
          http_failure::timed_out);
    CHECK(failure_of([&] { c.send({"GET", "/"}, {.idle = 100ms}); },
                     "nothing came from " + stalling.url() + " for 100 ms") ==
          http_failure::timed_out);
    raw_server dripping([](raw_server::peer& p, int) {
        p.request();
        p.send("HTTP/1.1 200 OK\r\n");
        while (p.send("X: y\r\n")) std::this_thread::sleep_for(5ms);
    });
    CHECK(failure_of([&] { client_of(dripping).send({"GET", "/"}, {.whole = 200ms}); },
                     "within 200 ms") == http_failure::timed_out);
}

TEST_CASE("answers that are cut off, or are none, are errors") {
    for (const auto& [sent, words] : std::vector<std::pair<std::string, std::string>>{
             {"", "closed the connection, or sent something that is not HTTP"},
             {"HTTP/1.1 2", "closed the connection"},
             {"SSH-2.0-OpenSSH_9\r\n\r\n", "not HTTP"},
             {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfine", "was cut off"},
             {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n", "was cut off"},
             {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nfine\r\n",
              "was cut off"}}) {
        const std::string answer = sent;
        raw_server s([answer](raw_server::peer& p, int) {
            p.request();
            p.send(answer);
        });
        INFO(answer);
        CHECK(failure_of([&] { client_of(s).send({"GET", "/"}); }, words) == http_failure::cut_off);
    }
}

TEST_CASE("a body beyond the limit is not taken") {
    raw_server s([](raw_server::peer& p, int) {
        p.request();
        p.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        while (p.send(std::string(100'000, 'x'))) {
        }
    });
    CHECK(failure_of([&] { client_of(s).send({"GET", "/"}, {.body = 1'000'000}); },
                     "longer than 1000000 bytes") == http_failure::too_large);
}

TEST_CASE("who does not listen, and who has no address, are told apart") {
    std::uint16_t port = 0;
    {
        port = raw_server([](raw_server::peer&, int) {}).port();
    }
    const net::http_client nobody(net::origin{false, "127.0.0.1", port});
    CHECK(failure_of([&] { nobody.send({"GET", "/"}); },
                     "cannot reach http://127.0.0.1:" + std::to_string(port) +
                         ": the connection was refused") == http_failure::unreachable);
    const net::http_client unknown(net::origin{true, "no-such-host.invalid", 443});
    CHECK(failure_of([&] { unknown.send({"GET", "/"}); },
                     "the name 'no-such-host.invalid' cannot be resolved") ==
          http_failure::unreachable);
}

TEST_CASE("TLS: a server is heard only with a certificate of the trusted authority, for its name") {
    const net::certificate_authority ca("ours"), other("theirs");
    const echo e(with_tls(ca, {"127.0.0.1", "api.example.com"}));
    CHECK(e.client(trusting(ca)).send({"GET", "/"}).body == "GET /   -");
    CHECK(failure_of([&] { e.client(trusting(other)).send({"GET", "/"}); },
                     "cannot trust " + e.server.url() + ": its certificate is not trusted:") ==
          http_failure::untrusted);
    CHECK(failure_of([&] { e.client().send({"GET", "/"}); }, "is not trusted") ==
          http_failure::untrusted);  // the system's
    net::http_client_options named = trusting(ca);
    named.tls.server_name = "api.example.com";
    CHECK(e.client(named).send({"GET", "/"}).status == 200);
    named.tls.server_name = "other.example.com";
    CHECK(failure_of([&] { e.client(named).send({"GET", "/"}); },
                     "is not for 'other.example.com' but for 127.0.0.1, api.example.com") ==
          http_failure::untrusted);
    net::http_client_options careless;
    careless.tls.insecure = true;
    CHECK(e.client(careless).send({"GET", "/"}).status == 200);
}

TEST_CASE("TLS: a common name is no name, and an address is no DNS name") {
    const net::certificate_authority ca("ours");
    net::http_server_options o;
    o.tls = ca.issue_server("127.0.0.1", {"localhost"});
    const echo e(std::move(o));
    CHECK(failure_of([&] { e.client(trusting(ca)).send({"GET", "/"}); },
                     "is not for '127.0.0.1' but for localhost") == http_failure::untrusted);
    const net::http_client by_name(net::origin{true, "localhost", e.server.port()}, trusting(ca));
    CHECK(by_name.send({"GET", "/"}).status == 200);
}

TEST_CASE("TLS: a client shows its certificate") {
    const net::certificate_authority ca("ours"), other("theirs");
    const echo e(with_tls(ca, {"127.0.0.1"}));
    net::http_client_options o = trusting(ca);
    o.tls.own = ca.issue_client("jane", {});
    const net::http_client c = e.client(o);
    CHECK(c.send({"GET", "/"}).body == "GET /   jane");
    CHECK(c.send({"GET", "/"}).body == "GET /   jane");
    CHECK(e.server.connections() == 1);
    o.tls.own->key_pem = other.issue_client("jane", {}).key_pem;
    CHECK_THROWS_WITH(e.client(o), "the client's key does not belong to its certificate");
    o.tls.own->key_pem = "none";
    CHECK_THROWS_WITH(e.client(o), Contains("is no private key in PEM"));
    o.tls.own->certificate_pem = "none";
    CHECK_THROWS_WITH(e.client(o), Contains("the client's certificate has no certificate in it"));
    o.tls.ca_pem = "none";
    CHECK_THROWS_WITH(e.client(o), Contains("the certificate authority has no certificate in it"));
}

TEST_CASE("TLS: a server that speaks something else is told from one that cannot be trusted") {
    raw_server plain([](raw_server::peer& p, int) {
        p.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        p.wait();
    });
    const net::http_client c(net::origin{true, "127.0.0.1", plain.port()});
    CHECK(failure_of([&] { c.send({"GET", "/"}); },
                     "no TLS connection came about (wrong version number)") ==
          http_failure::unreachable);
}

TEST_CASE("what may have been done is not asked for twice") {
    const net::certificate_authority ca("ours");
    std::atomic<int> asked{0};
    raw_server s(
        [&](raw_server::peer& p, int) {
            while (true) {
                const std::string r = p.request();
                if (r.empty()) return;
                ++asked;
                if (r.find("/first") == r.npos)
                    return;  // an end in good order, in place of an answer
                p.send(fine);
            }
        },
        ca.issue_server("server", {"127.0.0.1"}));
    const net::http_client c = client_of(s, trusting(ca));
    CHECK(failure_of([&] { c.send({"POST", "/"}, {}); }, "closed the connection") ==
          http_failure::cut_off);
    CHECK(asked == 1);
    CHECK(c.send({"GET", "/first"}).status == 200);  // and on a connection that is used again
    CHECK(failure_of([&] { c.send({"POST", "/"}, {}); }, "closed the connection") ==
          http_failure::cut_off);
    CHECK(asked == 3);
}

TEST_CASE("a client whose server goes away while it sends goes on") {
    raw_server s([](raw_server::peer&, int) {});  // closes at once
    const net::http_client c = client_of(s);
    for (int i = 0; i < 20; ++i)
        CHECK_THROWS_AS(c.send({"POST", "/", {}, std::string(5'000'000, 'x')}), net::http_error);
}

TEST_CASE("TLS: a client whose server is gone while its connection rests closes it") {
    const net::certificate_authority ca("ours");
    raw_server s(
        [](raw_server::peer& p, int) {
            p.request();
            p.send(fine);
            p.reset();
        },
        ca.issue_server("server", {"127.0.0.1"}));
    for (int i = 0; i < 5; ++i) {
        const net::http_client c = client_of(s, trusting(ca));
        CHECK(c.send({"GET", "/"}).status == 200);
        REQUIRE(eventually([&] { return s.open() == 0; }));
        if (i % 2) CHECK(c.send({"GET", "/"}).status == 200);  // closes the first for a new one
        REQUIRE(eventually([&] { return s.open() == 0; }));
    }
}

TEST_CASE("a redirect is followed within the origin only, by GET only, and not for ever") {
    std::mutex mutex;
    std::vector<std::string> stolen;
    raw_server elsewhere([&](raw_server::peer& p, int) {
        const std::string r = p.request();
        std::lock_guard lock(mutex);
        stolen.push_back(r);
        p.send(fine);
    });
    raw_server s([&](raw_server::peer& p, int) {
        while (true) {
            const std::string r = p.request();
            if (r.empty()) return;
            const std::string to = r.find("/away") != r.npos    ? elsewhere.url() + "/x"
                                   : r.find("/moved") != r.npos ? "/here"
                                                                : "/loop";
            if (r.find(" /here") != r.npos) p.send(fine);
            else
                p.send("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + to +
                       "\r\nContent-Length: 0\r\n\r\n");
        }
    });
    const net::http_client c = client_of(s);
    CHECK(c.send({"GET", "/moved"}).body == "fine");
    CHECK(c.send({"POST", "/moved"}).status == 307);
    const net::request secret{"GET", "/away", {{"Authorization", "Bearer s3cr3t"}}};
    CHECK(failure_of([&] { c.send(secret); }, "redirects to another server, '" + elsewhere.url() +
                                                  "/x', which is not followed") ==
          http_failure::refused);
    CHECK(failure_of([&] { c.send({"GET", "/loop"}); }, "redirects again and again") ==
          http_failure::refused);
    CHECK(stolen.empty());
}

TEST_CASE("what would be more than one request is refused, without its secrets") {
    const echo e;
    const net::http_client c = e.client();
    for (const net::request& r :
         {net::request{"get", "/"}, net::request{"", "/"}, net::request{"GET", ""},
          net::request{"GET", "x"}, net::request{"GET", "/a b"}, net::request{"GET", "/\r\nX: y"},
          net::request{"GET", "/", {{"a b", "c"}}}, net::request{"GET", "/", {{"", "c"}}}}) {
        INFO(r.method << " " << r.target);
        CHECK_THROWS_AS(c.send(r), status_error);
    }
    CHECK_THROWS_WITH(c.send({"GET", "/", {{"Authorization", "Bearer s3\r\ncr3t"}}}),
                      "the header Authorization contains a control character");
    CHECK(e.server.connections() == 0);
}

TEST_CASE("a server on a unix socket is asked as any other") {
    const scratch_directory files;
    net::http_server_options options;
    options.socket = files / "s";
    const echo on_socket(options);
    const net::http_client client({.tls = false, .host = "localhost", .port = 80},
                                  {.socket = files / "s"});
    CHECK(client.send({.method = "POST", .target = "/a?b", .body = "c"}).body == "POST /a?b c  -");
    CHECK(client.send({.method = "GET", .target = "/d"}).status == 200);
    CHECK(client.idle_connections() == 1);
    const net::http_client nowhere({.tls = false, .host = "localhost", .port = 80},
                                   {.socket = files / "none"});
    CHECK_THROWS_WITH(nowhere.send({.method = "GET", .target = "/"}),
                      Contains("cannot reach unix://") && Contains("none: No such file"));
    CHECK_THROWS_WITH(net::http_client({.host = "localhost"}, {.socket = files / "s"}),
                      "a unix socket has no TLS");
}

TEST_CASE("a body may be made while it is sent") {
    const echo server;
    const auto client = server.client();
    const std::string piece(100'000, 'x');
    const auto got = client.upload({.method = "POST", .target = "/a"},
                                   [&](const net::http_client::piece_handler& to) {
                                       for (int i = 0; i < 20; ++i) REQUIRE(to(piece));
                                   });
    CHECK(got.body.size() == std::string("POST /a   -").size() + 20 * piece.size());
    CHECK(client.idle_connections() == 1);
    CHECK_THROWS_WITH(client.upload({.method = "POST", .target = "/a"},
                                    [&](const auto& to) {
                                        to(piece);
                                        throw std::runtime_error("no more");
                                    }),
                      "no more");
    CHECK(client.send({.method = "GET", .target = "/after"}).status == 200);
}

TEST_CASE("an answer that has no body by its status is not waited for") {
    raw_server server([](raw_server::peer& p, int) {
        p.request();
        p.send("HTTP/1.1 304 Not Modified\r\nX-Kind: same\r\n\r\n");
        p.wait();
    });
    const net::http_client client(net::base_url::parse(server.url()).at);
    const auto got = client.send({.method = "POST", .target = "/"}, {.whole = 20s, .idle = 20s});
    CHECK(got.status == 304);
    CHECK(got.headers["X-Kind"] == "same");
}

}  // namespace http_client_test
