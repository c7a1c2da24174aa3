// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <slipway/core/clock.hpp>
#include <slipway/core/random.hpp>
#include <slipway/version.hpp>

namespace slipway::client {

struct http_transport_options {
    std::string user_agent = std::string("slipway/") + version;
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds request_timeout{
        60'000};       ///< of one attempt; of a watch, until it has begun
    int attempts = 5;  ///< of one request, the first included
    std::chrono::milliseconds first_pause{
        100};  ///< before the second attempt; then twice as long each
    /// A server that asks for a longer pause is not waited for: its answer is thrown.
    std::chrono::milliseconds longest_pause{10'000};
    std::size_t body_limit = 256 * 1024 * 1024;  ///< bytes of an answer
    std::size_t event_limit = 16 * 1024 * 1024;  ///< bytes of one event of a watch
    /// How long a watch goes on that does not say it: at least this, at most twice as long, so that
    /// the watches of many clients do not end at once.
    std::chrono::seconds watch_time{300};
    std::shared_ptr<core::time_source> time = std::make_shared<core::system_time>();
    std::shared_ptr<core::random_source> random = std::make_shared<core::random_source>();
};

}  // namespace slipway::client
