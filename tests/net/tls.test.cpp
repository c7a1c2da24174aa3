// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/tls.hpp>

#include <catch2/catch.hpp>

#include <slipway/net/detail/http_text.hpp>

namespace tls_test {

using namespace slipway;

namespace {

net::detail::certificate_handle read(const net::key_pair& pair) {
    return net::detail::read_certificate(pair.certificate_pem);
}

bool signed_by(const net::key_pair& pair, const std::string& ca_pem) {
    const auto certificate = read(pair);
    const auto ca = net::detail::read_certificate(ca_pem);
    return X509_verify(certificate.get(), X509_get0_pubkey(ca.get())) == 1 &&
           X509_check_issued(ca.get(), certificate.get()) == X509_V_OK;
}
bool may(const net::key_pair& pair, int purpose) {
    return X509_check_purpose(read(pair).get(), purpose, 0) == 1;
}

}  // namespace

TEST_CASE("an authority signs, and nobody mistakes another's certificates for its own") {
    const net::certificate_authority ours("ours"), others("ours");
    const net::key_pair server = ours.issue_server("api", {"127.0.0.1"});
    CHECK(signed_by(server, ours.certificate_pem()));
    CHECK_FALSE(signed_by(server, others.certificate_pem()));
    const auto ca = net::detail::read_certificate(ours.certificate_pem());
    CHECK(X509_check_ca(ca.get()) == 1);
    CHECK(X509_check_ca(read(server).get()) == 0);
}

TEST_CASE("a server's certificate is for its names and addresses, and for nothing else") {
    const net::key_pair server = net::certificate_authority("ca").issue_server(
        "api", {"127.0.0.1", "::1", "kubernetes.default.svc"});
    const auto c = read(server);
    CHECK(X509_check_ip_asc(c.get(), "127.0.0.1", 0) == 1);
    CHECK(X509_check_ip_asc(c.get(), "::1", 0) == 1);
    CHECK(X509_check_host(c.get(), "kubernetes.default.svc", 0, 0, nullptr) == 1);
    CHECK(X509_check_ip_asc(c.get(), "127.0.0.2", 0) == 0);
    CHECK(X509_check_host(c.get(), "example.com", 0, 0, nullptr) == 0);
    CHECK(may(server, X509_PURPOSE_SSL_SERVER));
    CHECK_FALSE(may(server, X509_PURPOSE_SSL_CLIENT));
}

TEST_CASE("a client's certificate names its user and all its groups") {
    const net::key_pair client =
        net::certificate_authority("ca").issue_client("jane", {"system:masters", "dev"});
    const net::identity who = net::detail::identity_of(read(client).get());
    CHECK(who.common_name == "jane");
    CHECK(who.organizations == std::vector<std::string>{"system:masters", "dev"});
    CHECK(may(client, X509_PURPOSE_SSL_CLIENT));
    CHECK_FALSE(may(client, X509_PURPOSE_SSL_SERVER));
}

TEST_CASE("a key belongs to its certificate, which is valid now and has a number of its own") {
    const net::certificate_authority ca("ca");
    const net::key_pair one = ca.issue_client("a", {}), two = ca.issue_client("a", {});
    CHECK(X509_check_private_key(read(one).get(), net::detail::read_key(one.key_pem).get()) == 1);
    CHECK(X509_check_private_key(read(one).get(), net::detail::read_key(two.key_pem).get()) == 0);
    CHECK(ASN1_INTEGER_cmp(X509_get0_serialNumber(read(one).get()),
                           X509_get0_serialNumber(read(two).get())) != 0);
    CHECK(X509_cmp_current_time(X509_get0_notBefore(read(one).get())) < 0);
    CHECK(X509_cmp_current_time(X509_get0_notAfter(read(one).get())) > 0);
}

TEST_CASE("what is no certificate or key is refused") {
    CHECK_THROWS_AS(net::detail::read_certificate("garbage"), status_error);
    CHECK_THROWS_AS(net::detail::read_key(net::certificate_authority("ca").certificate_pem()),
                    status_error);
    CHECK_THROWS_AS(net::certificate_authority("ca").issue_server("api", {"not a,name:\n"}),
                    status_error);
}

}  // namespace tls_test
