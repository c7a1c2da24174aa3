// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/kubeconfig.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/yaml.hpp>

namespace kubeconfig_test {

using namespace slipway;

namespace {

cluster::credentials sample() {
    return {.cluster = "shop",
            .server = "https://127.0.0.1:6443",
            .ca_pem = "the ca",
            .client_certificate_pem = "the certificate",
            .client_key_pem = "the key"};
}
json::value read_back(const cluster::credentials& c) {
    return json::read_yaml(cluster::kubeconfig(c)).at(0);
}

}  // namespace

TEST_CASE("a kubeconfig names one cluster, one user, and the context that is current") {
    const json::value v = read_back(sample());
    CHECK(v["apiVersion"] == "v1");
    CHECK(v["kind"] == "Config");
    CHECK(
        v["clusters"] ==
        json::value::array({{{"name", "shop"},
                             {"cluster",
                              {{"server", "https://127.0.0.1:6443"},
                               {"certificate-authority-data", core::encode_base64("the ca")}}}}}));
    CHECK(v["users"][0]["name"] == "shop-admin");
    CHECK(v["users"][0]["user"]["client-certificate-data"] ==
          core::encode_base64("the certificate"));
    CHECK(v["users"][0]["user"]["client-key-data"] == core::encode_base64("the key"));
    CHECK(v["contexts"] ==
          json::value::array(
              {{{"name", "shop"}, {"context", {{"cluster", "shop"}, {"user", "shop-admin"}}}}}));
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

}  // namespace kubeconfig_test
