// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/host_certificates.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include <slipway/net/http_server.hpp>
#include <slipway/net/io_threads.hpp>
#include <slipway/net/tls.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/registry/server.hpp>

#include <support/scratch_directory.hpp>

namespace host_certificates_test {

using namespace slipway;
using registry::host_certificates;

namespace {

void put(const std::filesystem::path& file, const std::string& content) {
    std::filesystem::create_directories(file.parent_path());
    scratch_directory::write(file, content);
}
registry::http_registry at(const std::string& host, const host_certificates& known,
                           const std::string& alone = {}) {
    registry::http_registry_options o;
    o.certificates = known;
    o.tls.ca_pem = alone;
    o.hosts = {host};
    o.attempts = 1;
    return registry::http_registry(o);
}

}  // namespace

TEST_CASE("a registry is believed by the authority that is kept for it") {
    const net::certificate_authority ours("ours"), another("another");
    registry::memory_registry shelf;
    net::io_threads io;
    const registry::server server(io, registry::any_registry::of(shelf),
                                  {.tls = ours.issue_server("registry", {"127.0.0.1"})});
    const std::string host = "127.0.0.1:" + std::to_string(server.port());
    const scratch_directory files;
    const host_certificates known({files / "first", files / "second"});
    auto before = at(host, known);
    CHECK_THROWS_WITH(before.check(), Catch::Contains("cannot trust https://" + host));
    put(files / "second" / host / "ca.crt", ours.certificate_pem());
    put(files / "second" / host / "another.crt", another.certificate_pem());
    at(host, known).check();
    put(files / "second" / "127.0.0.1:1" / "ca.crt", "no certificate");  // is another one's
    at(host, known).check();
    auto alone = at(host, known, another.certificate_pem());
    CHECK_THROWS_WITH(alone.check(), Catch::Contains("cannot trust https://" + host));
    std::filesystem::create_directories(files / "first" / host);
    auto overlaid = at(host, known);
    CHECK_THROWS_WITH(overlaid.check(), Catch::Contains("cannot trust https://" + host));
    io.stop();
}

TEST_CASE("a registry is shown the certificate that is kept for it, and nobody else is") {
    const net::certificate_authority ours("ours");
    net::io_threads io;
    const auto serve =
        [&](const std::function<void(net::request&&, const net::exchange&)>& answer) {
            net::http_server_options o;
            o.tls = ours.issue_server("registry", {"127.0.0.1"});
            o.client_ca_pem = ours.certificate_pem();
            return std::make_unique<net::http_server>(io, o, answer);
        };
    const auto elsewhere = serve([](net::request&& r, const net::exchange& e) {
        e.respond({200, {}, r.client ? r.client->common_name : "nobody"});
    });
    const auto server = serve([&](net::request&& r, const net::exchange& e) {
        if (!r.client || r.client->common_name != "ann") return e.respond({403, {}, {}});
        if (r.target == "/v2/") return e.respond({200, {}, {}});
        e.respond({307, {{"Location", elsewhere->url() + "/blob"}}, {}});
    });
    const std::string host = "127.0.0.1:" + std::to_string(server->port());
    const scratch_directory files;
    const host_certificates known({files.path()});
    const auto pair = ours.issue_client("ann", {}), other = ours.issue_client("bob", {});
    put(files / host / "ca.crt", ours.certificate_pem());
    put(files / ("127.0.0.1:" + std::to_string(elsewhere->port())) / "ca.crt",
        ours.certificate_pem());
    CHECK_THROWS_AS(at(host, known).check(), status_error);
    put(files / host / "a.cert", pair.certificate_pem);
    CHECK_THROWS_WITH(at(host, known).check(),
                      "there is no a.key in '" + (files / host).string() +
                          "', the key of a certificate (authorities to trust end with .crt)");
    put(files / host / "a.key", pair.key_pem);
    put(files / host / "b.cert", other.certificate_pem);
    put(files / host / "b.key", other.key_pem);
    auto r = at(host, known);
    r.check();
    const std::string nobody = "nobody";
    CHECK(oci::read_all(r.read_blob(host + "/shop/web", oci::digest_of(std::string_view(nobody))),
                        100) == nobody);
    std::filesystem::remove(files / host / "a.cert");
    CHECK_THROWS_WITH(at(host, known).check(), "there is no a.cert in '" + (files / host).string() +
                                                   "', the certificate of a key");
    io.stop();
}

TEST_CASE(
    "certificates are kept below the user's and the machine's configuration, and for hosts alone") {
    const scratch_directory home;
    const auto known = host_certificates::standard([&](const char* name) {
        return std::string_view(name) == "HOME" ? home.path().c_str() : nullptr;
    });
    put(home / ".config/docker/certs.d/r.example:5000/ca.crt", "docker's");
    put(home / ".config/docker/certs.d/s.example/ca.crt", "docker's");
    put(home / ".config/containers/certs.d/r.example:5000/ca.crt", "podman's");
    put(home / ".config/containers/stray.crt", "nobody's");
    const auto found = [&](const std::vector<std::string>& names) {
        net::client_tls made;
        known.complete(made, names);
        return made.more_ca_pem;
    };
    CHECK(found({"r.example:5000"}) == "podman's\n");
    CHECK(found({"s.example:443", "s.example"}) == "docker's\n");
    CHECK(found({"t.example"}).empty());
    for (const char* name : {"..", ".", "", "../certs.d/r.example:5000"})
        CHECK(found({name}).empty());
    put(home / ".config/docker/certs.d/empty.example/ca.crt", "");
    CHECK_THROWS_WITH(found({"empty.example"}),
                      Catch::Contains("cannot read the certificate authority from '"));
}

}  // namespace host_certificates_test
