// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// A small HTTP application as an image: built, tagged, run with a published port, inspected,
// entered, stopped, removed.
#include <cstdio>
#include <string>
#include <thread>

#include <httplib.h>

#include <slipway/net.hpp>
#include <slipway/oci.hpp>
#include <slipway/registry.hpp>
#include <slipway/runtime.hpp>

#include "../scratch.hpp"

namespace {

namespace net = slipway::net;
namespace oci = slipway::oci;
namespace registry = slipway::registry;
namespace runtime = slipway::runtime;

/// Asks until somebody answers, at most ten seconds.
std::string get(std::uint16_t port) {
    for (int i = 0; i < 500; ++i) {
        if (const auto answer = httplib::Client("127.0.0.1", port).Get("/")) return answer->body;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return "nobody answers\n";
}

const char* name_of(runtime::container_state s) {
    return s == runtime::container_state::created   ? "created"
           : s == runtime::container_state::running ? "running"
                                                    : "exited";
}

}  // namespace

int main() try {
    const example::scratch directory;
    registry::layout_registry shelf(directory / "registry");
    runtime::image_store images(directory / "images");
    runtime::choice chosen = runtime::choose("", directory / "run");
    runtime::any_runtime& r = chosen.runtime;

    const auto built = oci::from_executable(oci::own_executable().parent_path() / "hello_http");
    const auto name = oci::reference::parse("registry.example.com/hello:1");
    registry::push(shelf, name, built);
    const runtime::image image = images.ensure(name, shelf);
    images.tag(name, oci::reference::parse("registry.example.com/hello:latest"));
    std::printf("built: %zu layers; two tags, %zu image\n", image.layers.size(),
                images.usage().images);

    const auto pod = r.run_sandbox("hello", {.hostname = "hello"});
    runtime::container_spec spec;
    spec.name = "app";
    spec.image = image;
    spec.command = runtime::command_line(image.config);
    spec.env = runtime::variables_of(image.config);
    spec.env.emplace_back("POD_NAME", "the container");
    r.create_container("hello", "hello_app", spec);
    r.start_container("hello_app");

    net::io_threads io;
    const net::tcp_proxy published(io, {"127.0.0.1", 0},
                                   [&] { return std::vector<net::endpoint>{{pod.ip, 8080}}; });
    std::printf("run: %s", get(published.port()).c_str());

    const auto inspected = r.container("hello_app").value();
    std::printf("inspect: %s %s, first entry of its log: %s\n", inspected.name.c_str(),
                name_of(inspected.state),
                r.read_log("hello_app", 0, 1).entries.at(0).text.substr(0, 9).c_str());
    std::printf(
        "exec: %s",
        r.exec("hello_app", {"hello_http", "--help"}, std::chrono::seconds(10)).out.c_str());
    r.stop_container("hello_app", std::chrono::seconds(10));
    std::printf("stop: exit code %d\n", r.container("hello_app")->exit_code);
    r.remove_sandbox("hello");
    std::printf("remove: %zu containers are left\n", r.containers().size());
    io.stop();
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "container: %s\n", e.what());
    return 1;
}
