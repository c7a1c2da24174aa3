// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include <slipway/core/random.hpp>
#include <slipway/docker_api/detail/event_hub.hpp>
#include <slipway/docker_api/detail/exec_table.hpp>
#include <slipway/docker_api/detail/waiting_attachments.hpp>
#include <slipway/docker_api/service.hpp>
#include <slipway/engine/containers.hpp>
#include <slipway/engine/images.hpp>

namespace slipway::docker_api::detail {

/// What all requests work with.
struct backend {
    backend(engine::images& i, engine::containers& c, service_options o)
        : images(i), containers(c), options(std::move(o)), events(c) {}

    void report(const std::string& what) const {
        if (options.report) options.report(what);
    }

    engine::images& images;
    engine::containers& containers;
    service_options options;
    event_hub events;
    exec_table execs{};
    waiting_attachments attachments{};
    /// Removes containers that were to go when they have ended, where nobody else asks for them.
    std::jthread sweeper{[this](const std::stop_token& stop) { sweep(stop); }};

private:
    void sweep(const std::stop_token& stop) {
        std::uint64_t at = events.now();
        while (!stop.stop_requested()) {
            const auto next = events.next(at, stop, std::chrono::hours(1));
            const auto* const e = next ? std::get_if<engine::container_event>(&*next) : nullptr;
            if (!e || e->action != engine::container_action::die || !e->which.remove_when_ended)
                continue;
            try {
                containers.find(e->which.id);  // whoever asks for it then removes it
            } catch (const status_error& failure) {
                report("container " + e->which.name +
                       " has ended and cannot be removed: " + failure.message());
            }
        }
    }
};

}  // namespace slipway::docker_api::detail
