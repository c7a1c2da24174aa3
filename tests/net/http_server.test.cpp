// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/http_server.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>
#include <support/scratch_directory.hpp>

namespace http_server_test {

using namespace slipway;
using support::eventually;
using support::raw_client;

namespace {

/// Answers with what it was asked; keeps the bodies of /stream.
struct echo {
    std::mutex mutex;
    std::vector<net::body_stream> streams;
    net::io_threads io;

    net::handler handler() {
        return [this](net::request&& r, const net::exchange& out) {
            if (r.target == "/stream") {
                std::lock_guard lock(mutex);
                streams.push_back(out.stream(200, {}));
            } else if (r.target == "/missing") {
                throw status_error(core::reason::not_found, "there is no \"such\" thing");
            } else if (r.target == "/broken") {
                throw std::runtime_error("oops");
            } else if (r.target != "/silent") {
                out.respond({200,
                             {},
                             r.method + " " + r.target + " " + std::to_string(r.body.size()) + " " +
                                 (r.client ? r.client->common_name : "-")});
            }
        };
    }
    std::size_t open() {
        std::lock_guard lock(mutex);
        return streams.size();
    }
};

int threads_of_this_process() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("Threads:")) return std::stoi(line.substr(8));
    return -1;
}

}  // namespace

TEST_CASE("requests are answered, several on one connection") {
    echo e;
    net::http_server s(e.io, {}, e.handler());
    raw_client c(s.port());
    c.send(
        "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    CHECK(c.read("POST /b 3 -").find("GET /a 0 -") != std::string::npos);
}

TEST_CASE("what handlers throw, or forget, is answered by a Status") {
    echo e;
    net::http_server s(e.io, {}, e.handler());
    const std::string missing = raw_client(s.port()).get("/missing");
    CHECK(missing.starts_with("HTTP/1.1 404 "));
    CHECK(
        missing.find(R"("message":"there is no \"such\" thing","reason":"NotFound","code":404)") !=
        std::string::npos);
    CHECK(raw_client(s.port()).get("/broken").starts_with("HTTP/1.1 500 "));
    CHECK(raw_client(s.port()).get("/silent").starts_with("HTTP/1.1 500 "));
}

TEST_CASE("malformed, huge and half-closed requests do no harm") {
    echo e;
    net::http_server_options o;
    o.body_limit = 1000;
    o.header_limit = 2000;
    net::http_server s(e.io, o, e.handler());
    for (const char* bad : {"GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\r\nX\r\n\r\n",
                            "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                            "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"}) {
        raw_client c(s.port());
        c.send(bad);
        c.half_close();
        const std::string answer = c.read();
        INFO(bad << " gives " << answer);
        CHECK((answer.empty() || answer.starts_with("HTTP/1.1 400 ")));
    }
    CHECK(raw_client(s.port())
              .get("/big", "POST", std::string(1001, 'x'))
              .starts_with("HTTP/1.1 413 "));
    CHECK(raw_client(s.port()).get("/" + std::string(3000, 'x')).starts_with("HTTP/1.1 431 "));
    raw_client half(s.port());
    half.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
    half.half_close();
    CHECK(half.read().empty());
    CHECK(raw_client(s.port()).get("/still-there").starts_with("HTTP/1.1 200 "));
    CHECK(eventually([&] { return s.connections() == 0; }));
}

TEST_CASE("a request that does not arrive in time ends the connection") {
    echo e;
    net::http_server_options o;
    o.read_timeout = std::chrono::seconds(1);
    net::http_server s(e.io, o, e.handler());
    raw_client slow(s.port());
    slow.send("GET / HT");
    CHECK(slow.read().find("200") == std::string::npos);
    CHECK(eventually([&] { return s.connections() == 0; }));
}

TEST_CASE("what needs no waiting is answered at once, and all else by a worker") {
    net::io_threads io;
    net::worker_threads workers(1);
    std::promise<void> go;
    const auto streaming = [&go](net::request&& r, const net::body_reader& body,
                                 const net::exchange& out) {
        if (r.target == "/wait") go.get_future().wait();
        out.respond({200, {}, "worker " + body.read() + "\n"});
    };
    const auto at_once = [](const net::request& r) -> std::optional<net::response> {
        if (r.target == "/broken") throw std::runtime_error("no");
        if (r.target != "/known") return {};
        return net::response{200, {}, r.method == "HEAD" ? "" : "known\n"};
    };
    const net::http_server serving(io, workers, {}, streaming, at_once);
    const raw_client waiting(serving.port());
    waiting.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
    // The only worker is busy.
    const raw_client c(serving.port());
    for (int i = 0; i < 3; ++i) {
        c.send("GET /known HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK(c.read("known\n").find("HTTP/1.1 200 OK") == 0);
    }
    go.set_value();
    CHECK(waiting.read("worker \n").find("HTTP/1.1 200 OK") == 0);
    // One with a body, what is not known, and what breaks, all on the same connection, sent before
    // the answers.
    c.send(
        "PUT /known HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na"
        "GET /else HTTP/1.1\r\nHost: x\r\n\r\n"
        "GET /broken HTTP/1.1\r\nHost: x\r\n\r\n"
        "GET /known HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string all = c.read();
    const std::size_t first = all.find("worker a\n"), second = all.find("worker \n", first),
                      third = all.find("worker \n", second + 1);
    CHECK(first < second);
    CHECK(second < third);
    CHECK(third < all.find("known\n"));
    CHECK(all.ends_with("known\n"));
}

TEST_CASE("a body is streamed in pieces, and its end is noticed on both sides") {
    echo e;
    net::http_server s(e.io, {}, e.handler());
    raw_client c(s.port());
    c.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(eventually([&] { return e.open() == 1; }));
    CHECK(e.streams[0].write(std::string("hello")));
    CHECK(c.read("hello").find("Transfer-Encoding: chunked") != std::string::npos);
    e.streams[0].finish();
    CHECK(c.read("0\r\n\r\n").find("0\r\n\r\n") != std::string::npos);
    c.send("GET /again HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(c.read("/again").find("200 OK") != std::string::npos);

    std::atomic<bool> gone = false;
    {
        raw_client leaving(s.port());
        leaving.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
        REQUIRE(eventually([&] { return e.open() == 2; }));
        e.streams[1].on_closed([&] { gone = true; });
    }
    CHECK(eventually([&] { return gone.load(); }));
    CHECK(eventually([&] { return !e.streams[1].write(std::string("x")); }));
}

TEST_CASE("a reader that is too slow is cut off") {
    echo e;
    net::http_server_options o;
    o.stream_limit = 100'000;
    net::http_server s(e.io, o, e.handler());
    raw_client c(s.port());
    c.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(eventually([&] { return e.open() == 1; }));
    const auto piece = std::make_shared<const std::string>(50'000, 'x');
    CHECK(eventually([&] { return !e.streams[0].write(piece); }));
}

TEST_CASE("a body of known length goes out as it is, and is kept out of memory") {
    net::io_threads io;
    net::worker_threads workers(4);
    const auto piece = std::make_shared<const std::string>(100'000, 'x');
    std::atomic<std::size_t> given = 0;
    std::atomic<bool> gave_up = false;
    net::http_server s(
        io, workers, {}, [&](net::request&& r, const net::body_reader&, const net::exchange& out) {
            if (r.method == "HEAD")
                return out.respond({200, {{"Content-Length", "100000000"}}, ""});
            const std::size_t pieces = r.target == "/short" ? 1 : 1000;
            const net::body_stream body = out.stream(
                200, {{"Content-Length", r.target == "/short" ? "100001" : "100000000"}});
            for (std::size_t i = 0; i < pieces && body.wait_for_room(); ++i) {
                body.write(piece);
                given += piece->size();
            }
            gave_up = !body.wait_for_room();
            body.finish();
        });
    raw_client c(s.port());
    c.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string only_head = c.read("\r\n\r\n");
    CHECK(only_head.find("Content-Length: 100000000\r\n") != only_head.npos);
    CHECK(only_head.find("Content-Length") == only_head.rfind("Content-Length"));
    c.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(support::halts([&] { return given.load(); }));
    CHECK(given < 50'000'000);  // what is in the sockets
    std::size_t got = 0;
    std::string text = c.read("\r\n\r\n");
    const std::size_t head = text.find("\r\n\r\n") + 4;
    CHECK(text.find("Transfer-Encoding") == text.npos);
    for (got = text.size() - head; got < 100'000'000; got += text.size())
        if ((text = c.read("x")).empty()) break;
    CHECK(got == 100'000'000);
    c.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(c.read().size() > 100'000);  // and the connection has ended
    {
        raw_client leaving(s.port());
        leaving.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        leaving.read("x");
    }
    CHECK(eventually([&] { return gave_up.load(); }));
}

TEST_CASE("a thousand idle streams cost no threads") {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    echo e;
    net::http_server s(e.io, {}, e.handler());
    const int before = threads_of_this_process();
    std::vector<raw_client> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.emplace_back(s.port());
        REQUIRE(clients.back().connected());
        clients.back().send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    REQUIRE(eventually([&] { return e.open() == 1000; }));
    CHECK(threads_of_this_process() == before);
    const auto line = std::make_shared<const std::string>("event\n");
    for (const net::body_stream& b : e.streams) CHECK(b.write(line));
    for (const raw_client& c : clients) CHECK(c.read("event\n").find("event") != std::string::npos);
}

TEST_CASE("TLS: the client checks the server, the server knows the client") {
    echo e;
    const ::scratch_directory scratch;
    const net::certificate_authority ca("test-ca"), other("other-ca");
    net::http_server_options o;
    o.tls = ca.issue_server("server", {"127.0.0.1", "localhost"});
    o.client_ca_pem = ca.certificate_pem();
    net::http_server s(e.io, o, e.handler());
    auto file = [&](const char* name, const std::string& text) {
        const std::filesystem::path p = scratch.path() / name;
        std::ofstream(p) << text;
        return p.string();
    };
    auto curl = [&](const std::string& options) {
        FILE* pipe = popen(("curl -sS " + options + " " + s.url() + "/who 2>&1").c_str(), "r");
        std::string got;
        char buffer[256];
        while (std::size_t n = fread(buffer, 1, sizeof buffer, pipe)) got.append(buffer, n);
        pclose(pipe);
        return got;
    };
    const net::key_pair client = ca.issue_client("alice", {"admins"}),
                        stranger = other.issue_client("mallory", {"admins"});
    const std::string trusted = "--cacert " + file("ca", ca.certificate_pem());
    CHECK(curl(trusted) == "GET /who 0 -");
    CHECK(curl(trusted + " --cert " + file("c", client.certificate_pem) + " --key " +
               file("k", client.key_pem)) == "GET /who 0 alice");
    CHECK(curl("--cacert " + file("other", other.certificate_pem())).find("certificate") !=
          std::string::npos);
    CHECK(curl(trusted + " --cert " + file("c2", stranger.certificate_pem) + " --key " +
               file("k2", stranger.key_pem))
              .find("mallory") == std::string::npos);
}

TEST_CASE("a server listens on a unix socket that its owner alone may use") {
    const scratch_directory files;
    const std::string file = files / "s";
    echo e;
    std::ofstream(files / "other") << "no socket";
    std::optional<net::http_server> serving(std::in_place, e.io,
                                            net::http_server_options{.socket = file}, e.handler());
    CHECK(serving->url() == "unix://" + file);
    CHECK(std::filesystem::status(file).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(raw_client(file).get("/here").find("GET /here") != std::string::npos);
    CHECK_THROWS_WITH(net::http_server(e.io, {.socket = file}, e.handler()),
                      "another program serves on " + file + " already");
    CHECK_THROWS_AS(net::http_server(e.io, {.socket = files / "other"}, e.handler()), status_error);
    CHECK(scratch_directory::read(files / "other") == "no socket");
    serving.reset();
    CHECK_FALSE(std::filesystem::exists(file));
    // One that was killed leaves its socket behind.
    const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    file.copy(at.sun_path, sizeof at.sun_path - 1);
    REQUIRE(::bind(left, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
    ::close(left);
    const net::http_server next(e.io, {.socket = file}, e.handler());
    CHECK(raw_client(file).get("/again").find("GET /again") != std::string::npos);
}

TEST_CASE("a handler takes the connection over, and both sides half-close it") {
    net::io_threads io;
    net::worker_threads workers(4);
    const net::http_server serving(
        io, workers, {},
        [](net::request&& head, const net::body_reader& body, const net::exchange& out) {
            const std::string asked = head.target == "/early" ? "" : body.read();
            const net::upgraded_connection got =
                out.upgrade(101, {{"Connection", "Upgrade"}, {"Upgrade", "tcp"}});
            std::string said = asked + got.early;
            char bytes[256];
            for (ssize_t n = 0; (n = ::read(got.socket.get(), bytes, sizeof bytes)) > 0;)
                said.append(bytes, static_cast<std::size_t>(n));
            said = "heard " + said;
            [[maybe_unused]] const auto sent =
                ::send(got.socket.get(), said.data(), said.size(), MSG_NOSIGNAL);
        });
    const raw_client one(serving.port());
    one.send(
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 3\r\n\r\nabc");
    CHECK(one.read("\r\n\r\n") ==
          "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    one.send("def");
    one.half_close();
    CHECK(one.read() == "heard abcdef");
    const raw_client eager(serving.port());
    eager.send("POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\nat once");
    eager.half_close();
    CHECK(eager.read().ends_with("\r\n\r\nheard at once"));
    // One whose request has not come as a whole keeps to HTTP.
    const raw_client cut(serving.port());
    cut.send("POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    CHECK(cut.read("before all of the request has come").starts_with("HTTP/1.1 400"));
}

}  // namespace http_server_test
