// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/detail/client_affinity.hpp>

#include <boost/asio/ip/address.hpp>
#include <catch2/catch.hpp>

namespace client_affinity_test {

using namespace slipway;
using namespace std::chrono_literals;
using node::detail::client_affinity;
using ends = std::vector<net::endpoint>;

namespace {

client_affinity::client client(const char* address) {
    return boost::asio::ip::make_address(address);
}
const net::endpoint a{"10.0.0.1", 80}, b{"10.0.0.2", 80}, c{"10.0.0.3", 80};
constexpr client_affinity::steady start{};

/// What the client gets where these are offered in this order.
net::endpoint got(client_affinity& of, const char* who, ends offered, client_affinity::steady now) {
    of.apply(client(who), offered, now);
    return offered.front();
}

}  // namespace

TEST_CASE("a client gets the endpoint that it had, as long as it is there") {
    client_affinity all(10s);
    CHECK(got(all, "127.0.0.1", {a, b, c}, start) == a);
    CHECK(got(all, "127.0.0.1", {b, c, a}, start) == a);
    CHECK(got(all, "127.0.0.2", {b, c, a}, start) == b);
    CHECK(got(all, "127.0.0.1", {c, b}, start) == c);
    CHECK(got(all, "127.0.0.1", {a, b, c}, start) == c);
    ends order{a, b, c}, none;
    all.apply(client("127.0.0.1"), order, start);
    CHECK(order == ends{c, a, b});
    all.apply(client("127.0.0.1"), none, start);
    CHECK(none.empty());
}

TEST_CASE("a client that was silent for the time gets an endpoint anew") {
    client_affinity all(10s);
    CHECK(got(all, "127.0.0.1", {a, b}, start) == a);
    CHECK(got(all, "127.0.0.1", {b, a}, start + 9s) == a);
    CHECK(got(all, "127.0.0.1", {b, a}, start + 18s) == a);
    CHECK(got(all, "127.0.0.1", {b, a}, start + 28s) == b);
    all.time_out(5s);
    CHECK(got(all, "127.0.0.1", {a, b}, start + 33s) == a);
    CHECK(got(all, "127.0.0.2", {b, a}, start + 99s) == b);
    CHECK(all.size() == 1);
}

TEST_CASE("an endpoint that fails is left, that of another client is not") {
    client_affinity all(10s);
    CHECK(got(all, "127.0.0.1", {a, b}, start) == a);
    all.tried(client("127.0.0.1"), b, false);
    all.tried(client("127.0.0.2"), a, false);
    CHECK(got(all, "127.0.0.1", {b, a}, start) == a);
    all.tried(client("127.0.0.1"), a, false);
    CHECK(got(all, "127.0.0.1", {a, b}, start) == b);
    CHECK(got(all, "127.0.0.1", {a, b}, start) == b);
    all.tried(client("127.0.0.1"), b, false);
    CHECK(got(all, "127.0.0.1", {b}, start) == b);  // there is no other
}

TEST_CASE("the endpoint that took what a client sent is its own, whichever was tried before") {
    client_affinity all(10s);
    CHECK(got(all, "127.0.0.1", {a, b, c}, start) == a);
    all.tried(client("127.0.0.1"), a, false);
    all.tried(client("127.0.0.1"), b, false);
    all.tried(client("127.0.0.1"), c, true);
    CHECK(got(all, "127.0.0.1", {a, b, c}, start) == c);
    all.tried(client("127.0.0.2"), a, true);
    CHECK(all.size() == 1);
}

TEST_CASE("of too many clients the one that was silent longest is forgotten") {
    client_affinity all(10s, 2);
    CHECK(got(all, "127.0.0.1", {a, b}, start) == a);
    CHECK(got(all, "127.0.0.2", {a, b}, start) == a);
    CHECK(got(all, "127.0.0.1", {b, a}, start) == a);
    CHECK(got(all, "::1", {a, b}, start) == a);
    CHECK(all.size() == 2);
    CHECK(got(all, "127.0.0.1", {b, a}, start) == a);
    CHECK(got(all, "127.0.0.2", {b, a}, start) == b);
}

}  // namespace client_affinity_test
