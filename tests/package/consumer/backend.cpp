// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <runtime/laws/runtime.hpp>

TEST_CASE("a runtime of one's own is judged by the laws of runtimes") {
    struct own : slipway::runtime::runtime_archetype {};
    laws::runtime_laws(slipway::runtime::any_runtime(std::make_shared<own>()),
                       [](std::vector<std::string>) { return slipway::runtime::container_spec(); });
}
