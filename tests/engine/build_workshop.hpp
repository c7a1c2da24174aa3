// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/engine/build.hpp>
#include <slipway/engine/detail/build_view.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/runtime/linux.hpp>

#include "support/own_network.hpp"
#include "support/scratch_directory.hpp"

namespace support {

/// A directory to build from, a registry with busybox, and room for what comes out.
struct workshop {
    workshop() {
        std::filesystem::create_directory(files / "context");
        slipway::registry::push(content, slipway::oci::reference::parse("busybox"),
                                slipway::oci::from_busybox("/usr/bin/busybox"));
    }

    workshop& file(const std::string& name, const std::string& text, unsigned mode = 0644) {
        scratch_directory::write(files / "context" / name, text);
        ::chmod((files / "context" / name).c_str(), mode);
        return *this;
    }
    slipway::engine::build_result build(const slipway::oci::recipe& recipe,
                                        slipway::engine::build_options options = {}) {
        progress.clear();
        options.tags = {slipway::oci::reference::parse("made")};
        options.progress = [this](const slipway::engine::build_event& e) {
            progress.push_back(slipway::engine::to_line(e));
        };
        const auto made = slipway::engine::build(
            recipe, slipway::engine::open_build_context(files / "context"),
            {slipway::registry::any_registry::of(content), images, runtime, files / "caches"},
            options);
        CHECK(images.list().size() == (images.find(options.tags[0])
                                           ? 1
                                           : 0));  // nothing stays of what was unpacked on the way
        if (slipway::oci::runs_on(options.platform.value_or(slipway::oci::host_platform()),
                                  slipway::oci::host_platform()))
            images.pull(options.tags[0], content);
        return made;
    }
    slipway::engine::build_result build(const std::string& dockerfile,
                                        slipway::engine::build_options options = {}) {
        return build(slipway::oci::parse_dockerfile(dockerfile), std::move(options));
    }
    std::string failure(const std::string& dockerfile,
                        slipway::engine::build_options options = {}) {
        try {
            build(dockerfile, std::move(options));
        } catch (const slipway::status_error& e) {
            return e.message();
        }
        return "nothing was wrong";
    }

    slipway::oci::image_config config() {
        return images.find(slipway::oci::reference::parse("made")).value().config;
    }
    slipway::engine::detail::build_view view() {
        return slipway::engine::detail::build_view(
            images.find(slipway::oci::reference::parse("made")).value().layers);
    }
    /// What a file has in it, its mode and owner; `-` where there is none.
    std::string content_of(const std::string& path) {
        const auto found = view().find(path);
        return found ? scratch_directory::read(found->entry.source) : "-";
    }
    std::string facts_of(const std::string& path) {
        const auto found = view().find(path);
        if (!found) return "-";
        char text[60];
        std::snprintf(text, sizeof text, "%o %u:%u", found->entry.mode, found->entry.uid,
                      found->entry.gid);
        return text;
    }
    std::string list(const std::string& path) {
        std::string made;
        for (const auto& [name, file] : view().list(view().find(path).value())) made += name + ' ';
        return made;
    }

    scratch_directory files;
    slipway::registry::memory_registry content;
    slipway::runtime::image_store images{files / "images"};
    std::function<slipway::runtime::any_runtime()> runtime;
    std::vector<std::string> progress;
};

inline bool root() {
    if (::geteuid() == 0) return true;
    WARN("skipped: this needs root");
    return false;
}

/// With a runtime that can do RUN.
struct running_workshop : workshop {
    running_workshop() {
        runtime = [this] { return slipway::runtime::any_runtime::of(containers); };
    }
    support::own_network network;
    slipway::runtime::linux_ containers{files / "run"};
};

}  // namespace support
