// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// Runs a busybox image that a registry has: pulled if it is not there, and found present the second
// time.
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>

#include <slipway/oci.hpp>
#include <slipway/registry.hpp>
#include <slipway/runtime.hpp>

#include "../scratch.hpp"

namespace {

namespace oci = slipway::oci;
namespace registry = slipway::registry;
namespace runtime = slipway::runtime;

/// Runs a command of an image to its end, and prints what it wrote.
int run(runtime::any_runtime& r, const runtime::image& image,
        const std::vector<std::string>& command) {
    std::mutex mutex;
    std::condition_variable changed;
    bool ended = false;
    const auto watching = r.subscribe([&](const runtime::event& e) {
        if (e.kind != runtime::event_kind::exited) return;
        std::lock_guard lock(mutex);
        ended = true;
        changed.notify_all();
    });
    runtime::container_spec spec;
    spec.image = image;
    spec.command = command;
    spec.env = runtime::variables_of(image.config);
    r.run_sandbox("hello", {.hostname = "hello"});
    r.create_container("hello", "hello_c", spec);
    r.start_container("hello_c");
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ended; });
    for (const auto& line : r.read_log("hello_c", 0, 1000).entries)
        std::printf("%s\n", line.text.c_str());
    const int code = r.container("hello_c")->exit_code;
    r.remove_sandbox("hello");
    return code;
}

}  // namespace

int main() try {
    const example::scratch directory;
    const auto name = oci::reference::parse("registry.example.com/busybox:1.35");
    registry::layout_registry shelf(directory / "registry");
    registry::push(shelf, name, oci::from_busybox());

    runtime::image_store images(directory / "images");
    runtime::choice chosen = runtime::choose("", directory / "run");
    int code = 0;
    for (int time = 0; time < 2; ++time) {
        const runtime::image image = images.ensure(name, shelf);
        std::printf("%s: %s\n", name.familiar().c_str(), image.pulled ? "pulled" : "present");
        code |= run(chosen.runtime, image, {"echo", "Hello world"});
    }
    return code;
} catch (const std::exception& e) {
    std::fprintf(stderr, "hello_world: %s\n", e.what());
    return 1;
}
