// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/served_api.hpp>

#include <catch2/catch.hpp>
#include <httplib.h>

#include <slipway/json/read.hpp>
#include <support/scratch_directory.hpp>

using namespace slipway;

namespace {

/// A client as kubectl is one: it trusts the authority of `trusted`, and shows the certificate of `own`.
struct caller {
    caller(const cluster::credentials& trusted, const cluster::credentials* own) {
        scratch_directory::write(files / "ca", trusted.ca_pem);
        if (own) {
            scratch_directory::write(files / "certificate", own->client_certificate_pem);
            scratch_directory::write(files / "key", own->client_key_pem);
            made.emplace(trusted.server, files / "certificate", files / "key");
        } else {
            made.emplace(trusted.server);
        }
        made->set_ca_cert_path((files / "ca").string());
        made->enable_server_certificate_verification(true);
    }
    httplib::Result get(const char* path) { return made->Get(path); }

    scratch_directory files;
    std::optional<httplib::Client> made;
};

}  // namespace

TEST_CASE("an administrator with its certificate may do all, over HTTPS") {
    cluster::control_plane plane({.name = "shop"});
    const cluster::served_api served(plane);
    const cluster::credentials admin = served.admin();
    CHECK(admin.cluster == "shop");
    CHECK(admin.server == served.url());
    CHECK(served.url() == "https://127.0.0.1:" + std::to_string(served.port()));
    caller c(admin, &admin);
    const auto found = c.get("/api/v1/namespaces/default");
    REQUIRE(found);
    CHECK(found->status == 200);
    CHECK(json::read(found->body)["metadata"]["name"] == "default");
    const auto posted = c.made->Post("/api/v1/namespaces", R"({"metadata":{"name":"orders"}})", "application/json");
    REQUIRE(posted);
    CHECK(posted->status == 201);
    CHECK(plane.client().find<api::Namespace>({}, "orders"));
}

TEST_CASE("nobody else gets in") {
    cluster::control_plane plane, other_plane;
    const cluster::served_api served(plane), other(other_plane);
    const cluster::credentials admin = served.admin(), stranger = other.admin();
    const auto anonymous = caller(admin, nullptr).get("/api/v1/namespaces");
    REQUIRE(anonymous);
    CHECK(anonymous->status == 401);
    const auto refused = caller(admin, &stranger).get("/api/v1/namespaces");
    CHECK((!refused || refused->status == 401));
    CHECK(caller(admin, &admin).get("/api/v1/namespaces")->status == 200);
    caller mistaken(stranger, &admin);  // what it reaches is not what it trusts
    mistaken.made.emplace(admin.server);
    mistaken.made->set_ca_cert_path((mistaken.files / "ca").string());
    CHECK(mistaken.get("/api/v1/namespaces").error() == httplib::Error::SSLServerVerification);
}

TEST_CASE("pods' logs come from where they were said to be") {
    cluster::control_plane plane;
    const cluster::served_api served(plane, 0, [](const apiserver::log_request& r) -> apiserver::log_reader {
        return [r](const std::function<bool(std::string_view)>& write, const std::function<void()>& done) {
            write(r.namespace_ + " " + r.pod + " " + r.container + "\n");
            done();
            return core::subscription();
        };
    });
    const cluster::credentials admin = served.admin();
    const auto log = caller(admin, &admin).get("/api/v1/namespaces/ns/pods/web/log?container=app");
    REQUIRE(log);
    CHECK(log->body == "ns web app\n");
}

TEST_CASE("a port that is taken is named, and one that is free again can be had") {
    cluster::control_plane plane;
    std::uint16_t port = 0;
    {
        const cluster::served_api served(plane);
        port = served.port();
        CHECK_THROWS_WITH(cluster::served_api(plane, port), Catch::Contains("cannot listen on 127.0.0.1:" + std::to_string(port)));
    }
    CHECK(cluster::served_api(plane, port).port() == port);
}
