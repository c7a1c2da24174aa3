// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace slipway::registry::detail {

/// What a server counts.
struct server_metrics {
    void answered(const std::string& method, int status) {
        static constexpr const char* known[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
        std::string name = "other";  // clients do not make up series
        for (const char* each : known)
            if (method == each) name = method;
        std::lock_guard lock(mutex);
        ++requests[{name, status}];
    }

    /// Prometheus' text format, version 0.0.4.
    std::string text(std::size_t uploads, std::uint64_t expired) const {
        std::string made;
        const auto family = [&](const std::string& name, const char* type, const char* help) {
            made += "# HELP slipway_registry_" + name + " " + help + "\n# TYPE slipway_registry_" +
                    name + " " + type + "\n";
        };
        const auto value = [&](const std::string& name, std::uint64_t n) {
            made += "slipway_registry_" + name + " " + std::to_string(n) + "\n";
        };
        family("requests_total", "counter", "Requests that were answered.");
        {
            std::lock_guard lock(mutex);
            for (const auto& [of, n] : requests)
                value("requests_total{method=\"" + of.first + "\",code=\"" +
                          std::to_string(of.second) + "\"}",
                      n);
        }
        family("requests_in_progress", "gauge", "Requests that are being answered.");
        value("requests_in_progress", in_progress);
        family("received_bytes_total", "counter",
               "Bytes of blobs and manifests that clients have sent.");
        value("received_bytes_total", received);
        family("sent_bytes_total", "counter",
               "Bytes of blobs and manifests that were sent to clients.");
        value("sent_bytes_total", sent);
        family("uploads_in_progress", "gauge", "Uploads that have begun and not ended.");
        value("uploads_in_progress", uploads);
        family("uploads_expired_total", "counter",
               "Uploads that were given up because nobody went on with them.");
        value("uploads_expired_total", expired);
        return made;
    }

    mutable std::mutex mutex{};
    std::map<std::pair<std::string, int>, std::uint64_t> requests{};
    std::atomic<std::uint64_t> in_progress = 0, received = 0, sent = 0;
};

}  // namespace slipway::registry::detail
