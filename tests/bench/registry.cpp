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
    double push = 0, pull = 0;  ///< MB/s of one stream
    double manifests = 0,
           blobs = 0;  ///< requests in a second, one after the other on one connection
};

double rate(const net::http_client& c, const std::string& target) {
    std::vector<double> all;
    for (int run = 0; run < runs; ++run) {
        constexpr int n = 500;
        all.push_back(
            n / seconds([&] {
                for (int i = 0; i < n; ++i)
                    if (c.send({"GET",
                                target,
                                {{"Accept", std::string(oci::media_type::image_manifest)}}})
                            .status != 200)
                        throw std::runtime_error("GET " + target + " fails");
            }));
    }
    return median(all);
}

figures measure(const std::string& host, const std::vector<std::string>& blobs) {
    registry::http_registry_options o;
    o.plain_http = {host};
    registry::http_registry r(o);
    const net::http_client c(net::base_url::parse("http://" + host).at);
    figures made;
    std::vector<double> push, pull;
    net::call_limits limits;
    limits.whole = std::chrono::minutes(5);
    for (const std::string& bytes : blobs) {
        const auto d = oci::digest_of(bytes);
        net::request put{"PUT",
                         {},
                         {{"Content-Type", "application/octet-stream"}},
                         bytes};  // a copy, which is nobody's work but ours
        push.push_back(blob_size / 1e6 / seconds([&] {
                           const auto begun = c.send({"POST", "/v2/bench/blobs/uploads/"});
                           std::string where(begun.headers["Location"]);
                           if (where.starts_with("http")) where = where.substr(where.find('/', 8));
                           put.target = where +
                                        std::string(where.find('?') == where.npos ? "?" : "&") +
                                        "digest=" + d.str();
                           if (c.send(put, limits).status != 201)
                               throw std::runtime_error("the push fails");
                       }));
        pull.push_back(blob_size / 1e6 / seconds([&] {
                           std::size_t came = 0;
                           c.stream(
                               {"GET", "/v2/bench/blobs/" + d.str()},
                               [](const net::response&) { return true; },
                               [&](std::string_view piece) { return came += piece.size(), true; },
                               limits);
                           if (came != blob_size) throw std::runtime_error("the pull fails");
                       }));
    }
    made.push = median(push);
    made.pull = median(pull);
    const auto image = oci::image_builder().layer(oci::file_tree().text("small", "file")).build();
    registry::push(r, oci::reference::parse(host + "/bench:1"), image);
    made.manifests = rate(c, "/v2/bench/manifests/1");
    made.blobs = rate(c, "/v2/bench/blobs/" + image.id().str());
    return made;
}

void print(const char* name, const figures& f) {
    std::printf("%-28s %12.0f %12.0f %14.0f %12.0f\n", name, f.push, f.pull, f.manifests, f.blobs);
}

template <class Storage>
figures served(std::shared_ptr<Storage> storage, const std::vector<std::string>& blobs) {
    net::io_threads io;
    registry::server server(io, registry::any_registry(std::move(storage)));
    return measure("127.0.0.1:" + std::to_string(server.port()), blobs);
}

}  // namespace

int main() {
    std::vector<std::string> blobs;
    for (std::uint64_t i = 1; i <= runs; ++i) blobs.push_back(noise(i));
    std::printf("medians of %d runs; one stream, 200 MB a blob\n%-28s %12s %12s %14s %12s\n", runs,
                "", "push MB/s", "pull MB/s", "manifest GET/s", "blob GET/s");
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
