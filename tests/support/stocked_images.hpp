// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>

#include <slipway/oci/from_executable.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/runtime/command_line.hpp>
#include <slipway/runtime/image_store.hpp>
#include <slipway/runtime/types.hpp>

#include <support/scratch_directory.hpp>

namespace support {

/// Images in a directory of the test's own, busybox among them.
class stocked_images {
public:
    stocked_images() { add("busybox", slipway::oci::from_busybox("/usr/bin/busybox")); }
    void add(const std::string& name, const slipway::oci::built_image& built) {
        const auto reference = slipway::oci::reference::parse(name);
        slipway::registry::push(registry, reference, built);
        store.pull(reference, registry);
    }
    slipway::runtime::image operator[](const std::string& name) {
        return store.find(slipway::oci::reference::parse(name)).value();
    }

    slipway::runtime::container_spec spec(std::vector<std::string> command,
                                          const std::string& image = "busybox") {
        slipway::runtime::container_spec made;
        made.name = "c";
        made.image = (*this)[image];
        made.command = std::move(command);
        made.env = slipway::runtime::variables_of(made.image.config);
        return made;
    }

    ::scratch_directory files;
    slipway::registry::memory_registry registry;
    slipway::runtime::image_store store{files / "images"};
};

}  // namespace support
