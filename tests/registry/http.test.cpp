// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/http.hpp>

#include <atomic>
#include <map>
#include <mutex>

#include <slipway/core/base64.hpp>
#include <slipway/net/tls.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/detail/auth_challenge.hpp>
#include <slipway/registry/detail/pulled_stream.hpp>
#include <slipway/registry/memory.hpp>

#include <support/docker_registry.hpp>
#include <support/raw_server.hpp>

#include "registry/laws/registry.hpp"

namespace http_test {

using namespace slipway;
using namespace std::chrono_literals;
using laws::failure;
using support::raw_server;

namespace {

bool no_peer() {
    if (!support::docker_registry_program().empty()) return false;
    WARN("skipped: docker-registry is not there");
    return true;
}

/// Nobody waits long in a test.
registry::http_registry_options quick(std::set<std::string> plain = {}) {
    registry::http_registry_options o;
    o.first_pause = 1ms;
    o.plain_http = std::move(plain);
    return o;
}
std::string host_of(const raw_server& s) { return "127.0.0.1:" + std::to_string(s.port()); }

std::string ok(const std::string& body, const std::string& fields = {}) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields +
           "\r\n" + body;
}
std::string answer(const std::string& status, const std::string& fields = {}) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + fields + "\r\n";
}
std::string field(const std::string& request, const std::string& name) {
    const std::size_t at = request.find("\r\n" + name + ": ");
    return at == request.npos ? ""
                              : request.substr(at + name.size() + 4,
                                               request.find("\r\n", at + 2) - at - name.size() - 4);
}

/// A server of plain HTTP that answers each request by a function.
struct scripted {
    using answers = std::function<std::string(const std::string& request)>;
    explicit scripted(answers f)
        : server([f = std::move(f)](raw_server::peer& p, int) {
              for (std::string r = p.request(); !r.empty(); r = p.request()) p.send(f(r));
          }) {}
    std::string host() const { return host_of(server); }
    raw_server server;
};

const std::string some = "some bytes of a layer";
const oci::digest some_digest = oci::digest_of(some);

}  // namespace

TEST_CASE("http registry: images go to docker-registry and come back") {
    if (no_peer()) return;
    const support::docker_registry peer;
    registry::http_registry_options o = quick();
    o.hosts = {peer.host()};
    registry::http_registry r(o);
    r.check();
    const auto image = laws::small_image("one"), other = laws::small_image("two");
    const auto ref = oci::reference::parse(peer.host() + "/shop/web:1");
    const std::string name = ref.name();
    failure(core::reason::not_found, [&] { r.resolve(name, "1"); });
    failure(core::reason::not_found, [&] { r.tags(name, "", 10); });
    failure(core::reason::not_found, [&] { r.read_blob(name, image.id()); });
    CHECK_FALSE(r.stat_blob(name, image.id()));
    failure(core::reason::invalid,
            [&] { r.put_manifest(name, image.manifest_bytes, image.manifest.media_type, {"1"}); });
    CHECK(r.repositories("", 10).empty());

    CHECK(registry::push(r, ref, image).blobs_copied == 3);
    CHECK(registry::push(r, ref, image).blobs_copied == 0);
    CHECK(registry::push(r, oci::reference::parse(peer.host() + "/shop/web:2"), other)
              .blobs_present == 1);
    const auto found = r.resolve(name, "1");
    CHECK(found.digest == image.manifest_digest());
    CHECK(found.size == image.manifest_bytes.size());
    CHECK(found.media_type == image.manifest.media_type);
    CHECK(r.get_manifest(name, "1").bytes == image.manifest_bytes);
    CHECK(r.get_manifest(name, found.digest.str()).bytes == image.manifest_bytes);
    CHECK(r.tags(name, "", 10) == std::vector<std::string>{"1", "2"});
    CHECK(r.tags(name, "1", 10) == std::vector<std::string>{"2"});
    CHECK(r.tags(name, "", 1) == std::vector<std::string>{"1"});
    CHECK(r.repositories("", 10) == std::vector<std::string>{name});
    CHECK(r.repositories(name, 10).empty());
    CHECK(r.referrers(name, found.digest, "").empty());

    // Blobs of another repository of the same host are not sent again.
    const auto elsewhere = oci::reference::parse(peer.host() + "/copy/of-it:1");
    const auto moved = registry::copy(r, ref, r, elsewhere);
    CHECK(moved.blobs_present == 3);
    CHECK(moved.blobs_copied == 0);
    registry::memory_registry here;
    CHECK(registry::copy(r, elsewhere, here, ref).blobs_copied == 3);
    CHECK(here.resolve(name, "1").digest == found.digest);

    failure(core::reason::method_not_allowed, [&] { r.delete_tag(name, "1"); });
    r.delete_manifest(name, found.digest);
    r.delete_manifest(name, found.digest);
    failure(core::reason::not_found, [&] { r.resolve(name, "1"); });
    r.delete_blob(name, image.id());
    r.delete_blob(name, image.id());
    CHECK_FALSE(r.stat_blob(name, image.id()));
}

TEST_CASE("http registry: a manifest of 3.9 MB, and many pushes at once") {
    if (no_peer()) return;
    const support::docker_registry peer;
    registry::http_registry r(quick());
    const std::string name = peer.host() + "/shop/web";
    oci::annotations_map many;
    for (int i = 0; i < 390; ++i)
        many["annotation." + std::to_string(i)] = std::string(10'000, 'x');
    const auto large = laws::small_image("large", many);
    registry::push(r, oci::reference::parse(name + ":large"), large);
    CHECK(r.get_manifest(name, "large").bytes == large.manifest_bytes);

    // Other images each, of layers that all have: docker-registry breaks manifests that come twice
    // at once.
    std::atomic<int> good{0};
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 4; ++i)
            all.emplace_back([&, i] {
                for (int n = i * 5; n < i * 5 + 5; ++n) {
                    registry::push(r, oci::reference::parse(name + ":" + std::to_string(n)),
                                   laws::small_image(std::to_string(n)));
                    ++good;
                }
            });
    }
    CHECK(good == 20);
    CHECK(r.tags(name, "", 100).size() == 21);
}

TEST_CASE("http registry: blobs in parts, and uploads in chunks") {
    if (no_peer()) return;
    const support::docker_registry peer;
    for (const std::size_t chunk :
         {std::size_t{1000}, std::size_t{150'000}, std::size_t{1} << 24}) {
        CAPTURE(chunk);
        registry::http_registry_options o = quick();
        o.chunk = chunk;
        registry::http_registry r(o);
        const std::string name = peer.host() + "/a/b";
        std::string bytes = std::to_string(chunk);
        while (bytes.size() < 300'000) bytes += std::to_string(bytes.size()) + ",";
        const auto d = oci::digest_of(bytes);
        laws::put_blob(r, name, bytes);
        CHECK(r.stat_blob(name, d) == bytes.size());
        const auto part = [&](std::uint64_t offset, std::optional<std::uint64_t> length) {
            return oci::read_all(r.read_blob(name, d, registry::byte_range{offset, length}),
                                 1 << 20);
        };
        CHECK(part(0, std::nullopt) == bytes);
        CHECK(part(0, 1) == bytes.substr(0, 1));
        CHECK(part(0, 0).empty());
        CHECK(part(1000, 0).empty());
        failure(core::reason::invalid, [&] { part(300'000'000, 0); });
        CHECK(part(299'000, std::nullopt) == bytes.substr(299'000));
        CHECK(part(1234, 100'000) == bytes.substr(1234, 100'000));

        const std::string id = r.begin_upload(name, oci::digest_algorithm::sha256);
        CHECK(r.write_upload(name, id, 0, bytes.substr(0, 2000)) == 2000);
        failure(core::reason::invalid, [&] { r.write_upload(name, id, 9, "x"); });
        CHECK(r.upload_status(name, id) == 2000);
        failure(core::reason::invalid,
                [&] { r.commit_upload(name, id, oci::digest_of(std::string_view("another"))); });
        failure(core::reason::not_found, [&] { r.upload_status(name, id); });
        CHECK_FALSE(r.stat_blob(name, oci::digest_of(std::string_view("another"))));
        const std::string stopped = r.begin_upload(name, oci::digest_algorithm::sha256);
        r.write_upload(name, stopped, 0, bytes.substr(0, 2000));
        r.cancel_upload(name, stopped);
        r.cancel_upload(name, stopped);
        failure(core::reason::not_found, [&] { r.write_upload(name, stopped, 2000, "x"); });
    }
    registry::http_registry r(quick());
    laws::put_blob(r, peer.host() + "/a/b", std::string());
    CHECK(oci::read_all(r.read_blob(peer.host() + "/a/b", oci::digest_of(std::string_view())), 10)
              .empty());
}

TEST_CASE("http registry: TLS and a password") {
    if (no_peer()) return;
    const net::certificate_authority ours("ours"), another("another");
    // htpasswd's line for this user with the password "s3cret:pass".
    const support::docker_registry peer(
        {.tls = ours.issue_server("registry", {"127.0.0.1"}),
         .users = "ann:$2b$04$VLUDJOyKMyeSiNE8Ynlex.T2jWBeq9WMLHzM6WWwFIYi1Pn1i7r/G\n"});
    const auto with = [&](const net::certificate_authority& ca, registry::credential_finder who) {
        registry::http_registry_options o = quick();
        o.tls.ca_pem = ca.certificate_pem();
        o.credentials = std::move(who);
        o.hosts = {peer.host()};
        return registry::http_registry(o);
    };
    const auto ann = [&](const char* password) {
        return [password, host = peer.host()](const std::string& at) {
            return at == host ? std::optional(registry::credentials{"ann", password, {}})
                              : std::nullopt;
        };
    };
    auto stranger = with(another, ann("s3cret:pass"));
    CHECK_THROWS_WITH(stranger.check(), Catch::Contains("cannot trust https://" + peer.host()));
    auto nobody = with(ours, {});
    CHECK_THAT(failure(core::reason::unauthorized, [&] { nobody.check(); }),
               Catch::Contains("no password is known for it"));
    auto wrong = with(ours, ann("s3cret"));
    CHECK_THAT(failure(core::reason::unauthorized, [&] { wrong.check(); }),
               Catch::Contains("it does not take the password that is known for it") &&
                   !Catch::Contains("s3cret"));
    auto right = with(ours, ann("s3cret:pass"));
    right.check();
    const auto ref = oci::reference::parse(peer.host() + "/shop/web:1");
    const auto image = laws::small_image("one");
    registry::push(right, ref, image);
    CHECK(right.get_manifest(ref.name(), "1").bytes == image.manifest_bytes);
}

TEST_CASE(
    "http registry: a token is fetched for what is wanted, and the password goes to the token server alone") {
    std::mutex mutex;
    std::vector<std::string> asked, tokens_seen, passwords_at_registry;
    std::atomic<int> issued{0};
    scripted tokens([&](const std::string& r) {
        std::lock_guard lock(mutex);
        asked.push_back(r.substr(0, r.find(" HTTP")) + " " + field(r, "Authorization") +
                        r.substr(r.find("\r\n\r\n") + 4));
        return ok(R"({"token":"t)" + std::to_string(++issued) + R"(","expires_in":300})");
    });
    scripted server([&](const std::string& r) {
        std::lock_guard lock(mutex);
        const std::string who = field(r, "Authorization");
        if (who.starts_with("Basic")) passwords_at_registry.push_back(who);
        if (!who.starts_with("Bearer t"))
            return answer(
                "401 Unauthorized",
                "WWW-Authenticate: Bearer realm=\"http://" + tokens.host() +
                    "/token\",service=\"a registry\",scope=\"repository:shop/web:pull\"\r\n");
        tokens_seen.push_back(who);
        return ok(r.starts_with("HEAD") ? "" : some);
    });
    registry::http_registry_options o = quick({server.host()});
    SECTION("with a password") {
        o.credentials = [](const std::string&) {
            return registry::credentials{"ann", "secret", {}};
        };
        registry::http_registry r(o);
        for (int i = 0; i < 2; ++i)
            CHECK(oci::read_all(r.read_blob(server.host() + "/shop/web", some_digest), 100) ==
                  some);
        CHECK(asked ==
              std::vector<std::string>{
                  "GET /token?service=a%20registry&scope=repository%3Ashop%2Fweb%3Apull Basic " +
                  core::encode_base64("ann:secret")});
    }
    SECTION("with an identity token") {
        o.credentials = [](const std::string&) { return registry::credentials{{}, {}, "id&en"}; };
        registry::http_registry r(o);
        for (int i = 0; i < 2; ++i)
            CHECK(oci::read_all(r.read_blob(server.host() + "/shop/web", some_digest), 100) ==
                  some);
        CHECK(
            asked ==
            std::vector<std::string>{
                "POST /token grant_type=refresh_token&service=a%20registry&client_id=slipway&scope=repository%3Ashop%2Fweb%3Apull&refresh_token=id%26en"});
    }
    SECTION("without") {
        registry::http_registry r(o);
        for (int i = 0; i < 2; ++i)
            CHECK(oci::read_all(r.read_blob(server.host() + "/shop/web", some_digest), 100) ==
                  some);
        CHECK(asked ==
              std::vector<std::string>{
                  "GET /token?service=a%20registry&scope=repository%3Ashop%2Fweb%3Apull "});
    }
    CHECK(tokens_seen == std::vector<std::string>{"Bearer t1", "Bearer t1"});
    CHECK(passwords_at_registry.empty());
}

TEST_CASE("http registry: a token that is taken no longer is fetched anew, once") {
    std::atomic<int> issued{0}, refused{0};
    std::atomic<bool> takes_any{true};
    scripted tokens([&](const std::string&) {
        return ok(R"({"access_token":"t)" + std::to_string(++issued) + "\"}");
    });
    scripted server([&](const std::string& r) {
        if (takes_any && field(r, "Authorization") == "Bearer t" + std::to_string(issued))
            return ok(some);
        ++refused;
        return answer("401 Unauthorized",
                      "WWW-Authenticate: Bearer realm=\"http://" + tokens.host() + "/token\"\r\n");
    });
    registry::http_registry r(quick({server.host()}));
    const auto read = [&] {
        return oci::read_all(r.read_blob(server.host() + "/a", some_digest), 100);
    };
    CHECK(read() == some);
    ++issued;
    CHECK(read() == some);
    CHECK(refused == 2);
    takes_any = false;
    failure(core::reason::unauthorized, [&] { read(); });
    CHECK(refused == 4);
}

TEST_CASE("http registry: a token server that gives none, or is none") {
    std::string given, status = "200 OK";
    scripted tokens([&](const std::string&) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(given.size()) +
               "\r\n\r\n" + given;
    });
    std::string realm = "http://" + tokens.host() + "/token";
    scripted server([&](const std::string&) {
        return answer("401 Unauthorized", "WWW-Authenticate: Bearer realm=\"" + realm + "\"\r\n");
    });
    registry::http_registry r(quick({server.host()}));
    const auto message = [&](core::reason why) {
        return failure(why, [&] { r.resolve(server.host() + "/a", "1"); });
    };
    for (const char* wrong : {"", "{}", "[]", "{\"token\":7}", "{\"token\":\"a\\r\\nX: y\"}"}) {
        given = wrong;
        CHECK_THAT(message(core::reason::service_unavailable),
                   Catch::Contains("answers with something else than a token"));
    }
    status = "403 Forbidden";
    CHECK_THAT(message(core::reason::forbidden), Catch::Contains("gives none"));
    realm = "nowhere";
    CHECK_THAT(message(core::reason::invalid),
               Catch::Contains("an address that is none: 'nowhere'"));
    realm = "http://registry.example.com/token";
    CHECK_THAT(message(core::reason::internal_error),
               Catch::Contains("for a token, which has no TLS"));
}

TEST_CASE("http registry: a blob that breaks off is read on, at whatever byte") {
    std::string bytes;
    while (bytes.size() < 2000) bytes += std::to_string(bytes.size()) + " ";
    const auto d = oci::digest_of(bytes);
    for (const bool knows_parts : {true, false}) {
        CAPTURE(knows_parts);
        std::atomic<std::size_t> cut{0};
        std::mutex mutex;
        std::vector<std::string> ranges;
        raw_server s([&](raw_server::peer& p, int) {
            for (std::string r = p.request(); !r.empty(); r = p.request()) {
                const std::string range = field(r, "Range");
                const std::size_t from =
                    range.empty() || !knows_parts ? 0 : std::stoul(range.substr(6));
                const std::size_t until = range.empty() ? cut.load() : bytes.size();
                {
                    std::lock_guard lock(mutex);
                    ranges.push_back(range);
                }
                const std::string head =
                    from == 0 ? "HTTP/1.1 200 OK\r\n"
                              : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " +
                                    std::to_string(from) + "-1999/2000\r\n";
                p.send(head + "Content-Length: " + std::to_string(bytes.size() - from) +
                       "\r\n\r\n" + bytes.substr(from, until - from));
                if (until < bytes.size()) return;
            }
        });
        const std::string name = host_of(s) + "/a";
        registry::http_registry_options o = quick({host_of(s)});
        registry::http_registry r(o);
        for (const std::size_t at :
             {std::size_t{1}, std::size_t{2}, std::size_t{1000}, bytes.size() - 1}) {
            CAPTURE(at);
            cut = at;
            ranges.clear();
            CHECK(oci::read_all(oci::verified(r.read_blob(name, d), d, bytes.size()), 1 << 20) ==
                  bytes);
            CHECK(ranges == std::vector<std::string>{"", "bytes=" + std::to_string(at) + "-"});
        }
    }
}

TEST_CASE("http registry: a blob that never goes on is given up") {
    std::atomic<int> asked{0};
    raw_server s([&](raw_server::peer& p, int) {
        while (!p.request().empty()) {
            ++asked;
            p.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            return;
        }
    });
    registry::http_registry_options o = quick({host_of(s)});
    o.attempts = 3;
    registry::http_registry r(o);
    failure(core::reason::service_unavailable,
            [&] { oci::read_all(r.read_blob(host_of(s) + "/a", some_digest), 1000); });
    CHECK(asked >= 3);
    CHECK(asked <= 9);
}

TEST_CASE("http registry: who asks for patience gets it") {
    std::atomic<int> asked{0};
    scripted server([&](const std::string&) {
        return ++asked % 3
                   ? answer(asked % 3 == 1 ? "429 Too Many Requests" : "503 Service Unavailable",
                            "Retry-After: 0\r\n")
                   : ok(some);
    });
    scripted never([&](const std::string&) {
        return answer("429 Too Many Requests", "Retry-After: 3600\r\n");
    });
    registry::http_registry r(quick({server.host(), never.host()}));
    CHECK(oci::read_all(r.read_blob(server.host() + "/a", some_digest), 100) == some);
    CHECK(oci::read_all(r.read_blob(server.host() + "/a", some_digest), 100) == some);
    CHECK(asked == 6);
    CHECK_THAT(
        failure(core::reason::too_many_requests, [&] { r.resolve(never.host() + "/a", "1"); }),
        Catch::Contains("it answers with status 429"));
}

TEST_CASE(
    "http registry: blobs that are elsewhere are fetched there, and nobody is told there who asks") {
    std::mutex mutex;
    std::vector<std::string> seen;
    scripted store([&](const std::string& r) {
        std::lock_guard lock(mutex);
        seen.push_back(r.substr(0, r.find(" HTTP")) + " " + field(r, "Authorization"));
        return ok(r.starts_with("HEAD") ? "" : some, r.starts_with("HEAD") ? "" : "X-It: is\r\n");
    });
    std::string to = "http://" + store.host() + "/kept/blob?signature=x";
    scripted server([&](const std::string& r) {
        if (field(r, "Authorization").empty())
            return answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n");
        return answer("307 Temporary Redirect", "Location: " + to + "\r\n");
    });
    registry::http_registry_options o = quick({server.host()});
    o.credentials = [](const std::string&) { return registry::credentials{"ann", "secret", {}}; };
    registry::http_registry r(o);
    CHECK(oci::read_all(r.read_blob(server.host() + "/a", some_digest), 100) == some);
    CHECK(seen == std::vector<std::string>{"GET /kept/blob?signature=x "});
    std::string itself;
    scripted loop(
        [&](const std::string&) { return answer("302 Found", "Location: " + itself + "\r\n"); });
    to = itself = "http://" + loop.host() + "/again";
    CHECK_THAT(failure(core::reason::internal_error,
                       [&] { r.read_blob(server.host() + "/a", some_digest); }),
               Catch::Contains("redirects again and again"));
    to = "http://registry.example.com/x";
    CHECK_THAT(failure(core::reason::internal_error,
                       [&] { r.read_blob(server.host() + "/a", some_digest); }),
               Catch::Contains("without TLS"));
    to = "gopher";
    CHECK_THAT(
        failure(core::reason::invalid, [&] { r.read_blob(server.host() + "/a", some_digest); }),
        Catch::Contains("an address that is none"));
}

TEST_CASE("http registry: a registry that lies") {
    const auto image = laws::small_image("x");
    std::string body, fields;
    scripted server([&](const std::string& r) {
        return r.starts_with("POST") ? answer("202 Accepted", fields) : ok(body, fields);
    });
    registry::http_registry r(quick({server.host()}));
    const std::string name = server.host() + "/a";
    body = image.manifest_bytes;
    fields = "Content-Type: application/vnd.oci.image.manifest.v1+json; charset=utf-8\r\n";
    CHECK(r.get_manifest(name, "1").descriptor.media_type == oci::media_type::image_manifest);
    CHECK_THAT(failure(core::reason::invalid, [&] { r.get_manifest(name, some_digest.str()); }),
               Catch::Contains("has other content than " + some_digest.str()));
    fields += "Docker-Content-Digest: " + some_digest.str() + "\r\n";
    failure(core::reason::invalid, [&] { r.get_manifest(name, "1"); });
    for (const char* wrong : {"not JSON", "[]", "{}", "7"}) {
        body = wrong;
        CHECK_THAT(failure(core::reason::invalid, [&] { r.tags(name, "", 10); }),
                   Catch::Contains("something else than a list of tags"));
    }
    body = R"({"tags":[1,null,"b","a","b"]})";
    CHECK(r.tags(name, "", 10) == std::vector<std::string>{"a", "b"});
    body = R"({"tags":null})";
    CHECK(r.tags(name, "", 10).empty());
    fields = "Location: http://127.0.0.1:1/x\r\n";
    CHECK_THAT(failure(core::reason::internal_error,
                       [&] { r.begin_upload(name, oci::digest_algorithm::sha256); }),
               Catch::Contains("wants an upload to go to http://127.0.0.1:1"));
    fields = "";
    failure(core::reason::invalid, [&] { r.begin_upload(name, oci::digest_algorithm::sha256); });
}

TEST_CASE("http registry: an error of the registry is said in its words") {
    scripted server([&](const std::string&) {
        const std::string body =
            R"({"errors":[{"code":"DENIED","message":"requested access\u0007 is denied"}]})";
        return "HTTP/1.1 403 Forbidden\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
    });
    registry::http_registry r(quick({server.host()}));
    CHECK(failure(core::reason::forbidden, [&] { r.get_manifest(server.host() + "/a", "1"); }) ==
          server.host() +
              ": cannot read the manifest 1 of a: requested access  is denied (DENIED)");
}

TEST_CASE("http registry: an upload goes on where the connection ended") {
    // Large chunks are hashed beside the sending, small ones before it.
    const std::size_t scale = GENERATE(std::size_t{1}, std::size_t{1000});
    std::mutex mutex;
    std::string kept;
    std::atomic<int> cuts{2};
    raw_server s([&](raw_server::peer& p, int) {
        for (std::string r = p.request(); !r.empty(); r = p.request()) {
            std::lock_guard lock(mutex);
            const std::string body = r.substr(r.find("\r\n\r\n") + 4);
            const std::string at = "Location: /up\r\nRange: 0-" +
                                   std::to_string(kept.empty() ? 0 : kept.size() - 1) + "\r\n";
            if (r.starts_with("PATCH") && cuts-- > 0) {
                kept += body.substr(0, body.size() / 3);
                return;
            }
            if (r.starts_with("PATCH") || r.starts_with("PUT")) kept += body;
            p.send(r.starts_with("POST")    ? answer("202 Accepted", "Location: /up\r\n")
                   : r.starts_with("PATCH") ? answer("202 Accepted", at)
                   : r.starts_with("PUT")   ? answer("201 Created")
                                            : answer("204 No Content", at));
        }
    });
    registry::http_registry_options o = quick({host_of(s)});
    o.chunk = 100 * scale;
    registry::http_registry r(o);
    const std::string name = host_of(s) + "/a",
                      bytes = std::string(250 * scale, 'a') + std::string(250 * scale, 'b');
    const std::string id = r.begin_upload(name, oci::digest_algorithm::sha256);
    for (std::size_t at = 0; at < bytes.size(); at += 60 * scale)
        r.write_upload(name, id, at, bytes.substr(at, 60 * scale));
    r.commit_upload(name, id, oci::digest_of(bytes));
    CHECK((kept == bytes));
}

TEST_CASE(
    "http registry: content with another digest is given up, and not left to the server to find") {
    std::atomic<int> puts = 0, gone = 0;
    scripted s([&](const std::string& r) {
        puts += r.starts_with("PUT");
        gone += r.starts_with("DELETE");
        return r.starts_with("DELETE")
                   ? answer("204 No Content")
                   : answer(r.starts_with("HEAD") ? "200 OK" : "202 Accepted", "Location: /up\r\n");
    });
    registry::http_registry r(quick({s.host()}));
    const std::string name = s.host() + "/a", other = "other bytes of a layer";
    const std::string id = r.begin_upload(name, oci::digest_algorithm::sha256);
    r.write_upload(name, id, 0, other);
    const std::string said =
        failure(core::reason::invalid, [&] { r.commit_upload(name, id, some_digest); });
    CHECK(said == "the content is not " + some_digest.str() + ": its digest is " +
                      oci::digest_of(other).str() + "; nothing was stored");
    const oci::descriptor d{.media_type = "x", .digest = some_digest, .size = some.size()};
    failure(core::reason::invalid, [&] { registry::push_blob(r, name, d, oci::read_from(other)); });
    CHECK(gone == 2);
    CHECK(puts == 0);
}

TEST_CASE("http registry: another thread stops what waits") {
    std::stop_source stop;
    raw_server s([&](raw_server::peer& p, int) {
        p.request();
        stop.request_stop();
        p.wait();
    });
    registry::http_registry_options o = quick({host_of(s)});
    o.stop = stop.get_token();
    registry::http_registry r(o);
    CHECK_THROWS_WITH(r.resolve(host_of(s) + "/a", "1"), Catch::Contains("was stopped"));
}

TEST_CASE("http registry: a stream that is not read to its end ends") {
    raw_server s([](raw_server::peer& p, int) {
        p.request();
        p.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        while (p.send(std::string(100'000, 'x'))) {
        }
    });
    registry::http_registry_options o = quick({host_of(s)});
    registry::http_registry r(o);
    auto source = r.read_blob(host_of(s) + "/a", some_digest);
    char first[10];
    CHECK(source(first) == 10);
    source = {};
    CHECK(support::eventually([&] { return s.open() == 0; }));
}

TEST_CASE("challenges are read as they come") {
    using registry::detail::parse_challenges;
    const auto one =
        parse_challenges(R"(Bearer realm="https://a/token",service="x, \"y\"",Scope=pull)");
    REQUIRE(one.size() == 1);
    CHECK(one[0].scheme == "bearer");
    CHECK(one[0].parameters.at("realm") == "https://a/token");
    CHECK(one[0].parameters.at("service") == "x, \"y\"");
    CHECK(one[0].parameters.at("scope") == "pull");
    const auto two = parse_challenges(R"(Negotiate, Basic realm="r" , Bearer realm=z)");
    REQUIRE(two.size() == 3);
    CHECK(two[1].scheme == "basic");
    CHECK(two[2].parameters.at("realm") == "z");
    for (const char* wrong : {"", ",", "=", "Basic realm=\"open", "\"\"", "Basic =", "realm=x"})
        CHECK(parse_challenges(wrong).size() <= 1);
}

}  // namespace http_test
