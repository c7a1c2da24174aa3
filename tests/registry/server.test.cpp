// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/server.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <unistd.h>

#include <slipway/core/base64.hpp>
#include <slipway/json/read.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/password_hash.hpp>

#include <slipway/registry/layout.hpp>
#include <slipway/registry/memory.hpp>

#include <support/eventually.hpp>
#include <support/raw_client.hpp>
#include <support/scratch_directory.hpp>
#include <support/served_registry.hpp>

#include "registry/laws/registry.hpp"

namespace server_test {

using namespace slipway;
using registry::any_registry;
using support::eventually;
using support::raw_client;
using support::served_registry;

namespace {

any_registry in_memory() { return any_registry(std::make_shared<registry::memory_registry>()); }

/// A server, and requests to it.
struct asked_server {
    explicit asked_server(registry::server_options o = {}, any_registry storage = in_memory())
        : server(io, std::move(storage), std::move(o)) {}

    net::response ask(const std::string& method, const std::string& target,
                      const std::string& authorization = {}, const std::string& body = {}) {
        net::request r{method, target, {}, body};
        if (!authorization.empty()) r.headers.add("Authorization", authorization);
        return net::http_client(net::base_url::parse(server.url()).at).send(r);
    }
    int status(const std::string& method, const std::string& target,
               const std::string& authorization = {}, const std::string& body = {}) {
        return ask(method, target, authorization, body).status;
    }

    net::io_threads io;
    registry::server server;
};

std::string basic(const std::string& user, const std::string& password) {
    return "Basic " + core::encode_base64(user + ":" + password);
}

/// alice pushes to shop, bob pulls from it, anybody pulls from public, root does all.
registry::server_options with_users(registry::authentication how) {
    registry::server_options o;
    o.asks = how;
    for (const char* name : {"alice", "bob", "root"})
        o.users[name] = net::hash_password(std::string("password of ") + name, 1000);
    o.rules = {{.user = "", .repositories = "public/*"},
               {.user = "alice", .repositories = "shop/*", .push = true},
               {.user = "bob", .repositories = "shop/*"},
               {.user = "root", .push = true, .remove = true}};
    return o;
}
const std::string alice = basic("alice", "password of alice"),
                  bob = basic("bob", "password of bob"), root = basic("root", "password of root");

std::string output_of(const std::string& command) {
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::string got;
    char buffer[256];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) got.append(buffer, n);
    const int status = ::pclose(pipe);
    return status == 0 ? got : "failed: " + got;
}

registry::http_registry client_of(const registry::server& s,
                                  std::optional<registry::credentials> who = {}) {
    registry::http_registry_options o;
    o.plain_http = o.hosts = {"127.0.0.1:" + std::to_string(s.port())};
    if (who) o.credentials = [who](const std::string&) { return who; };
    return registry::http_registry(o);
}
oci::reference at(const registry::server& s, const std::string& name) {
    return oci::reference::parse("127.0.0.1:" + std::to_string(s.port()) + "/" + name);
}

}  // namespace

TEST_CASE("a registry in memory holds to the laws through its server") {
    laws::registry_laws([] {
        return std::make_shared<served_registry>(
            any_registry(std::make_shared<registry::memory_registry>()));
    });
}

TEST_CASE("a registry on disk holds to the laws through its server") {
    const ::scratch_directory scratch;
    laws::registry_laws([&] {
        return std::make_shared<served_registry>(
            any_registry(std::make_shared<registry::layout_registry>(scratch / "layout")));
    });
}

TEST_CASE("basic authentication: rights by user and repository") {
    asked_server s(with_users(registry::authentication::basic));
    const auto nobody = s.ask("GET", "/v2/");
    CHECK(nobody.status == 401);
    CHECK(nobody.headers["WWW-Authenticate"] == "Basic realm=\"slipway\"");
    CHECK(nobody.body.find("UNAUTHORIZED") != nobody.body.npos);
    for (const std::string& wrong :
         {basic("alice", "password of bob"), basic("mallory", "x"), basic("", ""),
          std::string("Basic !"), std::string("Bearer x"), std::string("x")})
        CHECK(s.status("GET", "/v2/", wrong) == 401);
    CHECK(s.status("GET", "/v2/", alice) == 200);
    CHECK(s.status("GET", "/v2/", alice) == 200);
    const std::string shop = "/v2/shop/web/blobs/uploads/";
    CHECK(s.status("POST", shop) == 401);
    CHECK(s.status("POST", shop, bob) == 403);
    CHECK(s.status("POST", shop, alice) == 202);
    CHECK(s.status("POST", "/v2/other/blobs/uploads/", alice) == 403);
    CHECK(s.status("GET", "/v2/public/x/tags/list") == 404);  // allowed, but there is nothing
    CHECK(s.status("GET", "/v2/shop/web/tags/list", bob) == 404);
    CHECK(s.status("GET", "/v2/other/tags/list", bob) == 403);

    auto by_alice = client_of(s.server, registry::credentials{"alice", "password of alice", ""});
    auto by_bob = client_of(s.server, registry::credentials{"bob", "password of bob", ""});
    auto by_root = client_of(s.server, registry::credentials{"root", "password of root", ""});
    const auto image = laws::small_image("one");
    const auto web = at(s.server, "shop/web:1"), elsewhere = at(s.server, "secret/web:1");
    registry::push(by_alice, web, image);
    registry::push(by_root, elsewhere, image);
    CHECK(by_bob.get_manifest(web.name(), "1").bytes == image.manifest_bytes);
    laws::failure(core::reason::forbidden,
                  [&] { registry::push(by_bob, web, laws::small_image("two")); });
    laws::failure(core::reason::forbidden, [&] { by_bob.get_manifest(elsewhere.name(), "1"); });
    laws::failure(core::reason::forbidden, [&] { by_alice.delete_tag(web.name(), "1"); });
    CHECK(by_bob.repositories("", 10) == std::vector<std::string>{web.name()});
    CHECK(by_root.repositories("", 10).size() == 2);

    // From where one may not pull nothing is mounted, with its name or without.
    const auto other =
        s.ask("POST", "/v2/secret/blobs/uploads/?digest=" + oci::digest_of("hidden").str(), root,
              "hidden");
    CHECK(other.status == 201);
    for (const char* from : {"&from=secret", ""})
        CHECK(s.status("POST", shop + "?mount=" + oci::digest_of("hidden").str() + from, alice) ==
              202);
    CHECK(s.status("POST", shop + "?mount=" + oci::digest_of("hidden").str() + "&from=secret",
                   root) == 201);
    // Blobs belong to all.
    auto rules = with_users(registry::authentication::basic);
    rules.rules.push_back({.user = "alice", .repositories = "shop/*", .remove = true});
    asked_server strict(rules);
    CHECK(strict.status("POST", shop + "?digest=" + oci::digest_of("x").str(), alice, "x") == 201);
    CHECK(strict.status("DELETE", "/v2/shop/web/blobs/" + oci::digest_of("x").str(), alice) == 403);
    CHECK(strict.status("DELETE", "/v2/shop/web/blobs/" + oci::digest_of("x").str(), root) == 202);
}

TEST_CASE("token authentication: tokens for what one may do, and no more") {
    asked_server s(with_users(registry::authentication::token));
    const auto nobody = s.ask("GET", "/v2/");
    CHECK(nobody.status == 401);
    CHECK(nobody.headers["WWW-Authenticate"] ==
          "Bearer realm=\"" + s.server.url() + "/token\",service=\"slipway\"");
    const auto challenged = s.ask("POST", "/v2/shop/web/blobs/uploads/");
    CHECK(challenged.headers["WWW-Authenticate"] ==
          "Bearer realm=\"" + s.server.url() +
              "/token\",service=\"slipway\",scope=\"repository:shop/web:pull,push\"");
    const auto token_of = [&](const std::string& query, const std::string& who = {}) {
        const auto got = s.ask("GET", "/token?service=slipway" + query, who);
        return got.status == 200 ? "Bearer " + json::read(got.body).at("token").get<std::string>()
                                 : std::to_string(got.status);
    };
    CHECK(token_of("", basic("alice", "wrong")) == "401");
    const std::string pull = token_of("&scope=repository:shop/web:pull", alice),
                      both = token_of("&scope=repository:shop/web:pull,push", alice),
                      bobs = token_of("&scope=repository:shop/web:pull,push,delete", bob);
    const std::string uploads = "/v2/shop/web/blobs/uploads/";
    CHECK(s.status("GET", "/v2/", pull) == 200);
    CHECK(s.status("POST", uploads, pull) == 401);
    CHECK(s.status("POST", uploads, both) == 202);
    CHECK(s.status("POST", uploads, bobs) == 401);  // asked for more than he may do
    CHECK(s.status("GET", "/v2/shop/web/tags/list", bobs) == 404);
    CHECK(s.status("GET", "/v2/other/tags/list", both) == 401);
    CHECK(s.status("GET", "/v2/", "Bearer made-up") == 401);
    const std::string anybodys =
        token_of("&scope=repository:public/x:pull,push&scope=repository:shop/web:pull");
    CHECK(s.status("GET", "/v2/public/x/tags/list", anybodys) == 404);
    CHECK(s.status("POST", "/v2/public/x/blobs/uploads/", anybodys) == 401);
    CHECK(s.status("GET", "/v2/shop/web/tags/list", anybodys) == 401);

    // By a form, and by what one was given to come again.
    const auto form = [&](const std::string& text) { return s.ask("POST", "/token", "", text); };
    const auto first = form(
        "grant_type=password&service=slipway&client_id=test&username=alice&password=password+of+alice&access_type=offline&scope=repository%3Ashop%2Fweb%3Apull%2Cpush");
    REQUIRE(first.status == 200);
    const std::string refresh = json::read(first.body).at("refresh_token");
    const auto second = form(
        "grant_type=refresh_token&service=slipway&client_id=test&scope=repository%3Ashop%2Fweb%3Apull%2Cpush&refresh_token=" +
        refresh);
    REQUIRE(second.status == 200);
    CHECK(s.status("POST", uploads,
                   "Bearer " + json::read(second.body).at("access_token").get<std::string>()) ==
          202);
    CHECK(s.status("GET", "/v2/", "Bearer " + refresh) == 401);
    CHECK(form("grant_type=refresh_token&refresh_token=made-up").status == 401);
    CHECK(form("grant_type=password&username=alice&password=x").status == 401);

    auto by_alice = client_of(s.server, registry::credentials{"alice", "password of alice", ""});
    auto again = client_of(s.server, registry::credentials{"", "", refresh});
    auto anybody = client_of(s.server);
    registry::push(by_alice, at(s.server, "shop/web:1"), laws::small_image("one"));
    CHECK(again.resolve(at(s.server, "shop/web:1").name(), "1").size > 0);
    laws::failure(core::reason::unauthorized,
                  [&] { anybody.resolve(at(s.server, "shop/web:1").name(), "1"); });
    laws::failure(core::reason::not_found,
                  [&] { anybody.resolve(at(s.server, "public/x:1").name(), "1"); });
}

TEST_CASE("tokens end, and users without a sound hash are refused at once") {
    auto o = with_users(registry::authentication::token);
    o.token_life = std::chrono::seconds(0);
    asked_server s(o);
    const std::string token = json::read(s.ask("GET", "/token", alice).body).at("token");
    CHECK(s.status("GET", "/v2/", "Bearer " + token) == 401);
    o.users["eve"] = "plain text";
    net::io_threads io;
    laws::failure(core::reason::bad_request, [&] { registry::server(io, in_memory(), o); });
}

TEST_CASE("quotas: what tags lead to, and what has just come") {
    registry::server_options o;
    o.quotas = {{.repositories = "small/*", .bytes = 10'000}};
    asked_server s(o);
    const auto push = [&](const std::string& repository, const std::string& bytes) {
        return s.status(
            "POST", "/v2/" + repository + "/blobs/uploads/?digest=" + oci::digest_of(bytes).str(),
            "", bytes);
    };
    const std::string first(6000, 'a'), second(6000, 'b');
    CHECK(push("small/one", first) == 201);
    CHECK(push("small/two", second) == 403);
    CHECK(push("large", second) == 201);
    CHECK(s.status("DELETE", "/v2/small/one/blobs/" + oci::digest_of(first).str()) == 202);
    CHECK(push("small/two", second) == 201);  // there is room again
    auto client = client_of(s.server);
    std::string dense;
    for (int i = 0; i < 500; ++i) dense += oci::digest_of(std::to_string(i)).hex();
    laws::failure(core::reason::forbidden, [&] {
        registry::push(client, at(s.server, "small/one:1"),
                       oci::image_builder().layer(oci::file_tree().text("x", dense)).build());
    });
    registry::push(client, at(s.server, "large:1"),
                   oci::image_builder().layer(oci::file_tree().text("x", dense)).build());
}

TEST_CASE("uploads: not too many at once, and none for ever") {
    registry::server_options o;
    o.uploads = 2;
    o.upload_expiry = std::chrono::seconds(1);
    asked_server s(o);
    CHECK(s.status("POST", "/v2/r/blobs/uploads/") == 202);
    const std::string second(s.ask("POST", "/v2/r/blobs/uploads/").headers["Location"]);
    const auto third = s.ask("POST", "/v2/r/blobs/uploads/");
    CHECK(third.status == 429);
    CHECK(third.headers["Retry-After"] == "5");
    CHECK(s.server.metrics().find("slipway_registry_uploads_in_progress 2\n") != std::string::npos);
    CHECK(eventually([&] {
        return s.server.metrics().find("slipway_registry_uploads_expired_total 2\n") !=
               std::string::npos;
    }));
    CHECK(s.status("PATCH", second, "", "x") == 404);
    CHECK(s.status("POST", "/v2/r/blobs/uploads/") == 202);
}

TEST_CASE("metrics: requests, bytes and uploads") {
    asked_server s;
    CHECK(s.status("POST", "/v2/r/blobs/uploads/?digest=" + oci::digest_of("12345").str(), "",
                   "12345") == 201);
    CHECK(s.status("GET", "/v2/r/blobs/" + oci::digest_of("12345").str()) == 200);
    CHECK(s.status("BREW", "/v2/r/blobs/" + oci::digest_of("12345").str()) == 405);
    const auto got = s.ask("GET", "/metrics");
    CHECK(got.headers["Content-Type"].starts_with("text/plain"));
    for (const char* line : {"slipway_registry_requests_total{method=\"POST\",code=\"201\"} 1\n",
                             "slipway_registry_requests_total{method=\"GET\",code=\"200\"} 1\n",
                             "slipway_registry_requests_total{method=\"other\",code=\"405\"} 1\n",
                             "slipway_registry_received_bytes_total 5\n",
                             "# TYPE slipway_registry_sent_bytes_total counter\n"}) {
        CAPTURE(line);
        CHECK(got.body.find(line) != got.body.npos);
    }
    CHECK(asked_server(with_users(registry::authentication::basic)).status("GET", "/metrics") ==
          401);
}

TEST_CASE("a manifest that was read again and again is not served once it may not be") {
    const ::scratch_directory scratch;
    const auto kept = std::make_shared<registry::layout_registry>(scratch / "layout");
    asked_server s({}, any_registry(kept));
    const auto image = laws::small_image("one"), next = laws::small_image("two");
    const std::string name = "example/web", target = "/v2/" + name + "/manifests/";
    registry::push(*kept, oci::reference::parse("example.com/" + name + ":1"), image);
    const auto put = [&](const oci::built_image& i) {
        registry::push(*kept, oci::reference::parse("example.com/" + name + ":1"),
                       i);  // its blobs, which all repositories share
        kept->put_manifest(name, i.manifest_bytes, std::string(oci::media_type::image_manifest),
                           {"1"});
    };
    const auto warm = [&] {
        return eventually([&] {
            return s.status("GET", target + "1") == 200 && kept->manifest_at_hand(name, "1");
        });
    };
    put(image);
    REQUIRE(warm());
    const auto head = s.ask("HEAD", target + image.manifest_digest().str());
    CHECK(head.headers["Content-Length"] == std::to_string(image.manifest_bytes.size()));
    CHECK(head.headers["Docker-Content-Digest"] == image.manifest_digest().str());
    put(next);
    CHECK(s.ask("GET", target + "1").body == next.manifest_bytes);
    REQUIRE(warm());
    CHECK(s.status("DELETE", target + next.manifest_digest().str()) == 202);
    CHECK(s.status("GET", target + "1") == 404);
    CHECK(s.status("HEAD", target + next.manifest_digest().str()) == 404);
    CHECK(s.status("GET", "/v2/a:1/b/manifests/1") == 400);
    CHECK(s.server.metrics().find("requests_total{method=\"HEAD\",code=\"200\"} 1\n") !=
          std::string::npos);
}

TEST_CASE("a small blob that was read again and again is served as before, while it is there") {
    const ::scratch_directory scratch;
    const auto kept = std::make_shared<registry::layout_registry>(scratch / "layout");
    asked_server s({}, any_registry(kept));
    const std::string bytes = "some bytes";
    const auto d = oci::digest_of(bytes);
    laws::put_blob(*kept, "example/web", bytes);
    const std::string target = "/v2/example/web/blobs/" + d.str();
    const auto first = s.ask("GET", target);
    REQUIRE(eventually(
        [&] { return s.status("GET", target) == 200 && kept->blob_at_hand("example/web", d); }));
    const auto next = s.ask("GET", target);
    CHECK(next.body == bytes);
    for (const char* field : {"Content-Type", "Content-Length", "Docker-Content-Digest", "ETag"}) {
        CAPTURE(field);
        CHECK(next.headers[field] == first.headers[field]);
    }
    const auto part = net::http_client(net::base_url::parse(s.server.url()).at)
                          .send({"GET", target, {{"Range", "bytes=5-8"}}});
    CHECK(part.status == 206);
    CHECK(part.body == "byte");
    CHECK(s.ask("HEAD", target).headers["Content-Length"] == "10");
    CHECK(s.status("GET", "/v2/a:1/b/blobs/" + d.str()) == 400);
    CHECK(s.status("DELETE", target) == 202);
    CHECK(s.status("GET", target) == 404);
}

TEST_CASE("a small blob at hand is for those who may have it") {
    const auto kept = std::make_shared<registry::memory_registry>();
    const auto d = oci::digest_of(std::string_view("some bytes"));
    laws::put_blob(*kept, "shop/web", "some bytes");
    asked_server s(with_users(registry::authentication::token), any_registry(kept));
    CHECK(s.status("GET", "/v2/public/web/blobs/" + d.str()) == 200);
    CHECK(s.status("GET", "/v2/shop/web/blobs/" + d.str()) == 401);
}

TEST_CASE("a manifest at hand is for those who may have it") {
    const auto kept = std::make_shared<registry::memory_registry>();
    const auto image = laws::small_image("one");
    registry::push(*kept, oci::reference::parse("example.com/x:1"), image);
    for (const char* name : {"public/web", "shop/web"})
        kept->put_manifest(name, image.manifest_bytes, std::string(oci::media_type::image_manifest),
                           {"1"});
    asked_server s(with_users(registry::authentication::token), any_registry(kept));
    CHECK(s.status("GET", "/v2/public/web/manifests/1") == 200);
    CHECK(s.status("GET", "/v2/shop/web/manifests/1") == 401);
    CHECK(s.status("GET", "/v2/shop/web/manifests/1", "Bearer x") == 401);
    const auto token = [&](const std::string& scope) {
        return "Bearer " +
               json::read(s.ask("GET", "/token?scope=repository:" + scope + ":pull", bob).body)
                   .at("token")
                   .get<std::string>();
    };
    CHECK(s.status("GET", "/v2/shop/web/manifests/1", token("shop/web")) == 200);
    CHECK(s.status("GET", "/v2/shop/web/manifests/1", token("shop/other")) == 401);
    CHECK(s.status("GET", "/v2/public/web/manifests/1", "Bearer x") == 401);
}

TEST_CASE(
    "an upload that breaks off goes on from where it stands, and another request does not come between") {
    asked_server s;
    const std::string where(s.ask("POST", "/v2/r/blobs/uploads/").headers["Location"]);
    std::optional<raw_client> c(s.server.port());
    c->send("PATCH " + where + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
    REQUIRE(eventually([&] { return s.ask("GET", where).headers["Range"] == "0-4"; }));
    CHECK(s.status("PUT", where + "?digest=" + oci::digest_of("12345").str()) == 409);
    c.reset();
    CHECK(eventually([&] { return s.status("PATCH", where, "", "67") == 202; }));
    CHECK(s.status("PUT", where + "?digest=" + oci::digest_of("1234567").str()) == 201);
}

TEST_CASE("nothing is deleted where that is not wanted") {
    registry::server_options o;
    o.deletes = false;
    asked_server s(o);
    CHECK(s.status("POST", "/v2/r/blobs/uploads/?digest=" + oci::digest_of("x").str(), "", "x") ==
          201);
    CHECK(s.status("DELETE", "/v2/r/blobs/" + oci::digest_of("x").str()) == 405);
    CHECK(s.status("DELETE", "/v2/r/manifests/latest") == 405);
    CHECK(s.status("GET", "/v2/r/blobs/" + oci::digest_of("x").str()) == 200);
}

TEST_CASE("what breaks within is reported, and clients are not told of it") {
    struct broken : registry::registry_archetype {
        void check() { throw status_error(core::reason::internal_error, "/secret/place is gone"); }
    };
    std::string told;
    registry::server_options o;
    o.report = [&](const std::string& what) { told = what; };
    asked_server s(o, any_registry(std::make_shared<broken>()));
    const auto got = s.ask("GET", "/v2/");
    CHECK(got.status == 500);
    CHECK(got.body.find("secret") == got.body.npos);
    CHECK(told == "GET /v2: /secret/place is gone");
}

TEST_CASE("skopeo pushes and pulls, by TLS and with a password") {
    if (::access("/usr/bin/skopeo", X_OK) != 0) {
        WARN("skipped: skopeo is not there");
        return;
    }
    const ::scratch_directory scratch;
    registry::layout_registry images(scratch / "images");
    const auto image = laws::small_image("one");
    registry::push(images, oci::reference::parse("example.com/web:1"), image);
    const net::certificate_authority ca("test-ca");
    for (const auto how : {registry::authentication::none, registry::authentication::basic,
                           registry::authentication::token}) {
        CAPTURE(static_cast<int>(how));
        auto o = with_users(how);
        o.tls = ca.issue_server("server", {"127.0.0.1"});
        asked_server s(o, any_registry(std::make_shared<registry::layout_registry>(
                              scratch / ("served" + std::to_string(static_cast<int>(how))))));
        ::scratch_directory::write(scratch / "certificates/ca.crt", ca.certificate_pem());
        const std::string there = "docker://127.0.0.1:" + std::to_string(s.server.port()) +
                                  "/shop/web:1",
                          certificates = " --%-cert-dir " + (scratch / "certificates").string();
        const auto options = [&](const char* side, const std::string& user) {
            std::string made = certificates;
            made.replace(made.find('%'), 1, side);
            return how == registry::authentication::none
                       ? made
                       : made + " --" + side + "-creds '" + user + ":password of " + user + "'";
        };
        const std::string from = " oci:" + (scratch / "images").string() + ":example.com/web:1 ";
        INFO(output_of("skopeo copy" + options("dest", "alice") + from + there));
        const std::string back = output_of("skopeo copy" + options("src", "bob") + " " + there +
                                           " oci:" + (scratch / "back").string() + ":web");
        INFO(back);
        CHECK_FALSE(back.starts_with("failed"));
        registry::layout_registry got(scratch / "back", "web");
        CHECK(got.resolve("web", "web").digest == image.manifest_digest());
        if (how != registry::authentication::none)
            CHECK(output_of("skopeo copy" + options("dest", "bob") + from + there + "0")
                      .starts_with("failed"));
        oci::remove_tree(scratch / "back");
    }
}

}  // namespace server_test
