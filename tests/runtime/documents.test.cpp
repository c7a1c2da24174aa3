// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/documents.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>

namespace documents_test {

using namespace slipway;

namespace {

/// As it comes back from a file.
template <class T>
T again(const T& v) {
    return runtime::read<T>(json::read(json::write(runtime::document(v))));
}

}  // namespace

TEST_CASE("what a container is comes back from its document") {
    runtime::container_spec spec;
    spec.name = "app";
    spec.image.id = oci::digest_of("config");
    spec.image.reference = oci::reference::parse("busybox:1.36");
    spec.image.config.entrypoint = {"/bin/app"};
    spec.image.layers = {"/a", "/b c"};
    spec.command = {"sh", "-c", "echo \xff\x01\n"};
    spec.env = {{"A", "1"}, {"B", "\xc3\xa4"}};
    spec.mounts = {{"/from", "/to", true}};
    spec.limits = {.memory_bytes = 1,
                   .cpu_millis = 2,
                   .cpu_shares = 3,
                   .processes = 4,
                   .memory_reservation = 5,
                   .swap_bytes = 6};
    spec.seccomp = runtime::seccomp_profile::unconfined;
    spec.terminal = true;
    spec.writable = "/layer";
    spec.tmpfs = {{.target = "/run",
                   .bytes = 1,
                   .mode = 0700,
                   .uid = 2,
                   .gid = 3,
                   .read_only = true,
                   .exec = true}};
    spec.shm_bytes = 5;
    spec.devices = {{"/dev/null", "/dev/one"}};
    spec.ulimits = {{"nofile", 1, runtime::ulimit::unlimited}};
    spec.groups = {"audio"};
    spec.oom_score_adj = -7;
    const auto made = again(spec);
    CHECK(made.image.id == spec.image.id);
    CHECK(made.image.reference == spec.image.reference);
    CHECK(made.image.config == spec.image.config);
    CHECK(made.image.layers == spec.image.layers);
    CHECK(made.command == spec.command);  // whatever bytes they are
    CHECK(made.env == spec.env);
    CHECK(made.mounts == spec.mounts);
    CHECK(made.limits == spec.limits);
    CHECK(made.seccomp == spec.seccomp);
    CHECK(made.terminal);
    CHECK_FALSE(made.has_input);
    CHECK(made.writable == spec.writable);
    CHECK(made.tmpfs == spec.tmpfs);
    CHECK(made.shm_bytes == 5);
    CHECK(made.devices == spec.devices);
    CHECK(made.ulimits == spec.ulimits);
    CHECK(made.groups == spec.groups);
    CHECK(made.oom_score_adj == -7);

    const runtime::sandbox_spec pod{
        .hostname = "h",
        .hosts = {{"192.0.2.1", "x y"}},
        .ports = {{.host_port = 80, .port = 8080}},
        .network = {.directory = "/d", .name = "front", .internal = true, .names = {"web"}},
        .resolver_options = {"ndots:2"},
        .sysctls = {{"net.core.somaxconn", "7"}}};
    CHECK(again(pod) == pod);
}

TEST_CASE("every byte that a container writes comes back") {
    runtime::log_entry entry{
        .time = runtime::wall_time(std::chrono::nanoseconds(1'700'000'000'123'456'789)),
        .stream = runtime::output::err};
    for (int c = 0; c < 256; ++c) entry.text += static_cast<char>(c);
    const auto page = again(runtime::log_page{{entry}, 17});
    REQUIRE(page.entries.size() == 1);
    CHECK(page.entries[0].text == entry.text);
    CHECK(page.entries[0].time == entry.time);
    CHECK(page.entries[0].stream == runtime::output::err);
    CHECK(page.next == 17);
}

TEST_CASE("what is missing keeps its standard value, and what is something else is refused") {
    CHECK(runtime::read<runtime::container_status>(json::read("{}")).state ==
          runtime::container_state::created);
    CHECK(runtime::read<runtime::container_spec>(json::read("{}")).seccomp ==
          runtime::seccomp_profile::runtime_default);
    CHECK_THROWS_WITH(runtime::read<runtime::container_status>(json::read(R"({"pid": "x"})")),
                      Catch::StartsWith("a document of the runtime is malformed: "));
    CHECK_THROWS_AS(runtime::read<runtime::sandbox_spec>(json::read(R"({"hosts": [["one"]]})")),
                    status_error);
    CHECK_THROWS_AS(runtime::read<runtime::image>(json::read(R"({"id": "sha256:x"})")),
                    status_error);
}

}  // namespace documents_test
