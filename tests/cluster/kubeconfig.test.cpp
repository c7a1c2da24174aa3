// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/kubeconfig.hpp>

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include <slipway/json/yaml.hpp>
#include <support/scratch_directory.hpp>

using namespace slipway;

namespace {

cluster::credentials sample() {
    return {.cluster = "shop", .server = "https://127.0.0.1:6443", .ca_pem = "the ca", .client_certificate_pem = "the certificate", .client_key_pem = "the key"};
}
json::value read_back(const cluster::credentials& c) { return json::read_yaml(cluster::kubeconfig(c)).at(0); }
std::filesystem::perms mode_of(const std::filesystem::path& file) { return std::filesystem::status(file).permissions(); }

}  // namespace

TEST_CASE("a kubeconfig names one cluster, one user, and the context that is current") {
    const json::value v = read_back(sample());
    CHECK(v["apiVersion"] == "v1");
    CHECK(v["kind"] == "Config");
    CHECK(v["clusters"] == json::value::array({{{"name", "shop"}, {"cluster", {{"server", "https://127.0.0.1:6443"}, {"certificate-authority-data", core::encode_base64("the ca")}}}}}));
    CHECK(v["users"][0]["name"] == "shop-admin");
    CHECK(v["users"][0]["user"]["client-certificate-data"] == core::encode_base64("the certificate"));
    CHECK(v["users"][0]["user"]["client-key-data"] == core::encode_base64("the key"));
    CHECK(v["contexts"] == json::value::array({{{"name", "shop"}, {"context", {{"cluster", "shop"}, {"user", "shop-admin"}}}}}));
    CHECK(v["current-context"] == "shop");
    cluster::credentials with = sample();
    with.namespace_ = "orders";
    CHECK(read_back(with)["contexts"][0]["context"]["namespace"] == "orders");
}

TEST_CASE("a name that YAML would take for something else stays a name") {
    for (const char* name : {"2024", "no", "1e3", "a: b"}) {
        CAPTURE(name);
        cluster::credentials c = sample();
        c.cluster = c.namespace_ = name;
        const json::value v = read_back(c);
        CHECK(v["current-context"] == name);
        CHECK(v["clusters"][0]["name"] == name);
        CHECK(v["contexts"][0]["context"]["namespace"] == name);
    }
}

TEST_CASE("a secret is for its owner's eyes, also where there was a file for all") {
    const scratch_directory dir;
    cluster::write_secret_file(dir / "new", "secret");
    CHECK(scratch_directory::read(dir / "new") == "secret");
    CHECK(mode_of(dir / "new") == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    scratch_directory::write(dir / "old", "a longer text that was there before");
    std::filesystem::permissions(dir / "old", std::filesystem::perms(0666));
    cluster::write_secret_file(dir / "old", "secret");
    CHECK(scratch_directory::read(dir / "old") == "secret");
    CHECK(mode_of(dir / "old") == std::filesystem::perms(0600));
}

TEST_CASE("who reads while it is written sees the old or the new, and never a part") {
    const scratch_directory dir;
    const std::string one(100'000, 'a'), other(200'000, 'b');
    cluster::write_secret_file(dir / "f", one);
    std::atomic<bool> torn = false;
    {
        const std::jthread reader([&](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                const std::string seen = scratch_directory::read(dir / "f");
                if (seen != one && seen != other) torn = true;
            }
        });
        for (int i = 0; i < 50; ++i) cluster::write_secret_file(dir / "f", i % 2 ? one : other);
    }
    CHECK_FALSE(torn);
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), std::filesystem::directory_iterator()) == 1);
}

TEST_CASE("what cannot be written is named, and leaves nothing") {
    const scratch_directory dir;
    CHECK_THROWS_WITH(cluster::write_secret_file(dir / "absent/f", "x"), Catch::Contains("cannot create '" + (dir / "absent/f").string() + "': No such file"));
    std::filesystem::create_directories(dir / "taken/by");
    CHECK_THROWS_WITH(cluster::write_secret_file(dir / "taken", "x"), Catch::Contains("cannot write '" + (dir / "taken").string()));
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), std::filesystem::directory_iterator()) == 1);
}
