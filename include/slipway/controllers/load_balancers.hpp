// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include <slipway/api/core_v1.hpp>
#include <slipway/client/handle.hpp>
#include <slipway/controllers/detail/objects.hpp>
#include <slipway/core/fnv_hash.hpp>
#include <slipway/core/status.hpp>

namespace slipway::controllers {

/// Where the addresses of load balancers come from.
struct load_balancers {
    /// An address for the service; `wanted` is the one that it has or asks for, or empty. Throws
    /// where none is left.
    std::function<std::string(const api::Service& service, const std::string& wanted)> allocate{};
    std::function<void(const std::string& address)> release{};
};

/// Addresses of the loopback network: 127.1.0.1 to 127.90.255.254, the same one for the same
/// service where it is free. A real network device needs no set-up for them. `usable` may refuse
/// one that somebody else has.
inline load_balancers loopback_load_balancers(
    std::function<bool(const api::Service&, const std::string& address)> usable =
        [](const auto&, const auto&) { return true; }) {
    struct state {
        std::mutex mutex;
        std::set<std::string> taken;
    };
    auto held = std::make_shared<state>();
    auto address = [](std::uint64_t n) {
        return "127." + std::to_string(1 + n / 65024 % 90) + '.' + std::to_string(n / 254 % 256) +
               '.' + std::to_string(1 + n % 254);
    };
    return {[held, address, usable = std::move(usable)](const api::Service& service,
                                                        const std::string& wanted) {
                std::lock_guard lock(held->mutex);
                if (wanted.rfind("127.", 0) == 0 && usable(service, wanted) &&
                    held->taken.insert(wanted).second)
                    return wanted;
                const std::uint64_t first = core::fnv_hash(client::key_of(service));
                for (std::uint64_t i = 0; i < 65024; ++i)
                    if (std::string a = address((first + i) % 5852160);
                        usable(service, a) && held->taken.insert(a).second)
                        return a;
                throw core::status_error(core::reason::service_unavailable,
                                         "no address of 127.0.0.0/8 is left for load balancers");
            },
            [held](const std::string& a) {
                std::lock_guard lock(held->mutex);
                held->taken.erase(a);
            }};
}

}  // namespace slipway::controllers
