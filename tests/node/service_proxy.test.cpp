// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/node/service_proxy.hpp>

#include <map>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include <slipway/apiserver/server.hpp>
#include <slipway/client.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/net/http_server.hpp>
#include <slipway/net/tcp_proxy.hpp>
#include <slipway/store/memory.hpp>
#include <support/datagrams.hpp>
#include <support/eventually.hpp>
#include <support/manual_time.hpp>
#include <support/raw_client.hpp>

namespace service_proxy_test {

using namespace slipway;
using support::eventually;

namespace {

/// A connection to an address of loopback; what it answers to a GET: the name of the back end, or
/// nothing.
std::string ask(const net::endpoint& at, const char* from = "127.0.0.1") {
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket s(context, {boost::asio::ip::make_address(from), 0});
    boost::system::error_code error;
    s.connect({boost::asio::ip::make_address(at.address), at.port}, error);
    if (error) return {};
    boost::asio::write(
        s,
        boost::asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")),
        error);
    std::string got;
    char buffer[1024];
    while (const std::size_t n = s.read_some(boost::asio::buffer(buffer), error))
        got.append(buffer, n);
    return got.find("\r\n\r\n") == got.npos ? std::string() : got.substr(got.find("\r\n\r\n") + 4);
}

/// An API server whose services have addresses of loopback, and a proxy. Back ends are at
/// 127.0.77.1 and so on, all at one port, and answer with their addresses.
template <class Time>
struct basic_world {
    basic_world() {
        api::Namespace ns;
        ns.metadata.name = "ns";
        c.create(ns);
        manager.start();
    }
    ~basic_world() {
        manager.stop();
        back_ends.clear();
        io.stop();
    }
    void back_end(const std::string& address) {
        net::http_server_options o;
        o.address = address;
        o.port = port;
        back_ends[address] = std::make_unique<net::http_server>(
            io, o,
            [address](net::request&&, const net::exchange& e) { e.respond({200, {}, address}); });
        port = back_ends[address]->port();
    }
    static api::ServicePort service_port(const char* name, long number,
                                         const char* protocol = "TCP") {
        api::ServicePort p;
        p.name = name;
        p.port = number;
        p.protocol = protocol;
        return p;
    }
    api::Service service(core::list<api::ServicePort> ports, const char* type = "ClusterIP",
                         long affinity_seconds = 0) {
        api::Service s;
        s.metadata.name = "web";
        s.metadata.namespace_ = "ns";
        s.spec.type = type;
        s.spec.ports = std::move(ports);
        if (affinity_seconds) {
            s.spec.sessionAffinity = "ClientIP";
            s.spec.sessionAffinityConfig.emplace().clientIP.emplace().timeoutSeconds =
                affinity_seconds;
        }
        s = c.create(s);
        at = {std::string(s.spec.clusterIP.view()),
              static_cast<std::uint16_t>(s.spec.ports[0].port.value_or(0))};
        return s;
    }
    struct end {
        const char* address;
        bool ready = true;
        bool serving = true;
    };
    /// Says which endpoints the service has, all of them.
    void endpoints(const std::vector<end>& ends, const char* port_name = "http") {
        api::EndpointSlice e;
        e.metadata.name = "web-1";
        e.metadata.namespace_ = "ns";
        e.metadata.labels = {{"kubernetes.io/service-name", "web"}};
        e.addressType = "IPv4";
        api::discovery_v1::EndpointPort p;
        p.name = port_name;
        p.port = port;
        e.ports = {p};
        for (const end& each : ends) {
            api::discovery_v1::Endpoint made;
            made.addresses = {each.address};
            made.conditions.emplace().ready = each.ready;
            made.conditions.emplace().serving = each.serving;
            e.endpoints.push_back(made);
        }
        if (auto known = c.find<api::EndpointSlice>("ns", "web-1")) {
            e.metadata.resourceVersion = known->metadata.resourceVersion;
            c.update(e);
        } else {
            c.create(e);
        }
    }
    bool answers(const std::string& with) {
        return eventually([&] { return ask(at) == with; });
    }
    std::map<std::string, int> ask_times(int n) {
        std::map<std::string, int> made;
        for (int i = 0; i < n; ++i) ++made[ask(at)];
        return made;
    }
    bool tells(const std::string& words) {
        return eventually([&] {
            for (const auto& e : c.list<api::core_v1::Event>("ns").items)
                if ((std::string(e.reason.view()) + ": " + std::string(e.message.view()))
                        .find(words) != std::string::npos)
                    return true;
            return false;
        });
    }

    std::uint16_t port = 0;
    net::endpoint at;
    Time time;
    core::random_source random;
    store::memory store;
    apiserver::server server{store, time, random, {.service_network = "127.99.0.0/16"}};
    client::client c{server};
    net::io_threads io;
    std::map<std::string, std::unique_ptr<net::http_server>> back_ends;
    controller::manager manager{c, time, random};
    node::service_proxy proxy{manager, io, {.node_addresses = {"127.0.77.100"}}};
};

using world = basic_world<core::system_time>;

constexpr long high_port = 28080;  // on an address that only the test has

}  // namespace

TEST_CASE("connections to a service go to its ready endpoints in turn") {
    world w;
    for (const char* address : {"127.0.77.1", "127.0.77.2", "127.0.77.3", "127.0.77.4"})
        w.back_end(address);
    w.service({world::service_port("http", high_port)});
    w.endpoints({{"127.0.77.1"}, {"127.0.77.2"}, {"127.0.77.3"}, {"127.0.77.4", false, false}});
    REQUIRE(eventually([&] { return !ask(w.at).empty(); }));
    CHECK(w.ask_times(6) ==
          std::map<std::string, int>{{"127.0.77.1", 2}, {"127.0.77.2", 2}, {"127.0.77.3", 2}});
}

TEST_CASE("an endpoint that is dead is passed over") {
    world w;
    w.back_end("127.0.77.1");
    w.service({world::service_port("http", high_port)});
    w.endpoints({{"127.0.77.1"}, {"127.0.77.9"}, {"127.0.77.8"}});
    REQUIRE(w.answers("127.0.77.1"));
    CHECK(w.ask_times(6) == std::map<std::string, int>{{"127.0.77.1", 6}});
}

TEST_CASE("endpoints that change are followed, and a service without any refuses") {
    world w;
    w.back_end("127.0.77.1");
    w.back_end("127.0.77.2");
    w.service({world::service_port("http", high_port)});
    w.endpoints({{"127.0.77.1"}});
    REQUIRE(w.answers("127.0.77.1"));
    CHECK(w.proxy.sends_to("127.0.77.1"));
    w.endpoints({{"127.0.77.2"}});
    REQUIRE(w.answers("127.0.77.2"));
    CHECK_FALSE(w.proxy.sends_to("127.0.77.1"));
    w.endpoints({});
    CHECK(w.answers(""));
    CHECK_FALSE(w.proxy.sends_to("127.0.77.2"));
}

TEST_CASE("while none is ready, those that serve to their end are used, but not sent to as ready") {
    world w;
    w.back_end("127.0.77.1");
    w.back_end("127.0.77.2");
    w.service({world::service_port("http", high_port)});
    w.endpoints({{"127.0.77.1", false, true}, {"127.0.77.2", false, false}});
    REQUIRE(w.answers("127.0.77.1"));
    CHECK(w.ask_times(4) == std::map<std::string, int>{{"127.0.77.1", 4}});
    CHECK_FALSE(w.proxy.sends_to("127.0.77.1"));
}

TEST_CASE("a connection outlives the change of its service") {
    world w;
    w.back_end("127.0.77.1");
    w.service({world::service_port("http", high_port)});
    w.endpoints({{"127.0.77.1"}});
    REQUIRE(w.answers("127.0.77.1"));
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket open(context);
    open.connect({boost::asio::ip::make_address(w.at.address), w.at.port});
    const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    std::string got;
    auto round = [&] {
        boost::asio::write(open, boost::asio::buffer(get));
        got.clear();
        char buffer[1024];
        while (!got.ends_with("127.0.77.1"))
            got.append(buffer, open.read_some(boost::asio::buffer(buffer)));
        return got.starts_with("HTTP/1.1 200");
    };
    CHECK(round());
    w.endpoints({});
    REQUIRE(w.answers(""));
    w.c.remove<api::Service>("ns", "web");
    REQUIRE(eventually([&] { return !w.proxy.sends_to("127.0.77.1"); }));
    CHECK(round());
}

TEST_CASE("each port has its own endpoints, and goes with its name") {
    world w;
    w.back_end("127.0.77.1");
    auto s = w.service(
        {world::service_port("http", high_port), world::service_port("other", high_port + 1)});
    w.endpoints({{"127.0.77.1"}});
    REQUIRE(w.answers("127.0.77.1"));
    CHECK(ask({w.at.address, high_port + 1}).empty());
    s.spec.ports = {world::service_port("other", high_port + 1)};
    w.c.update(s);
    CHECK(w.answers(""));
    CHECK(eventually([&] { return !w.proxy.sends_to("127.0.77.1"); }));
}

TEST_CASE("a node port is reached at the node's address, and goes with its service") {
    world w;
    w.back_end("127.0.77.1");
    const auto s = w.service({world::service_port("http", high_port)}, "NodePort");
    w.endpoints({{"127.0.77.1"}});
    w.at = {"127.0.77.100", static_cast<std::uint16_t>(s.spec.ports[0].nodePort.value_or(0))};
    CHECK(w.answers("127.0.77.1"));
    w.c.remove<api::Service>("ns", "web");
    CHECK(w.answers(""));
}

TEST_CASE("datagrams go to an endpoint too, and to another when it is none any more") {
    world w;
    w.back_end("127.0.77.1");
    support::datagrams first("127.0.77.1", w.port), second("127.0.77.2", w.port), client;
    w.service(
        {world::service_port("http", high_port), world::service_port("dns", high_port, "UDP")});
    const auto reaches = [&](support::datagrams& to) {
        return eventually([&] {
            client.send(high_port, "who is there?", w.at.address.c_str());
            return to.receive(std::chrono::milliseconds(20)) == "who is there?";
        });
    };
    w.endpoints({{"127.0.77.1"}}, "dns");
    CHECK(reaches(first));
    first.send(first.from(), "me");
    CHECK(client.receive() == "me");
    w.endpoints({{"127.0.77.2"}}, "dns");
    CHECK(reaches(second));
    w.endpoints({{"127.0.77.1"}});  // the TCP port of the same number goes its own way
    CHECK(w.answers("127.0.77.1"));
}

TEST_CASE(
    "with session affinity a client keeps its endpoint, for its time and as long as it is there") {
    basic_world<support::manual_time> w;
    for (const char* address : {"127.0.77.1", "127.0.77.2", "127.0.77.3"}) w.back_end(address);
    auto s = w.service({w.service_port("http", high_port)});
    w.endpoints({{"127.0.77.1"}, {"127.0.77.2"}, {"127.0.77.3"}});
    REQUIRE(eventually([&] { return !ask(w.at).empty(); }));
    s.spec.sessionAffinity = "ClientIP";
    s = w.c.update(s);
    CHECK(s.spec.sessionAffinityConfig->clientIP->timeoutSeconds == 10'800L);
    REQUIRE(eventually([&] { return w.ask_times(6).size() == 1; }));
    const std::string first = ask(w.at, "127.0.88.1"), second = ask(w.at, "127.0.88.2");
    CHECK(first != second);  // others begin in turn
    for (int i = 0; i < 4; ++i) {
        w.time.pass(std::chrono::seconds(10'799));
        CHECK(ask(w.at, "127.0.88.1") == first);
        CHECK(ask(w.at, "127.0.88.2") == second);
    }
    w.back_ends.erase(first);  // it is dead, and still an endpoint
    const std::string instead = ask(w.at, "127.0.88.1");
    CHECK(instead != first);
    for (int i = 0; i < 4; ++i) CHECK(ask(w.at, "127.0.88.1") == instead);
    w.endpoints({{first == "127.0.77.1" ? "127.0.77.2" : "127.0.77.1"}});
    CHECK(eventually([&] { return ask(w.at, "127.0.88.1") == ask(w.at, "127.0.88.2"); }));

    w.back_end(first);
    w.endpoints({{"127.0.77.1"}, {"127.0.77.2"}, {"127.0.77.3"}});
    s.spec.sessionAffinity = "None";
    s.spec.sessionAffinityConfig = {};
    w.c.update(s);
    CHECK(eventually([&] { return w.ask_times(6).size() == 3; }));
}

TEST_CASE("after its time without a word, a client gets an endpoint in turn") {
    basic_world<support::manual_time> w;
    for (const char* address : {"127.0.77.1", "127.0.77.2"}) w.back_end(address);
    w.service({w.service_port("http", high_port)}, "ClusterIP", 60);
    w.endpoints({{"127.0.77.1"}, {"127.0.77.2"}});
    REQUIRE(eventually([&] { return !ask(w.at).empty(); }));
    std::map<std::string, int> got;
    for (int i = 0; i < 4; ++i) {
        w.time.pass(std::chrono::seconds(60));
        const auto same = w.ask_times(3);
        REQUIRE(same.size() == 1);
        ++got[same.begin()->first];
    }
    CHECK(got.size() == 2);
}

TEST_CASE("with session affinity, all datagrams of an address go to one endpoint") {
    basic_world<support::manual_time> w;
    w.back_end("127.0.77.1");
    support::datagrams first("127.0.77.1", w.port), second("127.0.77.2", w.port);
    w.service({w.service_port("dns", high_port, "UDP")}, "ClusterIP", 60);
    w.endpoints({{"127.0.77.1"}, {"127.0.77.2"}}, "dns");
    const auto reached = [&](const char* from) {
        support::datagrams client(from);
        std::string by;
        const bool came = eventually([&] {
            client.send(high_port, from, w.at.address.c_str());
            for (auto* each : {&first, &second})
                if (each->receive(std::chrono::milliseconds(20)) == from)
                    by += each == &first ? '1' : '2';
            return !by.empty();
        });
        return came ? by.substr(0, 1) : std::string();
    };
    const std::string its = reached("127.0.88.1");
    REQUIRE_FALSE(its.empty());
    for (int i = 0; i < 4; ++i) CHECK(reached("127.0.88.1") == its);
}

TEST_CASE("a port that is neither TCP nor UDP is told of, the others are served") {
    world w;
    w.back_end("127.0.77.1");
    w.service({world::service_port("http", high_port), world::service_port("old", 28053, "SCTP")});
    w.endpoints({{"127.0.77.1"}});
    CHECK(w.answers("127.0.77.1"));
    CHECK(
        w.tells("UnsupportedProtocol: port 28053: SCTP is not served here, only TCP and UDP are"));
}

TEST_CASE("an address on which nobody can listen here is told of, and tried again") {
    world w;
    w.back_end("127.0.77.1");
    std::optional<net::tcp_proxy> squatter(std::in_place, w.io,
                                           net::endpoint{"127.0.77.50", high_port},
                                           [] { return std::vector<net::endpoint>(); });
    api::Service s = w.service({world::service_port("http", high_port)});
    s.spec.externalIPs = {"127.0.77.50"};
    w.c.update(s);
    w.endpoints({{"127.0.77.1"}});
    CHECK(w.answers("127.0.77.1"));
    CHECK(w.tells("FailedToListen: cannot listen on 127.0.77.50:" + std::to_string(high_port)));
    squatter.reset();
    w.at.address = "127.0.77.50";
    CHECK(w.answers("127.0.77.1"));
}

}  // namespace service_proxy_test
