// SPDX-FileCopyrightText: 2026 The Slipway developers SPDX-License-Identifier: MIT The checks of
// the distribution specification's conformance suite, as requests to a server over each backend.
#include <slipway/registry/server.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/memory.hpp>

#include <support/raw_client.hpp>
#include <support/scratch_directory.hpp>

namespace conformance_test {

using namespace slipway;
using oci::digest_algorithm;
using registry::any_registry;

namespace {

namespace media = oci::media_type;

/// A server, and a client that says what it is told.
struct wire {
    explicit wire(any_registry storage)
        : server(io, std::move(storage)),
          client(net::base_url::parse(server.url()).at, no_redirects()) {}

    static net::http_client_options no_redirects() {
        net::http_client_options o;
        o.redirects = 0;
        return o;
    }
    net::response ask(const std::string& method, const std::string& target,
                      net::headers fields = {}, std::string body = {}) {
        INFO(method << " " << target);
        net::call_limits limits;
        limits.body = 64 << 20;
        net::response got =
            client.send({method, target, std::move(fields), std::move(body)}, limits);
        if (got.status >= 400 && method != "HEAD") {
            const json::value errors = json::read(got.body).at("errors");
            CHECK_FALSE(errors.at(0).at("code").get<std::string>().empty());
            CHECK_FALSE(errors.at(0).at("message").get<std::string>().empty());
        }
        return got;
    }
    std::string begin(const std::string& query = "") {
        const auto got = ask("POST", "/v2/r/blobs/uploads/" + query);
        CHECK(got.status == 202);
        return location(got);
    }
    static std::string location(const net::response& got) {
        std::string made(got.headers["Location"]);
        REQUIRE(made.starts_with("/v2/"));
        return made;
    }
    net::response finish(const std::string& at, const oci::digest& d, const std::string& rest = {},
                         net::headers fields = {}) {
        fields.add("Content-Type", "application/octet-stream");
        return ask("PUT", at + "?digest=" + d.str(), std::move(fields), rest);
    }
    net::response chunk(const std::string& at, const std::string& range, const std::string& bytes) {
        return ask("PATCH", at,
                   {{"Content-Type", "application/octet-stream"}, {"Content-Range", range}}, bytes);
    }
    /// 201, and what its Location gives is what was sent.
    void stored(const net::response& got, const oci::digest& d, const std::string& bytes) {
        CHECK(got.status == 201);
        CHECK(got.headers["Docker-Content-Digest"] == d.str());
        const auto back = ask("GET", location(got));
        CHECK(back.status == 200);
        CHECK(back.headers["Docker-Content-Digest"] == d.str());
        CHECK(back.body == bytes);
    }
    void absent(const std::string& path) {
        for (const char* method : {"GET", "HEAD"}) CHECK(ask(method, path).status == 404);
    }

    net::io_threads io;
    registry::server server;
    net::http_client client;
};

/// The check for each backend.
void on_every_backend(const std::function<void(wire&)>& check) {
    {
        INFO("in memory");
        wire w(any_registry(std::make_shared<registry::memory_registry>()));
        check(w);
    }
    INFO("on disk");
    const ::scratch_directory scratch;
    wire w(any_registry(std::make_shared<registry::layout_registry>(scratch / "layout")));
    check(w);
}

struct document {
    std::string bytes{};
    std::string type{};
    std::string tag{};
    std::optional<oci::digest> subject{};
    digest_algorithm algorithm = digest_algorithm::sha256;

    oci::digest digest() const { return oci::digest_of(bytes, algorithm); }
    oci::descriptor descriptor() const { return oci::describe(bytes, type, algorithm); }
};
struct data_set {
    std::string name{};
    std::vector<std::string> blobs{};
    std::vector<document> manifests{};  ///< in the order in which they can be pushed
    digest_algorithm algorithm = digest_algorithm::sha256;
};

oci::manifest image_of(const data_set& s, std::string_view layer_type = media::layer_tar_gzip) {
    oci::manifest m;
    m.config = oci::describe(s.blobs.at(0), media::image_config, s.algorithm);
    for (std::size_t i = 1; i < s.blobs.size(); ++i)
        m.layers.push_back(oci::describe(s.blobs[i], layer_type, s.algorithm));
    return m;
}
document document_of(const oci::manifest& m, const std::string& tag = {},
                     digest_algorithm a = digest_algorithm::sha256) {
    return {oci::write(m), m.media_type, tag,
            m.subject ? std::optional(m.subject->digest) : std::nullopt, a};
}
document document_of(const oci::index& i, const std::string& tag = {}) {
    return {oci::write(i), i.media_type, tag,
            i.subject ? std::optional(i.subject->digest) : std::nullopt};
}

data_set image(const std::string& name, digest_algorithm a = digest_algorithm::sha256) {
    data_set s{name,
               {"{\"name\":\"" + name + "\"}", name + std::string(2000, 'l'), name + "second"},
               {},
               a};
    s.manifests = {document_of(image_of(s), "image", a)};
    return s;
}
data_set with(data_set s, const std::function<void(oci::manifest&)>& change) {
    oci::manifest m = image_of(s);
    change(m);
    s.manifests = {document_of(m, "changed")};
    return s;
}
data_set artifact(const std::string& name, const std::function<void(oci::manifest&)>& change) {
    data_set s{name, {"{}"}, {}};
    oci::manifest m;
    m.artifact_type = "application/vnd.example." + name;
    m.config = oci::describe("{}", media::empty);
    m.layers = {m.config};
    change(m);
    s.manifests = {document_of(m, "artifact")};
    return s;
}
data_set index_over(
    data_set s, const std::string& name,
    const std::function<void(oci::index&)>& change = [](oci::index&) {}) {
    oci::index i;
    for (const document& m : s.manifests) i.manifests.push_back(m.descriptor());
    change(i);
    s.name = name;
    s.manifests.push_back(document_of(i, "index-" + std::to_string(s.manifests.size())));
    return s;
}
data_set custom_fields() {
    data_set s = image("custom fields");
    json::value v = json::read(s.manifests[0].bytes);
    v["com.example.own"] = {{"a", 1}};
    v["layers"][0]["com.example.more"] = "x";
    s.manifests[0].bytes = v.dump(3);
    return s;
}
data_set two_images() {
    data_set s = image("one"), other = image("other");
    s.blobs.insert(s.blobs.end(), other.blobs.begin(), other.blobs.end());
    s.manifests[0].tag.clear();
    s.manifests.push_back(other.manifests[0]);
    s.manifests.back().tag.clear();
    return s;
}

std::vector<data_set> data_sets() {
    const document subject = image("a subject").manifests[0];
    const auto refers = [&](auto& m) {
        m.subject = subject.descriptor();
        m.annotations = {{"org.example.why", "because"}};
    };
    std::vector<data_set> all{image("image"), image("image of sha512", digest_algorithm::sha512),
                              custom_fields()};
    all.push_back(with(image("uncompressed"),
                       [](oci::manifest& m) { m.layers[0].media_type = media::layer_tar; }));
    all.push_back(with(image("large"), [](oci::manifest& m) {
        for (int i = 0; i < 390; ++i)
            m.annotations["annotation." + std::to_string(i)] = std::string(10'000, 'x');
    }));
    all.push_back(with(image("no layers"), [](oci::manifest& m) { m.layers.clear(); }));
    all.push_back(with(image("non-distributable"), [](oci::manifest& m) {
        m.layers.push_back(oci::describe(
            "absent", "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"));
    }));
    all.push_back(artifact("plain", [](oci::manifest&) {}));
    all.push_back(artifact("without.layers", [](oci::manifest& m) { m.layers.clear(); }));
    all.push_back(artifact("with.subject", refers));
    data_set with_data = artifact("with.data", [](oci::manifest&) {});
    json::value v = json::read(with_data.manifests[0].bytes);
    v["config"]["data"] = "e30=";
    with_data.manifests[0].bytes = v.dump();
    all.push_back(with_data);
    all.push_back(index_over(two_images(), "index of two"));
    all.push_back(index_over(index_over(two_images(), ""), "nested index"));
    all.push_back(index_over({}, "empty index"));
    all.push_back(index_over(two_images(), "artifact index", [](oci::index& i) {
        i.artifact_type = "application/vnd.example.list";
    }));
    all.push_back(index_over(two_images(), "index with subject", refers));
    return all;
}

void push_blobs(wire& w, const data_set& s) {
    for (const std::string& bytes : s.blobs) {
        const auto d = oci::digest_of(bytes, s.algorithm);
        w.stored(w.finish(w.begin(), d, bytes), d, bytes);
    }
}
void read_manifest(wire& w, const document& m, const std::string& name) {
    for (const char* method : {"GET", "HEAD"}) {
        const auto got = w.ask(method, "/v2/r/manifests/" + name,
                               {{"Accept", std::string(media::image_index)},
                                {"Accept", std::string(media::image_manifest)}});
        CHECK(got.status == 200);
        CHECK(got.headers["Content-Type"] == m.type);
        CHECK(got.headers["Content-Length"] == std::to_string(m.bytes.size()));
        CHECK(got.headers["Docker-Content-Digest"] == m.digest().str());
        CHECK((got.body == (std::string(method) == "GET" ? m.bytes : "")));
    }
}
void push_manifest(wire& w, const document& m) {
    const auto put =
        w.ask("PUT", "/v2/r/manifests/" + m.digest().str(), {{"Content-Type", m.type}}, m.bytes);
    CHECK(put.status == 201);
    CHECK(put.headers["Docker-Content-Digest"] == m.digest().str());
    CHECK(put.headers["OCI-Subject"] == (m.subject ? m.subject->str() : ""));
    CHECK(w.ask("GET", wire::location(put)).body == m.bytes);
    read_manifest(w, m, m.digest().str());
    if (m.tag.empty() || m.algorithm != digest_algorithm::sha256) return;
    CHECK(w.ask("PUT", "/v2/r/manifests/" + m.tag, {{"Content-Type", m.type}}, m.bytes).status ==
          201);
    read_manifest(w, m, m.tag);
    const auto tags = json::read(w.ask("GET", "/v2/r/tags/list").body).at("tags");
    CHECK(std::find(tags.begin(), tags.end(), m.tag) != tags.end());
}
void check_referrer(wire& w, const document& m) {
    if (!m.subject) return;
    const auto got = w.ask("GET", "/v2/r/referrers/" + m.subject->str());
    CHECK(got.status == 200);
    CHECK(got.headers["Content-Type"] == media::image_index);
    const auto parsed = std::get<oci::index>(oci::parse_manifest(got.body, media::image_index));
    REQUIRE(parsed.manifests.size() == 1);
    CHECK(parsed.manifests[0].digest == m.digest());
    CHECK(parsed.manifests[0].size == m.bytes.size());
    CHECK(parsed.manifests[0].annotations.at("org.example.why") == "because");
}
void remove_all(wire& w, const data_set& s) {
    for (auto m = s.manifests.rbegin(); m != s.manifests.rend(); ++m) {
        if (!m->tag.empty() && m->algorithm == digest_algorithm::sha256) {
            CHECK(w.ask("DELETE", "/v2/r/manifests/" + m->tag).status == 202);
            w.absent("/v2/r/manifests/" + m->tag);
            CHECK(w.ask("HEAD", "/v2/r/manifests/" + m->digest().str()).status == 200);
        }
        CHECK(w.ask("DELETE", "/v2/r/manifests/" + m->digest().str()).status == 202);
        w.absent("/v2/r/manifests/" + m->digest().str());
        CHECK(w.ask("DELETE", "/v2/r/manifests/" + m->digest().str()).status == 404);
    }
    for (const std::string& bytes : s.blobs) {
        const std::string path = "/v2/r/blobs/" + oci::digest_of(bytes, s.algorithm).str();
        CHECK(w.ask("DELETE", path).status == 202);
        w.absent(path);
        CHECK(w.ask("DELETE", path).status == 404);
    }
}

const std::string some = "some bytes of a blob",
                  two_kilobytes = std::string(1000, 'a') + std::string(1048, 'b');
const oci::digest some_digest = oci::digest_of(some), nothing = oci::digest_of("never pushed");

}  // namespace

TEST_CASE("conformance: all kinds of content are pushed, found, pulled and deleted") {
    on_every_backend([](wire& w) {
        for (const data_set& s : data_sets()) {
            INFO(s.name);
            push_blobs(w, s);
            for (const document& m : s.manifests) push_manifest(w, m);
            for (const document& m : s.manifests) check_referrer(w, m);
            remove_all(w, s);
        }
    });
}

TEST_CASE("conformance: what is not there") {
    on_every_backend([](wire& w) {
        CHECK(w.ask("GET", "/v2/").status == 200);
        CHECK(w.ask("GET", "/v2/r/tags/list").status == 404);
        const auto referrers = w.ask("GET", "/v2/r/referrers/" + nothing.str());
        CHECK(referrers.status == 200);
        CHECK(referrers.headers["Content-Type"] == media::image_index);
        CHECK(json::read(referrers.body).at("schemaVersion") == 2);
        CHECK(json::read(referrers.body).at("mediaType") == media::image_index);
        CHECK(json::read(referrers.body).at("manifests").empty());
        w.absent("/v2/r/blobs/" + nothing.str());
        w.absent("/v2/r/manifests/" + nothing.str());
        w.absent("/v2/r/manifests/latest");
        w.absent("/v2/r/blobs/uploads/none");
    });
}

TEST_CASE("conformance: blobs come by every way") {
    on_every_backend([](wire& w) {
        for (const auto a : {digest_algorithm::sha256, digest_algorithm::sha512})
            for (const std::string& bytes :
                 {some, std::string(), std::string("{}"), std::string(3'000'000, 'x')}) {
                const auto d = oci::digest_of(bytes, a);
                const std::string path = "/v2/r/blobs/" + d.str();
                const auto again = [&] {
                    CHECK(w.ask("DELETE", path).status == 202);
                    w.absent(path);
                };
                w.stored(w.finish(w.begin(), d, bytes), d, bytes);
                const auto head = w.ask("HEAD", path);
                CHECK((head.status == 200 &&
                       head.headers["Content-Length"] == std::to_string(bytes.size()) &&
                       head.body.empty()));
                again();
                w.stored(
                    w.finish(w.begin("?digest-algorithm=" + std::string(to_string(a))), d, bytes),
                    d, bytes);
                again();
                w.stored(w.ask("POST", "/v2/r/blobs/uploads/?digest=" + d.str(),
                               {{"Content-Type", "application/octet-stream"}}, bytes),
                         d, bytes);
                again();
                const std::string at = w.begin();
                const auto patched =
                    w.ask("PATCH", at, {{"Content-Type", "application/octet-stream"}}, bytes);
                CHECK(patched.status == 202);
                w.stored(w.finish(wire::location(patched), d), d, bytes);
                again();
            }
    });
}

TEST_CASE("conformance: chunks, in their order and out of it") {
    on_every_backend([](wire& w) {
        const auto d = oci::digest_of(two_kilobytes);
        std::string at = w.begin();
        const auto first = w.chunk(at, "0-1023", two_kilobytes.substr(0, 1024));
        CHECK(first.status == 202);
        CHECK(first.headers["Range"] == "0-1023");
        at = wire::location(first);
        for (const char* skipped : {"1500-2047", "0-547"}) {
            const auto refused = w.chunk(at, skipped, std::string(548, 'x'));
            CHECK(refused.status == 416);
            const auto status = w.ask("GET", at);
            CHECK(status.status == 204);
            CHECK(status.headers["Range"] == "0-1023");
            at = wire::location(status);
        }
        CHECK(w.finish(at, d, "x", {{"Content-Range", "1500-1500"}}).status == 416);
        CHECK(w.chunk(at, "1024-1029", "too short").status == 400);
        CHECK(w.chunk(at, "nonsense", "x").status == 400);
        const auto second = w.chunk(at, "1024-2047", two_kilobytes.substr(1024));
        CHECK(second.status == 202);
        w.stored(w.finish(wire::location(second), d), d, two_kilobytes);

        // The last one within the PUT.
        at = w.begin();
        CHECK(w.chunk(at, "0-1023", two_kilobytes.substr(0, 1024)).status == 202);
        w.stored(w.finish(at, d, two_kilobytes.substr(1024), {{"Content-Range", "1024-2047"}}), d,
                 two_kilobytes);
        CHECK(w.ask("GET", at).status == 404);
    });
}

TEST_CASE("conformance: a stream of unknown length") {
    on_every_backend([](wire& w) {
        const std::string at = w.begin();
        support::raw_client c(w.server.port());
        c.send(
            "PATCH " + at +
            " HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsome \r\nf\r\nbytes of a blob\r\n0\r\n\r\n");
        const std::string got = c.read("\r\n\r\n");
        CHECK(got.starts_with("HTTP/1.1 202 "));
        CHECK(got.find("Range: 0-19\r\n") != got.npos);
        w.stored(w.finish(at, some_digest), some_digest, some);
    });
}

TEST_CASE("conformance: mounts and cancelled uploads") {
    on_every_backend([](wire& w) {
        w.stored(w.finish(w.begin(), some_digest, some), some_digest, some);
        const std::string mount = "/v2/other/blobs/uploads/?mount=" + some_digest.str();
        w.stored(w.ask("POST", mount + "&from=r"), some_digest, some);
        w.stored(w.ask("POST", mount), some_digest, some);
        const auto missing =
            w.ask("POST", "/v2/other/blobs/uploads/?mount=" + nothing.str() + "&from=r");
        CHECK(missing.status == 202);
        const std::string at = wire::location(missing);
        CHECK(w.chunk(at, "0-3", "some").status == 202);
        CHECK(w.ask("DELETE", at).status == 204);
        CHECK(w.ask("GET", at).status == 404);
        CHECK(w.ask("DELETE", at).status == 404);
        CHECK(w.chunk(at, "4-7", "some").status == 404);
    });
}

TEST_CASE("conformance: what is not what its digest says is refused, and nothing is stored") {
    on_every_backend([](wire& w) {
        const std::string bad = some + "oh no", claimed = "/v2/r/blobs/" + some_digest.str(),
                          actual = "/v2/r/blobs/" + oci::digest_of(bad).str();
        const auto refused = [&](const net::response& got) {
            CHECK(got.status == 400);
            CHECK(json::read(got.body).at("errors").at(0).at("code") == "DIGEST_INVALID");
            w.absent(claimed);
            w.absent(actual);
        };
        refused(w.finish(w.begin(), some_digest, bad));
        refused(w.ask("POST", "/v2/r/blobs/uploads/?digest=" + some_digest.str(), {}, bad));
        std::string at = w.begin();
        CHECK(w.chunk(at, "0-3", bad.substr(0, 4)).status == 202);
        refused(w.finish(at, some_digest, bad.substr(4)));
        at = w.begin();
        CHECK(w.ask("PATCH", at, {}, bad).status == 202);
        refused(w.finish(at, some_digest));
        refused(w.ask("PUT", w.begin() + "?digest=sha256:baddigeststring", {}, some));
        refused(w.ask("PUT", w.begin(), {}, some));
        refused(w.ask("POST", "/v2/r/blobs/uploads/?digest=md5:12", {}, some));
        CHECK(w.ask("POST", "/v2/r/blobs/uploads/?digest-algorithm=md5").status == 400);

        data_set s = image("image");
        push_blobs(w, s);
        const document m = s.manifests[0];
        for (const std::string& name : {nothing.str(), std::string("sha256:baddigeststring")}) {
            CHECK(w.ask("PUT", "/v2/r/manifests/" + name, {{"Content-Type", m.type}}, m.bytes)
                      .status == 400);
            CHECK(w.ask("GET", "/v2/r/manifests/" + name).status >= 400);
        }
        w.absent("/v2/r/manifests/" + m.digest().str());
    });
}

TEST_CASE("conformance: ranges of a blob") {
    on_every_backend([](wire& w) {
        const auto d = oci::digest_of(two_kilobytes);
        w.stored(w.finish(w.begin(), d, two_kilobytes), d, two_kilobytes);
        const auto part = [&](const std::string& range) {
            return w.ask("GET", "/v2/r/blobs/" + d.str(), {{"Range", "bytes=" + range}});
        };
        const auto is = [&](const std::string& range, std::size_t from, std::size_t until) {
            const auto got = part(range);
            CHECK(got.status == 206);
            CHECK(got.headers["Content-Range"] ==
                  "bytes " + std::to_string(from) + "-" + std::to_string(until) + "/2048");
            CHECK(got.headers["Content-Length"] == std::to_string(until - from + 1));
            CHECK(got.body == two_kilobytes.substr(from, until - from + 1));
        };
        is("500-1499", 500, 1499);
        is("500-", 500, 2047);
        is("-500", 1548, 2047);
        is("2000-5000", 2000, 2047);
        is("0-0", 0, 0);
        is("-5000", 0, 2047);
        for (const char* none : {"500-0", "5000-10000", "2048-", "-0"}) {
            CAPTURE(none);
            CHECK(part(none).status == 416);
            CHECK(part(none).headers["Content-Range"] == "bytes */2048");
        }
        for (const char* odd : {"0-1,5-6", "x-y", "--5", ""}) {
            CAPTURE(odd);
            CHECK(part(odd).status == 200);
        }
    });
}

TEST_CASE("conformance: several tags at once, lists in pages, referrers by type") {
    on_every_backend([](wire& w) {
        const data_set s = image("image");
        push_blobs(w, s);
        const document& m = s.manifests[0];
        const auto put = w.ask("PUT", "/v2/r/manifests/" + m.digest().str() + "?tag=c&tag=a&tag=b",
                               {{"Content-Type", m.type}}, m.bytes);
        CHECK(put.status == 201);
        std::vector<std::string> said;
        for (const auto& [name, value] : put.headers)
            if (net::headers::same(name, "OCI-Tag")) said.push_back(value);
        CHECK(said == std::vector<std::string>{"c", "a", "b"});
        for (const char* tag : {"a", "b", "c"}) read_manifest(w, m, tag);
        CHECK(w.ask("PUT", "/v2/r/manifests/" + m.digest().str() + "?tag=not%20ok",
                    {{"Content-Type", m.type}}, m.bytes)
                  .status == 400);

        const auto list = [&](const std::string& query) {
            return w.ask("GET", "/v2/r/tags/list" + query);
        };
        const auto tags = [&](const net::response& got) {
            return json::read(got.body).at("tags").get<std::vector<std::string>>();
        };
        CHECK(json::read(list("").body).at("name") == "r");
        CHECK(tags(list("")) == std::vector<std::string>{"a", "b", "c"});
        CHECK(tags(list("?last=a")) == std::vector<std::string>{"b", "c"});
        CHECK(tags(list("?n=0")).empty());
        CHECK(list("?n=x").status == 400);
        const auto page = list("?n=2");
        CHECK(tags(page) == std::vector<std::string>{"a", "b"});
        CHECK(page.headers["Link"] == "</v2/r/tags/list?n=2&last=b>; rel=\"next\"");
        const auto rest = list("?n=2&last=b");
        CHECK(tags(rest) == std::vector<std::string>{"c"});
        CHECK(rest.headers["Link"].empty());
        const auto catalog = json::read(w.ask("GET", "/v2/_catalog").body).at("repositories");
        CHECK(catalog.get<std::vector<std::string>>() == std::vector<std::string>{"r"});

        CHECK(w.ask("DELETE", "/v2/r/manifests/a").status == 202);
        CHECK(tags(list("")) == std::vector<std::string>{"b", "c"});  // the others stay

        const auto about = [&](oci::manifest& a) { a.subject = m.descriptor(); };
        std::vector<std::string> types;
        for (const data_set& each :
             {artifact("one", about), artifact("two", about), with(image("image"), about)}) {
            push_blobs(w, each);
            CHECK(w.ask("PUT", "/v2/r/manifests/" + each.manifests[0].digest().str(),
                        {{"Content-Type", each.manifests[0].type}}, each.manifests[0].bytes)
                      .status == 201);
        }
        const auto referrers = [&](const std::string& query) {
            return w.ask("GET", "/v2/r/referrers/" + m.digest().str() + query);
        };
        const auto listed = [](const net::response& got) {
            return std::get<oci::index>(oci::parse_manifest(got.body)).manifests;
        };
        CHECK(listed(referrers("")).size() == 3);
        CHECK(referrers("").headers["OCI-Filters-Applied"].empty());
        const auto filtered = referrers("?artifactType=application/vnd.example.two");
        CHECK(filtered.headers["OCI-Filters-Applied"] == "artifactType");
        REQUIRE(listed(filtered).size() == 1);
        CHECK(listed(filtered)[0].artifact_type == "application/vnd.example.two");
        CHECK(listed(referrers("?artifactType=" + std::string(media::image_config))).size() ==
              1);  // of its configuration, where it has none
    });
}

TEST_CASE("conformance: what cannot be, or not here") {
    on_every_backend([](wire& w) {
        const auto code = [](const net::response& got) {
            return std::to_string(got.status) + " " +
                   json::read(got.body).at("errors").at(0).at("code").get<std::string>();
        };
        CHECK(code(w.ask("GET", "/elsewhere")) == "404 NAME_UNKNOWN");
        CHECK(code(w.ask("GET", "/v2/A/tags/list")) == "400 NAME_INVALID");
        CHECK(code(w.ask("GET", "/v2/localhost:5000/x/tags/list")) == "400 NAME_INVALID");
        CHECK(code(w.ask("GET", "/v2/%2e%2e/%2e%2e/etc/tags/list")) == "400 NAME_INVALID");
        CHECK(code(w.ask("GET", "/v2/r/blobs/sha256:12")) == "400 DIGEST_INVALID");
        CHECK(code(w.ask("POST", "/v2/r/manifests/x")) == "405 UNSUPPORTED");
        CHECK(w.ask("POST", "/v2/r/manifests/x").headers["Allow"] == "GET, HEAD, PUT, DELETE");
        CHECK(code(w.ask("PUT", "/v2/r/blobs/" + nothing.str())) == "405 UNSUPPORTED");
        CHECK(code(w.ask("GET", "/v2/r/blobs/uploads/")) == "405 UNSUPPORTED");
        CHECK(code(w.ask("PUT", "/v2/r/tags/list")) == "405 UNSUPPORTED");
        const document m = image("never pushed").manifests[0];
        CHECK(code(w.ask("PUT", "/v2/r/manifests/x", {{"Content-Type", m.type}}, m.bytes)) ==
              "400 MANIFEST_BLOB_UNKNOWN");
        CHECK(code(w.ask("PUT", "/v2/r/manifests/x", {{"Content-Type", m.type}}, "{")) ==
              "400 MANIFEST_INVALID");
        CHECK(code(w.ask("PUT", "/v2/r/manifests/x", {{"Content-Type", "text/plain"}}, "{}")) ==
              "415 MANIFEST_INVALID");
        CHECK(code(w.ask("PUT", "/v2/r/manifests/x", {{"Content-Type", m.type}},
                         std::string(8 * 1024 * 1024 + 1, ' '))) == "413 MANIFEST_INVALID");
        w.absent("/v2/r/manifests/x");
    });
}

}  // namespace conformance_test
