// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/resource_of.hpp>
#include <slipway/controller/loop.hpp>
#include <slipway/controller/manager.hpp>
#include <slipway/core/clock.hpp>

namespace slipway::controllers {

/// Removes Events that nobody has added to for `age`; an hour is what kube-apiserver keeps them
/// (`--event-ttl`).
///
/// Flow: once in a tenth of `age`, list them and remove the old ones.
/// Guarantees: the number of Events does not grow without end; an Event is gone when it is 1.1
/// times `age` old.
/// Assumptions: clocks agree on the wall time. No cache is kept of Events, of which there are many.
inline void event_expiry(controller::manager& m,
                         std::chrono::nanoseconds age = std::chrono::hours(1)) {
    auto loop = std::make_shared<controller::loop>(m, "event-expiry");
    loop->does([&m, age](const std::string&, std::stop_token) {
        const auto& api = m.api();
        for (const api::Event& e : api.list<api::Event>().items) {
            const auto& last =
                e.lastTimestamp.empty() ? e.metadata.creationTimestamp : e.lastTimestamp;
            if (m.time().wall() - core::parse_rfc3339(std::string(last.view())) < age) continue;
            try {
                api.remove<api::Event>(e.metadata.namespace_, e.metadata.name);
            } catch (const status_error& error) {
                if (!error.is(core::reason::not_found)) throw;  // somebody else was faster
            }
        }
        return controller::after(age / 10);
    });
    loop->queue().add("events");
    m.add(loop);
}

}  // namespace slipway::controllers
