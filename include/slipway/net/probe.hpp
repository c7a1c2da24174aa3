// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include <slipway/net/endpoint.hpp>
#include <slipway/net/message.hpp>

namespace slipway::net {

/// What a probe has found out.
struct probe_result {
    bool good = false;
    std::string message{};  ///< why not
};

/// One GET, as Kubernetes' `httpGet` probes make it: good is a status of 200 to 399, certificates
/// are not checked; of a long body the beginning is read. An answer that is not there after
/// `timeout`, the body included, is none.
probe_result probe_http(const endpoint& at, const std::string& path, bool tls, const headers& extra,
                        std::chrono::milliseconds timeout);

/// Whether somebody listens there.
probe_result probe_tcp(const endpoint& at, std::chrono::milliseconds timeout);

}  // namespace slipway::net

#ifndef SLIPWAY_COMPILED
#include <slipway/net/detail/probe.hpp>
#endif
