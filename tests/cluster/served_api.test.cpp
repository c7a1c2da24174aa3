// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cluster/served_api.hpp>

#include <catch2/catch.hpp>
#include <httplib.h>

#include <slipway/client/http_transport.hpp>
#include <slipway/client/kubeconfig.hpp>
#include <slipway/controller/controller.hpp>
#include <slipway/json/read.hpp>
#include <support/eventually.hpp>
#include <support/scratch_directory.hpp>

namespace served_api_test {

using namespace slipway;

namespace {

/// A client as kubectl is one: it trusts the authority of `trusted`, and shows the certificate of
/// `own`.
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
    const auto posted =
        c.made->Post("/api/v1/namespaces", R"({"metadata":{"name":"orders"}})", "application/json");
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
    const cluster::served_api served(
        plane, 0, [](const apiserver::log_request& r) -> apiserver::log_reader {
            return [r](const std::function<bool(std::string_view)>& write,
                       const std::function<void()>& done) {
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
        CHECK_THROWS_WITH(cluster::served_api(plane, port),
                          Catch::Contains("cannot listen on 127.0.0.1:" + std::to_string(port)));
    }
    CHECK(cluster::served_api(plane, port).port() == port);
}

TEST_CASE(
    "an operator elsewhere works over HTTPS, with what a kubeconfig says, also when its watches end") {
    cluster::control_plane plane({.name = "shop"});
    const cluster::served_api served(plane);
    const scratch_directory dir;
    cluster::write_secret_file(dir / "config", cluster::kubeconfig(served.admin()));
    client::http_transport_options often;
    often.watch_time = std::chrono::seconds(1);
    client::http_transport wire(client::kubeconfig::load({.file = dir / "config"}), often);
    core::system_time time;
    core::random_source random;
    controller::manager manager(client::client(wire), time, random);
    std::atomic<int> runs{0};
    controller::controller<api::ConfigMap>(manager, "copies")
        .owns<api::Secret>()
        .reconcile([&](controller::context& ctx, const api::ConfigMap& map) {
            api::Secret copy;
            copy.metadata.name = map.metadata.name;
            copy.type = "Opaque";
            if (const auto* color = map.data.find("color")) copy.stringData["color"] = *color;
            ctx.apply(copy);
            ++runs;
            return controller::done();
        });
    manager.start();
    api::ConfigMap map;
    map.metadata.name = "a";
    map.metadata.namespace_ = "default";
    map.data["color"] = "red";
    const client::client& inside = plane.client();
    inside.create(map);
    auto copy = [&] { return inside.find<api::Secret>("default", "a"); };
    REQUIRE(support::eventually([&] { return copy().has_value(); }));
    CHECK(copy()->metadata.ownerReferences[0].kind == "ConfigMap");
    const auto& maps = manager.informer<api::ConfigMap>();
    // Its watches end after a second or two and go on, without a new list and without a change that
    // is missed.
    const auto over = std::chrono::steady_clock::now() + std::chrono::seconds(4);
    for (int i = 0; std::chrono::steady_clock::now() < over; ++i) {
        inside.remove<api::Secret>("default", "a");
        REQUIRE(support::eventually([&] { return copy().has_value(); }));
    }
    CHECK(maps.lists() == 1);
    inside.remove<api::ConfigMap>("default", "a");
    CHECK(support::eventually([&] { return !maps.get("default", "a"); }));
    manager.stop();
}

TEST_CASE("a stranger's kubeconfig reaches nothing, and is told why") {
    cluster::control_plane plane, other_plane;
    const cluster::served_api served(plane), other(other_plane);
    const scratch_directory dir;
    auto why = [&](const cluster::credentials& c) -> std::string {
        cluster::write_secret_file(dir / "config", cluster::kubeconfig(c));
        client::http_transport wire(client::kubeconfig::load({.file = dir / "config"}));
        try {
            client::client(wire).list<api::Namespace>();
        } catch (const status_error& e) {
            return e.message();
        }
        return "nothing was thrown";
    };
    cluster::credentials mixed = served.admin();
    CHECK(why(mixed) == "nothing was thrown");
    mixed.ca_pem = other.admin().ca_pem;
    CHECK(why(mixed).starts_with("cannot trust " + served.url() +
                                 ": its certificate is not trusted"));
    mixed = served.admin();
    mixed.server = "https://127.0.0.1:1";
    CHECK(why(mixed) ==
          "cannot reach https://127.0.0.1:1: the connection was refused, or there is no way to it");
}

}  // namespace served_api_test
