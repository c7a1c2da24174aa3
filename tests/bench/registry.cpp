// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// How fast images go to and come from the registry server, and docker-registry in the same run.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <slipway/net/http_client.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/registry/server.hpp>

#include <support/docker_registry.hpp>
#include <support/raw_client.hpp>
#include <support/scratch_directory.hpp>

using namespace slipway;

namespace {

constexpr int runs = 5;
constexpr std::size_t blob_size = 200'000'000;

double seconds(const std::function<void()>& f) {
    const auto begun = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}
double median(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

/// Bytes that nobody compresses, another one each time.
std::string noise(std::uint64_t seed) {
    std::string made(blob_size, '\0');
    for (std::size_t i = 0; i + 8 <= made.size(); i += 8) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        std::copy_n(reinterpret_cast<const char*>(&seed), 8,
                    made.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return made;
}

struct figures {
    double put = 0, pieces = 0, stream = 0, client = 0, pull = 0;  ///< MB/s of one stream
    double manifests = 0,
           blobs = 0;  ///< requests in a second, one after the other on one connection
};

/// Where the registry wants what follows.
std::string location(const net::response& got) {
    std::string where(got.headers["Location"]);
    if (where.starts_with("http")) where = where.substr(where.find('/', 8));
    return where;
}

void require(int expected, int status, const char* what) {
    if (status != expected)
        throw std::runtime_error(std::string(what) + " fails: " + std::to_string(status));
}

net::call_limits patient() {
    net::call_limits made;
    made.whole = std::chrono::minutes(5);
    return made;
}

std::string begin(const net::http_client& c) {
    const auto begun = c.send({"POST", "/v2/bench/blobs/uploads/"});
    require(202, begun.status, "the begin of an upload");
    return location(begun);
}

std::string with(const std::string& where, const oci::digest& d) {
    return where + (where.find('?') == where.npos ? "?" : "&") + "digest=" + d.str();
}

/// The seconds of an upload in one PUT.
double put(const net::http_client& c, const std::string& bytes, const oci::digest& d) {
    net::request r{"PUT", {}, {{"Content-Type", "application/octet-stream"}}, bytes};
    return seconds([&] {
        r.target = with(begin(c), d);
        require(201, c.send(r, patient()).status, "a PUT");
    });
}

/// The same in PATCHes of 10 MiB.
double pieces(const net::http_client& c, const std::string& bytes, const oci::digest& d) {
    constexpr std::size_t piece = 10 * 1024 * 1024;
    std::vector<net::request> all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const std::string body = bytes.substr(at, piece);
        all.push_back(
            {"PATCH",
             {},
             {{"Content-Type", "application/octet-stream"},
              {"Content-Range", std::to_string(at) + "-" + std::to_string(at + body.size() - 1)}},
             body});
    }
    return seconds([&] {
        std::string where = begin(c);
        for (net::request& r : all) {
            r.target = where;
            const auto got = c.send(r, patient());
            require(202, got.status, "a PATCH");
            where = location(got);
        }
        require(201, c.send({"PUT", with(where, d)}, patient()).status, "a PUT");
    });
}

/// The same in one PATCH whose length is not told before, in chunks of 32 KiB, as docker sends it.
double stream(const net::http_client& c, const std::string& bytes, const oci::digest& d) {
    constexpr std::size_t chunk = 32 * 1024;
    std::string body;
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        const std::size_t size = std::min(chunk, bytes.size() - at);
        char head[20];
        std::snprintf(head, sizeof head, "%zx\r\n", size);
        body += head;
        body.append(bytes, at, size);
        body += "\r\n";
    }
    body += "0\r\n\r\n";
    return seconds([&] {
        const std::string where = begin(c);
        const support::raw_client raw(c.at().port);
        raw.send(
            "PATCH " + where +
            " HTTP/1.1\r\nHost: bench\r\nTransfer-Encoding: chunked\r\nContent-Type: application/octet-stream\r\n\r\n");
        raw.send(body);
        const std::string got = raw.read("\r\n\r\n", std::chrono::minutes(5));
        if (!got.starts_with("HTTP/1.1 202")) throw std::runtime_error("a PATCH fails: " + got);
        const auto field = got.find("ocation: ") + 9;
        net::response next;
        next.headers.add("Location", got.substr(field, got.find("\r\n", field) - field));
        require(201, c.send({"PUT", with(location(next), d)}, patient()).status, "a PUT");
    });
}

/// As images are pushed from here.
double client(registry::http_registry& r, const std::string& name, const std::string& bytes,
              const oci::digest& d) {
    const oci::descriptor blob{
        .media_type = std::string(oci::media_type::layer_tar), .digest = d, .size = bytes.size()};
    return seconds([&] { registry::push_blob(r, name, blob, oci::read_from(bytes)); });
}

double pull(const net::http_client& c, const oci::digest& d) {
    return seconds([&] {
        std::size_t came = 0;
        c.stream(
            {"GET", "/v2/bench/blobs/" + d.str()}, [](const net::response&) { return true; },
            [&](std::string_view piece) { return came += piece.size(), true; }, patient());
        if (came != blob_size) throw std::runtime_error("the pull fails");
    });
}

/// To a client that does nothing but compare the body: it is the server that takes the time.
double rate(const net::http_client& c, const std::string& target) {
    const std::string accept(oci::media_type::image_manifest);
    const std::string body = c.send({"GET", target, {{"Accept", accept}}}).body;
    const std::string request =
        "GET " + target + " HTTP/1.1\r\nHost: bench\r\nAccept: " + accept + "\r\n\r\n";
    const support::raw_client raw(c.at().port);
    std::vector<double> all;
    for (int run = 0; run < runs; ++run) {
        constexpr int n = 500;
        all.push_back(n / seconds([&] {
                          for (int i = 0; i < n; ++i) {
                              raw.send(request);
                              const std::string got = raw.read(body);
                              if (!got.starts_with("HTTP/1.1 200 ") || !got.ends_with(body))
                                  throw std::runtime_error("GET " + target + " fails: " + got);
                          }
                      }));
    }
    return median(all);
}

struct blob {
    std::string bytes;
    oci::digest digest = oci::digest_of(bytes);
};

figures measure(const std::string& host, const std::vector<blob>& blobs) {
    registry::http_registry_options o;
    o.plain_http = {host};
    registry::http_registry r(o);
    const net::http_client c(net::base_url::parse("http://" + host).at);
    figures made;
    const auto speed = [&](const auto& run) {
        std::vector<double> all;
        for (const blob& each : blobs) {
            // A blob that is there already would cost the disk nothing.
            c.send({"DELETE", "/v2/bench/blobs/" + each.digest.str()});
            all.push_back(blob_size / 1e6 / run(each));
        }
        return median(all);
    };
    made.put = speed([&](const blob& b) { return put(c, b.bytes, b.digest); });
    made.pieces = speed([&](const blob& b) { return pieces(c, b.bytes, b.digest); });
    made.stream = speed([&](const blob& b) { return stream(c, b.bytes, b.digest); });
    made.client =
        speed([&](const blob& b) { return client(r, host + "/bench", b.bytes, b.digest); });
    std::vector<double> pulls;
    for (const blob& each : blobs) pulls.push_back(blob_size / 1e6 / pull(c, each.digest));
    made.pull = median(pulls);
    const auto image = oci::image_builder().layer(oci::file_tree().text("small", "file")).build();
    registry::push(r, oci::reference::parse(host + "/bench:1"), image);
    made.manifests = rate(c, "/v2/bench/manifests/1");
    made.blobs = rate(c, "/v2/bench/blobs/" + image.id().str());
    return made;
}

void print(const char* name, const figures& f) {
    std::printf("%-20s %9.0f %9.0f %9.0f %9.0f %9.0f %12.0f %12.0f\n", name, f.put, f.pieces,
                f.stream, f.client, f.pull, f.manifests, f.blobs);
}

template <class Storage>
figures served(std::shared_ptr<Storage> storage, const std::vector<blob>& blobs) {
    net::io_threads io;
    registry::server server(io, registry::any_registry(std::move(storage)));
    return measure("127.0.0.1:" + std::to_string(server.port()), blobs);
}

}  // namespace

int main() {
    std::vector<blob> blobs;
    for (std::uint64_t i = 1; i <= runs; ++i) blobs.push_back({noise(i)});
    std::printf(
        "medians of %d runs; one stream, MB/s of blobs of 200 MB; GETs of what is small in a second\n"
        "%-20s %9s %9s %9s %9s %9s %12s %12s\n",
        runs, "", "PUT", "10 MiB", "chunked", "client", "pull", "manifests", "blobs");
    const ::scratch_directory scratch;
    print("slipway, on disk",
          served(std::make_shared<registry::layout_registry>(scratch / "layout"), blobs));
    print("slipway, in memory", served(std::make_shared<registry::memory_registry>(), blobs));
    if (support::docker_registry_program().empty()) {
        std::printf("docker-registry is not there\n");
        return 0;
    }
    const support::docker_registry peer;
    print("docker-registry", measure(peer.host(), blobs));
}
