// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/in_cluster.hpp>

#include <map>

#include <catch2/catch.hpp>

#include <support/scratch_directory.hpp>

namespace in_cluster_test {

using namespace slipway;
namespace in_cluster = client::in_cluster;

namespace {

/// What a pod finds.
struct pod {
    scratch_directory dir;
    std::map<std::string, std::string> variables{{"KUBERNETES_SERVICE_HOST", "10.96.0.1"},
                                                 {"KUBERNETES_SERVICE_PORT", "443"}};

    pod() {
        scratch_directory::write(dir / "token", "t0ken");
        scratch_directory::write(dir / "ca.crt", "the ca");
        scratch_directory::write(dir / "namespace", "shop\n");
    }
    in_cluster::options options() const {
        return {dir.path(), [this](const char* name) {
                    return variables.count(name) ? variables.at(name) : std::string();
                }};
    }
};

}  // namespace

TEST_CASE("a pod's service account is a connection") {
    const pod p;
    CHECK(in_cluster::possible(p.options()));
    const client::connection c = in_cluster::load(p.options());
    CHECK(c.server.str() == "https://10.96.0.1");
    CHECK(c.tls.ca_pem == "the ca");
    CHECK(c.namespace_ == "shop");
    CHECK(c.credentials->current().authorization == "Bearer t0ken");
    scratch_directory::write(p.dir / "token", "newer");
    CHECK(c.credentials->current().authorization == "Bearer newer");
}

TEST_CASE("an IPv6 address of a cluster gets its brackets, and the namespace may be unknown") {
    pod p;
    p.variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
    p.variables["KUBERNETES_SERVICE_PORT"] = "6443";
    std::filesystem::remove(p.dir / "namespace");
    const client::connection c = in_cluster::load(p.options());
    CHECK(c.server.str() == "https://[fd00::1]:6443");
    CHECK(c.namespace_ == "default");
}

TEST_CASE("what a pod lacks is named") {
    pod p;
    std::filesystem::remove(p.dir / "ca.crt");
    CHECK_THROWS_WITH(in_cluster::load(p.options()),
                      "cannot read the cluster's certificate authority from '" +
                          (p.dir / "ca.crt").string() + "'");
    pod q;
    std::filesystem::remove(q.dir / "token");
    CHECK_FALSE(in_cluster::possible(q.options()));
    CHECK_THROWS_WITH(in_cluster::load(q.options()), Catch::Contains("there is no token in"));
    q.variables.clear();
    CHECK_THROWS_WITH(in_cluster::load(q.options()),
                      Catch::Contains("this program does not run in a pod"));
}

}  // namespace in_cluster_test
