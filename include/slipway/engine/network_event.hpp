// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/runtime/types.hpp>

namespace slipway::engine {

enum class network_action {
    create,
    connect,     ///< a container that runs has come into it
    disconnect,  ///< and is in it no more
    destroy,
    prune,  ///< somebody has removed those that no container is in
};

/// Something has happened to a network.
struct network_event {
    runtime::wall_time time{};
    network_action action{};
    std::string id{}, name{};  ///< empty of `prune`
    std::string container{};   ///< the id of the one that has come or gone
};

}  // namespace slipway::engine
