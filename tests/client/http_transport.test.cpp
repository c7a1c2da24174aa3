// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/http_transport.hpp>

#include <atomic>
#include <mutex>

#include <catch2/catch.hpp>

#include <apiserver/served_http.hpp>
#include <slipway/client/client.hpp>
#include <slipway/client/token_file.hpp>
#include <slipway/json/read.hpp>
#include <support/fake_https_api.hpp>
#include <support/scratch_directory.hpp>

#include "laws/transport.hpp"

namespace http_transport_test {

using namespace slipway;
using namespace std::chrono_literals;
using Catch::Contains;
using laws::error_of;
using laws::map;
using laws::maps;
using support::eventually;
using support::fake_https_api;

namespace {

/// The server in this process, and over HTTP.
struct direct_world : support::api_world {
    using support::api_world::api_world;
    client::any_transport transport() { return client::any_transport(server); }
};
struct http_world : support::served {
    explicit http_world(std::size_t remembered = 10'000) : support::served(remembered) {}
    client::connection to() const {
        client::connection made;
        made.server = net::base_url::parse(http.url());
        return made;
    }
    client::any_transport transport() {
        return client::any_transport(std::make_shared<client::http_transport>(to()));
    }
};

/// Time in which nobody waits: it passes at once, and says how much.
struct skipped_time final : core::time_source {
    wall_time wall() override { return wall_time(passed.load()); }
    steady_time now() override { return steady_time(passed.load()); }
    bool wait(std::unique_lock<std::mutex>&, std::condition_variable_any&, std::stop_token,
              steady_time until, const std::function<bool()>& ready) override {
        std::lock_guard lock(mutex);
        pauses.push_back(until.time_since_epoch() - passed.load());
        passed = until.time_since_epoch();
        return ready();
    }
    std::atomic<duration> passed{duration(0)};
    std::mutex mutex;
    std::vector<duration> pauses;
};
struct patience {
    std::shared_ptr<skipped_time> time = std::make_shared<skipped_time>();
    client::http_transport_options options() const {
        client::http_transport_options o;
        o.time = time;
        o.random = std::make_shared<core::random_source>(1);
        return o;
    }
};

std::string first_line(const std::string& request) {
    return request.substr(0, request.find("\r\n"));
}
std::string header(const std::string& request, const std::string& name) {
    const std::size_t at = request.find("\r\n" + name + ": ");
    if (at == request.npos) return {};
    const std::size_t from = at + name.size() + 4;
    return request.substr(from, request.find("\r\n", from) - from);
}
std::string body(const std::string& request) {
    return request.substr(request.find("\r\n\r\n") + 4);
}
std::string ok(const std::string&, int) {
    return fake_https_api::answer(200, R"({"kind":"ConfigMap","metadata":{"name":"a"}})");
}

}  // namespace

TEST_CASE("the laws of transports hold in this process") { laws::transport_laws<direct_world>(); }
TEST_CASE("the laws of transports hold over HTTP") { laws::transport_laws<http_world>(); }

TEST_CASE("requests are written as API servers read them") {
    fake_https_api api(ok);
    client::connection to = api.to({"Bearer t0ken", {}});
    to.server.path = "/k8s/clusters/c-1";
    to.impersonation.add("Impersonate-User", "jane");
    client::http_transport t(to);
    t.create(maps(), map("a"),
             {.field_manager = "me", .field_validation = "Strict", .dry_run = true});
    t.get({&api::resource_of<api::Deployment>, "shop", "web", "scale"});
    t.get({&api::resource_of<api::Node>, "", "n 1", {}});
    t.update(maps("a"), map("a"), {});
    t.patch(maps("a"), api::patch_type::apply, map("a"), {.field_manager = "me", .force = true});
    t.patch(maps("a"), api::patch_type::merge, map("a"), {.force = true});
    t.remove(maps("a"), {.grace_period_seconds = 0,
                         .propagation_policy = "Foreground",
                         .uid = "u",
                         .resource_version = "7",
                         .dry_run = true});
    const auto asked = api.asked();
    REQUIRE(asked.size() == 7);
    const std::string before = "/k8s/clusters/c-1/api/v1/namespaces/ns/configmaps";
    CHECK(first_line(asked[0]) ==
          "POST " + before + "?fieldManager=me&fieldValidation=Strict&dryRun=All HTTP/1.1");
    CHECK(header(asked[0], "Content-Type") == "application/json");
    CHECK(header(asked[0], "Accept") == "application/json");
    CHECK(header(asked[0], "Authorization") == "Bearer t0ken");
    CHECK(header(asked[0], "Impersonate-User") == "jane");
    CHECK(header(asked[0], "User-Agent").starts_with("slipway/"));
    CHECK(json::read(body(asked[0])) == map("a"));
    CHECK(first_line(asked[1]) ==
          "GET /k8s/clusters/c-1/apis/apps/v1/namespaces/shop/deployments/web/scale HTTP/1.1");
    CHECK(first_line(asked[2]) == "GET /k8s/clusters/c-1/api/v1/nodes/n%201 HTTP/1.1");
    CHECK(first_line(asked[3]) == "PUT " + before + "/a HTTP/1.1");
    CHECK(first_line(asked[4]) == "PATCH " + before + "/a?fieldManager=me&force=true HTTP/1.1");
    CHECK(header(asked[4], "Content-Type") == "application/apply-patch+yaml");
    CHECK(first_line(asked[5]) == "PATCH " + before + "/a HTTP/1.1");
    CHECK(first_line(asked[6]) == "DELETE " + before + "/a HTTP/1.1");
    CHECK(json::read(body(asked[6])) ==
          json::value{{"kind", "DeleteOptions"},
                      {"apiVersion", "v1"},
                      {"gracePeriodSeconds", 0},
                      {"propagationPolicy", "Foreground"},
                      {"preconditions", {{"uid", "u"}, {"resourceVersion", "7"}}},
                      {"dryRun", json::value::array({"All"})}});
}

TEST_CASE("a name leads nowhere else, and is not left out") {
    fake_https_api api(ok);
    client::http_transport t(api.to());
    for (const char* name : {"..", ".", "a/b", "../../secrets"})
        CHECK_THROWS_WITH(t.get(maps(name)), Contains("cannot be a name"));
    CHECK_THROWS_WITH(t.get(maps("a", "../x")), Contains("cannot be a namespace"));
    CHECK_THROWS_WITH(t.remove(maps(), {}), "the name of the ConfigMap is missing");
    CHECK(api.asked().empty());
    t.get(maps("a?b#c%"));
    CHECK(first_line(api.asked().at(0)) ==
          "GET /api/v1/namespaces/ns/configmaps/a%3Fb%23c%25 HTTP/1.1");
}

TEST_CASE("credentials are not sent without TLS") {
    std::mutex mutex;
    std::string asked;
    support::raw_server plain([&](support::raw_server::peer& p, int) {
        const std::string r = p.request();
        std::lock_guard lock(mutex);
        asked = r;
        p.send(ok({}, 1));
    });
    client::connection to;
    to.server = net::base_url::parse(plain.url());
    to.credentials =
        std::make_shared<client::fixed_credential>(client::credential{"Bearer s3cr3t", {}});
    client::http_transport(to).get(maps("a"));
    std::lock_guard lock(mutex);
    CHECK(asked.starts_with("GET "));
    CHECK(asked.find("s3cr3t") == std::string::npos);
}

TEST_CASE("an answer that is no Status is shown, and one that is no JSON is an error") {
    fake_https_api proxy([](const std::string& r, int) {
        if (r.starts_with("GET"))
            return fake_https_api::answer(502, "<html>\r\nBad Gateway</html>\n");
        return fake_https_api::answer(r.starts_with("PUT") ? 200 : 418,
                                      r.starts_with("PUT") ? "<html>" : "");
    });
    client::http_transport t(proxy.to());
    const status_error gateway = error_of([&] { t.get(maps("a")); });
    CHECK(gateway.code() == 502);
    CHECK(
        gateway.message() ==
        proxy.url() +
            " answered GET /api/v1/namespaces/ns/configmaps/a with HTTP status 502: <html>  Bad Gateway</html>");
    CHECK(
        error_of([&] { t.create(maps(), map("a"), {}); }).message() ==
        proxy.url() +
            " answered POST /api/v1/namespaces/ns/configmaps with HTTP status 418 and nothing else");
    CHECK(
        error_of([&] { t.update(maps("a"), map("a"), {}); }).message() ==
        proxy.url() +
            " answered PUT with something that cannot be read: malformed JSON at line 1, column 1: unexpected '<'");
    fake_https_api own([](const std::string&, int) {
        return fake_https_api::answer(
            403,
            R"({"kind":"Status","message":"no","reason":"ReasonOfTheirOwn","code":403,"details":{"name":"x","causes":"none","retryAfterSeconds":-5}})");
    });
    client::http_transport u(own.to());
    const status_error refused = error_of([&] { u.get(maps("a")); });
    CHECK(refused.is(core::reason::forbidden));
    CHECK(refused.message() == "no");
    CHECK(refused.details().retry_after_seconds == 0);
    fake_https_api no_list(
        [](const std::string&, int) { return fake_https_api::answer(200, R"(["a"])"); });
    client::http_transport v(no_list.to());
    CHECK_THROWS_WITH(v.list(maps(), {}), Contains("is no list of configmaps"));
}

TEST_CASE("a server that asks for patience gets it, up to a bound") {
    const patience p;
    fake_https_api busy([](const std::string& r, int nth) {
        return nth < 3 ? fake_https_api::answer(nth == 1 ? 429 : 503, "{}", "Retry-After: 2\r\n")
                       : ok(r, nth);
    });
    client::http_transport t(busy.to(), p.options());
    CHECK((*t.create(maps(), map("a"), {}))["metadata"]["name"] == "a");
    REQUIRE(p.time->pauses.size() == 2);
    for (const auto pause : p.time->pauses) CHECK((pause >= 2s && pause <= 3s));

    const patience q;
    fake_https_api never([](const std::string&, int) {
        return fake_https_api::answer(
            429, R"({"kind":"Status","reason":"TooManyRequests","message":"slower","code":429})",
            "Retry-After: 1\r\n");
    });
    client::http_transport u(never.to(), q.options());
    CHECK(error_of([&] { u.get(maps("a")); }).message() == "slower");
    CHECK(never.asked().size() == 5);
    fake_https_api tomorrow([](const std::string&, int) {
        return fake_https_api::answer(503, "{}", "Retry-After: 86400\r\n");
    });
    client::http_transport v(tomorrow.to(), q.options());
    CHECK(error_of([&] { v.get(maps("a")); }).is(core::reason::service_unavailable));
    CHECK(tomorrow.asked().size() == 1);
}

TEST_CASE("without a word of when, only what reads is asked again") {
    const patience p;
    fake_https_api busy([](const std::string&, int) { return fake_https_api::answer(503, "{}"); });
    client::http_transport t(busy.to(), p.options());
    CHECK_THROWS_AS(t.create(maps(), map("a"), {}), status_error);
    CHECK(busy.asked().size() == 1);
    CHECK_THROWS_AS(t.get(maps("a")), status_error);
    CHECK(busy.asked().size() == 6);
    CHECK(p.time->pauses.size() == 4);
    CHECK(p.time->pauses.back() > p.time->pauses.front());
}

TEST_CASE(
    "a connection that is lost is made again for what reads or applies, and for nothing else") {
    const patience p;
    fake_https_api shaky(
        [](const std::string& r, int nth) { return nth % 2 ? std::string() : ok(r, nth); });
    client::http_transport t(shaky.to(), p.options());
    CHECK(t.get(maps("a")));
    CHECK(t.patch(maps("a"), api::patch_type::apply, map("a"), {.field_manager = "me"}));
    CHECK(shaky.asked().size() == 4);
    CHECK_THROWS_WITH(t.create(maps(), map("a"), {}),
                      Contains(shaky.url()) && Contains("closed the connection"));
    CHECK(shaky.asked().size() == 5);
}

TEST_CASE("where nobody listens, all is tried again, and the error says who and why") {
    const patience p;
    client::connection to;
    {
        to.server =
            net::base_url::parse(support::raw_server([](support::raw_server::peer&, int) {}).url());
    }
    client::http_transport t(to, p.options());
    CHECK_THROWS_WITH(t.create(maps(), map("a"), {}),
                      "cannot reach " + to.server.str() +
                          ": the connection was refused, or there is no way to it");
    CHECK(p.time->pauses.size() == 4);
}

TEST_CASE("a server that is not trusted is asked once, and heard not at all") {
    const patience p;
    fake_https_api api(ok), other(ok);
    client::connection to = api.to({"Bearer s3cr3t", {}});
    to.tls.ca_pem = other.authority().certificate_pem();
    client::http_transport t(to, p.options());
    CHECK_THROWS_WITH(t.get(maps("a")), Contains("cannot trust " + api.url()));
    CHECK(p.time->pauses.empty());
    CHECK(api.asked().empty());
}

TEST_CASE("credentials that are refused are fetched anew, once") {
    const scratch_directory dir;
    scratch_directory::write(dir / "token", "old\n");
    fake_https_api api([&](const std::string& r, int nth) {
        if (header(r, "Authorization") == "Bearer new") return ok(r, nth);
        scratch_directory::write(dir / "token", "new\n");  // as the kubelet does, a little late
        return fake_https_api::answer(
            401,
            R"({"kind":"Status","reason":"Unauthorized","message":"Unauthorized","code":401})");
    });
    client::connection to = api.to();
    to.credentials = std::make_shared<client::token_file>(dir / "token");
    client::http_transport t(to);
    CHECK((*t.create(maps(), map("a"), {}))["metadata"]["name"] == "a");
    CHECK(api.asked().size() == 2);
    client::http_transport fixed(api.to({"Bearer wrong", {}}));
    CHECK(error_of([&] { fixed.get(maps("a")); }).is(core::reason::unauthorized));
    CHECK(api.asked().size() == 3);
}

TEST_CASE("another certificate makes other connections") {
    struct renewed final : client::credential_source {
        client::credential current() override { return {{}, pair}; }
        bool refresh(const client::credential&) override {
            pair = next;
            return true;
        }
        net::key_pair pair, next;
    };
    support::served world;
    const net::certificate_authority ca("ours");
    net::http_server_options o;
    o.tls = ca.issue_server("api", {"127.0.0.1"});
    o.client_ca_pem = ca.certificate_pem();
    net::http_server https(world.io, o, [&](net::request&& r, const net::exchange& out) {
        if (!r.client || r.client->common_name != "new") return out.respond({401, {}, "{}"});
        world.frontend.handle(std::move(r), out);
    });
    auto source = std::make_shared<renewed>();
    source->pair = ca.issue_client("old", {});
    source->next = ca.issue_client("new", {});
    client::connection to;
    to.server = net::base_url::parse(https.url());
    to.tls.ca_pem = ca.certificate_pem();
    to.credentials = source;
    client::http_transport t(to);
    CHECK(t.list(maps(), {}).items.empty());
}

TEST_CASE("a watch goes on after the time for a request, and ends with an error that is no 410") {
    http_world w;
    client::http_transport_options o;
    o.request_timeout = 300ms;
    client::http_transport t(w.to(), o);
    laws::told told;
    const auto begun = std::chrono::steady_clock::now();
    const auto watching = t.watch(maps(), {.timeout = 1s}, told.sink());
    CHECK(eventually([&] { return std::chrono::steady_clock::now() > begun + 500ms; }));
    CHECK(told.size() == 0);
    t.create(maps(), map("a"), {});
    REQUIRE(eventually([&] { return told.is({"ADDED a", "ERROR "}); }));
    CHECK((*told.objects[1])["code"] == 504);
    CHECK((*told.objects[1])["message"] == "the server has ended the watch");
}

TEST_CASE("what is no event ends a watch, with an error that says so") {
    for (const auto& [line, words] : std::vector<std::pair<std::string, std::string>>{
             {"{\"type\":\"ADDED\"}\n", "an event of a watch that is none: 'ADDED'"},
             {"{\"type\":\"OTHER\",\"object\":{}}\n", "an event of a watch that is none: 'OTHER'"},
             {"7\n", "an event of a watch that is none"},
             {"{\"type\n", "malformed JSON"},
             {std::string(2000, 'x'), "longer than 1000 bytes"},
             {"{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\"}}}\n{\"type\":\"ADD",
              "was cut off"}}) {
        const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + line;
        INFO(line.substr(0, 100));
        client::http_transport_options o;
        o.event_limit = 1000;
        o.request_timeout = 2s;
        laws::told told;
        {
            support::raw_server cut([&](support::raw_server::peer& p, int) {
                p.request();
                p.send(answer);
            });
            client::connection to;
            to.server = net::base_url::parse(cut.url());
            client::http_transport t(to, o);
            const auto watching = t.watch(maps(), {}, told.sink());
            REQUIRE(eventually([&] {
                const auto last = told.last();
                return last && last->contains("code");
            }));
        }
        CHECK((*told.objects.back())["message"].get<std::string>().find(words) !=
              std::string::npos);
        CHECK(told.lines.back() == "ERROR ");
    }
}

TEST_CASE("events come whole, however they were cut into pieces, and nothing after the last one") {
    const std::string text =
        "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"name\":\"b\"}}}\n\n{\"type\":\"ERROR\",\"object\":{\"code\":410}}\n{\"type\":\"ADDED\",\"object\":{}}\n";
    support::raw_server drop([&](support::raw_server::peer& p, int) {
        p.request();
        p.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (const char c : text) p.send("1\r\n" + std::string(1, c) + "\r\n");
        p.wait();
    });
    client::connection to;
    to.server = net::base_url::parse(drop.url());
    client::http_transport t(to);
    laws::told told;
    const auto watching = t.watch(maps(), {}, told.sink());
    REQUIRE(eventually([&] { return told.size() == 2; }));
    REQUIRE(eventually([&] { return drop.open() == 0; }));
    CHECK(told.is({"BOOKMARK b", "ERROR "}));
    CHECK((*told.objects[1])["code"] == 410);
}

TEST_CASE("a sink may stop its own watch, and a transport that goes ends them all") {
    http_world w;
    auto t = std::make_unique<client::http_transport>(w.to());
    std::mutex mutex;
    core::subscription own;
    std::atomic<int> heard{0};
    {
        std::lock_guard lock(mutex);
        own = t->watch(maps(), {}, [&](const json::watch_event&) {
            ++heard;
            std::lock_guard inner(mutex);
            own.stop();
        });
    }
    for (const char* name : {"a", "b", "c"}) t->create(maps(), map(name), {});
    CHECK(eventually([&] { return heard == 1; }));
    std::vector<core::subscription> many;
    std::atomic<int> all{0};
    for (int i = 0; i < 20; ++i)
        many.push_back(t->watch(maps(), {}, [&](const json::watch_event&) { ++all; }));
    CHECK(eventually([&] { return all == 60; }));
    t.reset();
    CHECK(eventually([&] { return w.http.connections() == 0; }));
    CHECK(heard == 1);
}

}  // namespace http_transport_test
