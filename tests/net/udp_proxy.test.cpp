// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/udp_proxy.hpp>

#include <atomic>
#include <mutex>
#include <optional>

#include <catch2/catch.hpp>

#include <support/datagrams.hpp>
#include <support/eventually.hpp>

namespace udp_proxy_test {

using namespace slipway;
using namespace std::chrono_literals;
using support::datagrams;

namespace {

net::endpoint at(const datagrams& d) { return {"127.0.0.1", d.port()}; }

/// Back ends that may change.
class changing {
public:
    explicit changing(std::vector<net::endpoint> first) : now_(std::move(first)) {}
    void be(std::vector<net::endpoint> now) {
        std::lock_guard lock(mutex_);
        now_ = std::move(now);
    }
    net::chooser chooser() {
        return [this] {
            std::lock_guard lock(mutex_);
            ++asked_;
            return now_;
        };
    }
    /// How often they were asked for.
    unsigned asked() {
        std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    std::mutex mutex_;
    std::vector<net::endpoint> now_;
    unsigned asked_ = 0;
};

/// What `to` gets of `bytes` by way of `proxy`, and the client's then answer.
std::string exchanged(datagrams& client, std::uint16_t proxy, datagrams& to,
                      const std::string& bytes) {
    client.send(proxy, bytes);
    const auto got = to.receive();
    if (!got) return "nothing came";
    to.send(to.from(), "re: " + *got);
    return client.receive().value_or("no answer");
}

}  // namespace

TEST_CASE("datagrams go to a back end, and its answers back to who asked") {
    net::io_threads io;
    datagrams server, a, b;
    net::udp_proxy proxy(io, {"127.0.0.1", 0}, [&] { return std::vector{at(server)}; });
    CHECK(exchanged(a, proxy.port(), server, "one") == "re: one");
    const auto way_of_a = server.from();
    CHECK(exchanged(b, proxy.port(), server, "two") == "re: two");
    CHECK(server.from() != way_of_a);
    CHECK(exchanged(a, proxy.port(), server, "") == "re: ");
    CHECK(server.from() == way_of_a);
    const std::string large(60'000, 'x');
    CHECK(exchanged(a, proxy.port(), server, large) == "re: " + large);
}

TEST_CASE("a client keeps its back end while that is one, and then gets another") {
    net::io_threads io;
    datagrams first, second, client;
    changing ends({at(first), at(second)});
    net::udp_proxy proxy(io, {"127.0.0.1", 0}, ends.chooser());
    CHECK(exchanged(client, proxy.port(), first, "a") == "re: a");
    ends.be({at(second), at(first)});
    CHECK(exchanged(client, proxy.port(), first, "b") == "re: b");
    ends.be({at(second)});
    CHECK(exchanged(client, proxy.port(), second, "c") == "re: c");
    ends.be({});
    const unsigned before = ends.asked();
    client.send(proxy.port(), "nobody is there");
    CHECK(support::eventually([&] { return ends.asked() > before; }));
    ends.be({{"not an address", 1}, at(first)});
    CHECK(exchanged(client, proxy.port(), first, "d") == "re: d");
}

TEST_CASE("a back end that is gone is passed over as soon as it is known") {
    net::io_threads io;
    std::optional<datagrams> first(std::in_place);
    datagrams second, client;
    std::atomic<unsigned> turn = 0;
    const std::vector both{at(*first), at(second)};
    net::udp_proxy proxy(io, {"127.0.0.1", 0},
                         [&] { return turn++ == 0 ? both : std::vector{both[1], both[0]}; });
    CHECK(exchanged(client, proxy.port(), *first, "a") == "re: a");
    first.reset();
    CHECK(support::eventually([&] {
        client.send(proxy.port(), "b");
        return second.receive(50ms) == "b";
    }));
}

TEST_CASE("who is silent for long, or longest, makes room") {
    net::io_threads io;
    datagrams server, a, b;
    net::udp_proxy proxy(io, {"127.0.0.1", 0}, [&] { return std::vector{at(server)}; },
                         {.silence = 40ms, .conversations = 1});
    CHECK(exchanged(a, proxy.port(), server, "a") == "re: a");
    const auto way_of_a = server.from();
    CHECK(exchanged(b, proxy.port(), server, "b") ==
          "re: b");  // of one conversation, that of a ends
    server.send(way_of_a, "late");
    CHECK_FALSE(a.receive(100ms).has_value());
    const auto way_of_b = server.from();
    CHECK(support::eventually(
        [&] {  // while nothing is said it ends, and what the back end says then gets lost
            if (b.receive(200ms)) return false;
            server.send(way_of_b, "still there?");
            return !b.receive(100ms).has_value();
        }));
    CHECK(exchanged(b, proxy.port(), server, "again") == "re: again");
}

TEST_CASE("an address that cannot be listened on is named") {
    net::io_threads io;
    datagrams taken;
    CHECK_THROWS_WITH(net::udp_proxy(io, at(taken), [] { return std::vector<net::endpoint>(); }),
                      Catch::Contains("cannot listen on " + at(taken).str() + "/udp: "));
    CHECK_THROWS_AS(net::udp_proxy(io, {"nowhere", 0}, [] { return std::vector<net::endpoint>(); }),
                    status_error);
}

}  // namespace udp_proxy_test
