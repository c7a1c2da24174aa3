// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/resource_of.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/client/client.hpp>
#include <slipway/store/memory.hpp>

namespace support {

/// An API server with the namespace `ns`, and a client of it.
struct api_world {
    explicit api_world(std::size_t remembered = 10'000) : kept(remembered) {
        for (const char* name : {"default", "ns"}) {
            slipway::api::Namespace made;
            made.metadata.name = name;
            client.create(made);
        }
    }
    slipway::core::system_time time;
    slipway::core::random_source random{1};
    slipway::store::memory kept;
    slipway::apiserver::server server{kept, time, random};
    slipway::client::client client{server};
};

}  // namespace support
