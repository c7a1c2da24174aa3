// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/runtime/any_runtime.hpp>

#include <support/refusal.hpp>

#include "runtime.hpp"
#include "surroundings.hpp"

/// What tells containers where and when they are: /etc/hosts, domain names, time zones.
namespace laws {

/// In a time zone of this machine.
inline void time_zones(runtime::any_runtime r, const specify& spec) {
    if (!std::filesystem::is_regular_file("/usr/share/zoneinfo/Asia/Tokyo")) {
        WARN("skipped: this machine knows no time zones");
        return;
    }
    r.run_sandbox("pod", {.hostname = "pod"});
    auto s = spec({"sleep", "1000"});
    s.time_zone = "Asia/Tokyo";
    r.create_container("pod", "c", s);
    r.start_container("c");
    CHECK(said_in(r, "c", "grep -c 'JST-9' /etc/localtime") == "1\n");
    for (const char* wrong :
         {"Asia/Nowhere", "../zoneinfo/Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo", "Asia",
          "tzdata.zi", "Asia//Tokyo"}) {
        INFO(wrong);
        s.time_zone = wrong;
        CHECK(refusal([&] { r.create_container("pod", "d", s); }) == core::reason::invalid);
        CHECK_FALSE(r.container("d"));
    }
    r.remove_sandbox("pod");
}

/// A pod has a domain name of its own where it has a host name of its own.
inline void names(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod", .domain_name = "example.com"});
    r.create_container("pod", "c", spec({"sleep", "1000"}));
    r.start_container("c");
    CHECK(
        said_in(
            r, "c",
            "hostname; cat /proc/sys/kernel/domainname; grep -c 'pod.example.com.pod$' /etc/hosts") ==
        "pod\nexample.com\n1\n");
    r.remove_sandbox("pod");
    CHECK(refusal([&] {
              r.run_sandbox(
                  "pod", {.hostname = "pod", .host_network = true, .domain_name = "example.com"});
          }) == core::reason::invalid);
}

/// /etc/hosts is that of the image, which need not have one.
inline void hosts_of_images(runtime::any_runtime r, const specify& spec) {
    r.run_sandbox("pod", {.hostname = "pod", .image_hosts = true});
    r.create_container("pod", "c", spec({"sleep", "1000"}));
    r.start_container("c");
    CHECK(said_in(r, "c", "test -e /etc/hosts || echo none; cat /etc/hostname") == "none\npod\n");
    r.remove_sandbox("pod");
    CHECK(refusal([&] {
              r.run_sandbox(
                  "pod",
                  {.hostname = "pod", .hosts = {{"10.0.0.1", "other"}}, .image_hosts = true});
          }) == core::reason::invalid);
}

inline void names_and_times(const runtime::any_runtime& r, const specify& spec) {
    time_zones(r, spec);
    names(r, spec);
    hosts_of_images(r, spec);
}

}  // namespace laws
