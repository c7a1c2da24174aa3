// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/engine/traffic.hpp>

#include <catch2/catch.hpp>

#include "engine_machine.hpp"

namespace traffic_test {

using namespace slipway;

TEST_CASE("traffic: links and disks as the kernel tells of them") {
    const auto links = engine::detail::links_in(
        "Inter-|   Receive                                                |  Transmit\n"
        " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
        "    lo: 4832 13 0 0 0 0 0 0 4832 13 0 0 0 0 0 0\n"
        "  eth0:12 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n"
        "  eth1: torn\n");
    REQUIRE(links.size() == 1);
    const engine::link_traffic& one = links.at("eth0");
    CHECK(one.received_bytes == 12);
    CHECK(one.received_packets == 3);
    CHECK(one.received_errors == 4);
    CHECK(one.received_dropped == 5);
    CHECK(one.sent_bytes == 10);
    CHECK(one.sent_packets == 11);
    CHECK(one.sent_errors == 12);
    CHECK(one.sent_dropped == 13);
    const auto disks = engine::detail::disk_traffic_in(
        "rchar: 6976\nwchar: 9\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 1\n");
    REQUIRE(disks);
    CHECK(disks->read_bytes == 4096);
    CHECK(disks->written_bytes == 8192);
    CHECK(!engine::detail::disk_traffic_in(""));
}

TEST_CASE("traffic: of a container, also what its ended processes did") {
    if (::geteuid() != 0) return;
    support::engine_machine m("linux");
    if (!m.can_start("linux")) return;
    const auto network = [&](const std::string& of) {
        return engine::network_traffic(m.containers->get(of));
    };
    m.starts("quiet", "sleep 1000", {.no_network = true});
    REQUIRE(network("quiet"));
    CHECK(network("quiet")->empty());
    m.starts("host", "sleep 1000", {.host_network = true});
    CHECK(!network("host"));
    m.starts(
        "busy",
        "dd if=/dev/zero of=/file bs=1M count=4 2> /dev/null; ping -c 1 -w 1 192.0.2.1; touch /done; sleep 1000");
    CHECK(support::eventually([&] {
        const auto links = network("busy");
        return links && links->count("eth0") && links->at("eth0").sent_bytes > 0;
    }));
    CHECK(support::eventually([&] {
        const auto disks = engine::disk_traffic_of(m.containers->get("busy"));
        return disks && disks->written_bytes >= 4 << 20;
    }));
    const auto ended = m.ran("short", "true");
    CHECK(!engine::network_traffic(ended));
    CHECK(!engine::disk_traffic_of(ended));
}

}  // namespace traffic_test
