// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl.hpp>

using namespace slipway::dsl;

constexpr Cluster one_config_map() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    return {.name = "consumer", .resources = {settings}};
}

int main(int argc, char** argv) { return slipway::run<one_config_map>(argc, argv); }
