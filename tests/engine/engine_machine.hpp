// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/oci/from_executable.hpp>

#include <support/eventually.hpp>
#include <support/own_network.hpp>
#include <support/scratch_directory.hpp>
#include <support/shim_here.hpp>

namespace support {

/// Images, `busybox` among them, and containers of one root.
struct engine_machine {
    /// `kind` is that of the runtime.
    explicit engine_machine(const std::string& kind = {}) {
        if (::geteuid() == 0) network.emplace();
        images.emplace(root);
        containers.emplace(root, kind);
        images->used_by([this] { return containers->images(); });
        images->import(slipway::oci::from_busybox("/usr/bin/busybox"),
                       slipway::oci::reference::parse("busybox"));
    }
    engine_machine(const engine_machine&) = delete;
    ~engine_machine() {
        for (const auto& c : containers->list()) containers->remove(c, true);
    }
    /// Whether the runtime starts containers here; says why not.
    bool can_start(const std::string& kind) {
        const auto tried = containers->create(images->get("busybox"), "busybox",
                                              {.name = "tried", .command = {"true"}});
        bool good = true;
        try {
            containers->start(tried);
        } catch (const slipway::status_error& e) {
            WARN("skipped with " << kind << ": " << e.message());
            good = false;
        }
        containers->remove(tried, true);
        return good;
    }
    /// A container that runs this in the shell.
    slipway::engine::container starts(const std::string& name, const std::string& script,
                                      slipway::engine::container_options o = {},
                                      const std::string& image = "busybox") {
        o.name = name;
        o.command = {"sh", "-c", script};
        const auto made = containers->create(images->get(image), image, o);
        containers->start(made);
        return containers->get(name);
    }
    /// One that has run it to its end.
    slipway::engine::container ran(const std::string& name, const std::string& script,
                                   slipway::engine::container_options o = {},
                                   const std::string& image = "busybox") {
        starts(name, script, std::move(o), image);
        REQUIRE(eventually([&] {
            return containers->get(name).phase == slipway::engine::container_phase::exited;
        }));
        return containers->get(name);
    }

    scratch_directory files;
    std::filesystem::path root = files / "root";
    std::optional<own_network> network;
    std::optional<slipway::engine::images> images;
    std::optional<slipway::engine::containers> containers;
};

/// Whether containers have files of their own here.
inline bool keeps_changes() {
    if (::geteuid() != 0) WARN("skipped: containers with files of their own need root");
    return ::geteuid() == 0;
}

}  // namespace support
