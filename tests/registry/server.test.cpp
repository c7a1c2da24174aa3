// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/registry/server.hpp>

#include <memory>

#include <slipway/registry/layout.hpp>
#include <slipway/registry/memory.hpp>

#include <support/scratch_directory.hpp>
#include <support/served_registry.hpp>

#include "registry/laws/registry.hpp"

using namespace slipway;
using registry::any_registry;
using support::served_registry;

TEST_CASE("a registry in memory holds to the laws through its server") {
    laws::registry_laws([] { return std::make_shared<served_registry>(any_registry(std::make_shared<registry::memory_registry>())); });
}

TEST_CASE("a registry on disk holds to the laws through its server") {
    const ::scratch_directory scratch;
    laws::registry_laws([&] { return std::make_shared<served_registry>(any_registry(std::make_shared<registry::layout_registry>(scratch / "layout"))); });
}
