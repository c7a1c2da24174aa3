// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/upgrade.hpp>

#include <cctype>
#include <mutex>
#include <vector>

#include <sys/socket.h>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <slipway/net/worker_threads.hpp>
#include <support/eventually.hpp>
#include <support/scratch_directory.hpp>

namespace upgrade_test {

using namespace slipway;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// Leaves HTTP at /talk, and says back what it hears in upper case.
struct talker {
    ~talker() { io.stop(); }

    void answer(net::request&& r, const net::exchange& out) {
        if (r.target == "/silent") {
            std::lock_guard lock(mutex);
            waiting.push_back(out);
            return;
        }
        if (r.target != "/talk" || r.headers["Upgrade"] != "talk")
            return out.respond({404, {}, "there is no " + r.target});
        workers.post([out, body = r.body] {
            const auto c = out.upgrade(101, {{"Connection", "Upgrade"}, {"Upgrade", "talk"}});
            ::send(c.socket.get(), body.data(), body.size(), MSG_NOSIGNAL);
            char bytes[100];
            ssize_t n = 0;
            while ((n = ::recv(c.socket.get(), bytes, sizeof bytes, 0)) > 0) {
                for (ssize_t i = 0; i < n; ++i) bytes[i] = static_cast<char>(::toupper(bytes[i]));
                ::send(c.socket.get(), bytes, static_cast<std::size_t>(n), MSG_NOSIGNAL);
            }
        });
    }

    scratch_directory files;
    std::filesystem::path socket = files / "s";
    net::io_threads io;
    net::http_server server{
        io, {.socket = socket}, [this](net::request&& r, const net::exchange& out) {
            answer(std::move(r), out);
        }};
    std::mutex mutex;
    std::vector<net::exchange> waiting;
    net::worker_threads workers{2};  // the last: what they hold of an exchange is of `io`
};

}  // namespace

TEST_CASE("a connection that leaves HTTP is given away with what has come already") {
    talker t;
    auto made = net::upgrade(
        t.socket,
        {.method = "POST", .target = "/talk", .headers = {{"Upgrade", "talk"}}, .body = "hello "});
    REQUIRE(made.connection);
    CHECK(made.head.status == 101);
    CHECK(made.head.headers["upgrade"] == "talk");
    std::string heard = made.connection->early;
    REQUIRE(::send(made.connection->socket.get(), "world", 5, MSG_NOSIGNAL) == 5);
    while (heard.size() < 11) {
        char bytes[100];
        const ssize_t n = ::recv(made.connection->socket.get(), bytes, sizeof bytes, 0);
        REQUIRE(n > 0);
        heard.append(bytes, static_cast<std::size_t>(n));
    }
    CHECK(heard == "hello WORLD");
}

TEST_CASE("an answer that is no upgrade comes with its body") {
    talker t;
    const auto made = net::upgrade(
        t.socket, {.method = "POST", .target = "/other", .headers = {{"Upgrade", "talk"}}});
    CHECK_FALSE(made.connection);
    CHECK(made.head.status == 404);
    CHECK(made.head.body == "there is no /other");
}

TEST_CASE("an upgrade that does not come ends in time, and when it is to stop") {
    talker t;
    const net::request silent{
        .method = "GET", .target = "/silent", .headers = {{"Upgrade", "talk"}}};
    CHECK_THROWS_WITH(net::upgrade(t.socket, silent, {.whole = 50ms}),
                      Contains("has not answered in time"));
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_WITH(net::upgrade(t.socket, silent, {.stop = stop.get_token()}),
                      Contains("was stopped"));
    CHECK_THROWS_WITH(net::upgrade(t.files / "none", silent),
                      Contains("cannot reach unix://") && Contains("No such file"));
    CHECK_THROWS_WITH(net::upgrade(t.socket, {.method = "GET", .target = "/a b"}),
                      Contains("blank"));
}

}  // namespace upgrade_test
