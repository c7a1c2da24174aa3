// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <string>

namespace slipway::core {

/// Where randomness comes from; seeded, so that a run can be repeated. May be used from several
/// threads.
class random_source {
public:
    random_source() : engine_(std::random_device{}()) {}
    explicit random_source(std::uint64_t seed) : engine_(seed) {}

    /// Evenly from 0 to `below - 1`.
    std::uint64_t number(std::uint64_t below) {
        std::lock_guard lock(mutex_);
        return std::uniform_int_distribution<std::uint64_t>(0, below - 1)(engine_);
    }

    /// `length` characters as Kubernetes puts behind generated names: no vowels, no digits like
    /// letters (apimachinery, `util/rand`).
    std::string suffix(std::size_t length = 5) {
        static constexpr char alphabet[] = "bcdfghjklmnpqrstvwxz2456789";
        std::string made(length, 'b');
        for (char& c : made) c = alphabet[number(sizeof alphabet - 1)];
        return made;
    }

    /// A version 4 UUID (RFC 9562, section 5.4).
    std::string uuid() {
        static constexpr char hex[] = "0123456789abcdef";
        std::string made = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
        for (char& c : made) {
            if (c == 'x') c = hex[number(16)];
            else if (c == 'y') c = hex[8 + number(4)];
        }
        return made;
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

}  // namespace slipway::core
