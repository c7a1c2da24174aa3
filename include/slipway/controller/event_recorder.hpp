// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <slipway/api/core_v1.hpp>
#include <slipway/api/group_version.hpp>
#include <slipway/client/client.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/json/value.hpp>

namespace slipway::controller {

/// Writes Events (core/v1) about objects. An event that says the same as an earlier one raises that
/// one's `count` and `lastTimestamp`. An event that cannot be written is counted and dropped:
/// events never make the work fail that they report. Copies share their memory.
class event_recorder {
public:
    event_recorder(client::client c, core::time_source& time, std::string component)
        : client_(std::move(c)), time_(&time), component_(std::move(component)) {}

    /// `type` is `Normal` or `Warning`; `reason` a word such as `FailedCreate`.
    template <class T>
    void record(const T& about, std::string_view type, std::string_view reason,
                std::string_view message) const {
        using client::handle;
        const api::resource& kind = api::resource_of<T>;
        record(json::value{{"kind", std::string(kind.kind)},
                           {"namespace", handle<T>::namespace_(about)},
                           {"name", handle<T>::name(about)},
                           {"uid", handle<T>::uid(about)},
                           {"apiVersion", api::group_version(kind)},
                           {"resourceVersion", handle<T>::resource_version(about)}},
               type, reason, message);
    }
    /// About an object given as an ObjectReference.
    void record(const json::value& reference, std::string_view type, std::string_view reason,
                std::string_view message) const {
        try {
            write(reference, std::string(type), std::string(reason), std::string(message));
        } catch (const std::exception&) {
            ++memory_->dropped;
        }
    }

    std::uint64_t dropped() const { return memory_->dropped; }

private:
    struct earlier {
        std::string ns;
        std::string name;
        long count = 1;
    };
    struct memory {
        std::mutex mutex;
        std::unordered_map<std::string, earlier> events;
        std::uint64_t newest = 0;  ///< nanoseconds of the newest event's name
        std::atomic<std::uint64_t> dropped{0};
    };

    void write(const json::value& about, const std::string& type, const std::string& reason,
               const std::string& message) const {
        const api::resource& kind = api::resource_of<api::core_v1::Event>;
        const std::string now = core::rfc3339(time_->wall());
        const std::string same = about.value("uid", std::string()) + '\n' +
                                 about.value("name", std::string()) + '\n' + type + '\n' + reason +
                                 '\n' + message;
        std::lock_guard lock(memory_->mutex);
        const auto known = memory_->events.find(same);
        if (known != memory_->events.end()) {
            earlier& e = known->second;
            try {
                client_.patch(kind, e.ns, e.name, api::patch_type::merge,
                              {{"count", e.count + 1}, {"lastTimestamp", now}});
                ++e.count;
                return;
            } catch (const core::status_error& error) {
                if (!error.is(core::reason::not_found)) throw;
            }
        }
        if (memory_->events.size() >= 4096) memory_->events.clear();
        std::string ns = about.value("namespace", std::string());
        if (ns.empty()) ns = "default";
        json::value event{{"apiVersion", "v1"},
                          {"kind", "Event"},
                          {"metadata", {{"name", ""}, {"namespace", ns}}},
                          {"involvedObject", about},
                          {"reason", reason},
                          {"message", message},
                          {"source", {{"component", component_}}},
                          {"firstTimestamp", now},
                          {"lastTimestamp", now},
                          {"count", 1},
                          {"type", type},
                          {"eventTime", nullptr},
                          {"reportingComponent", component_},
                          {"reportingInstance", ""}};
        const std::string name = create(about, event);
        memory_->events[same] = {ns, name, 1};
    }
    /// Gives the name under which the event is stored: another component may have reported at the
    /// same instant.
    std::string create(const json::value& about, json::value& event) const {
        constexpr int most = 100;
        for (int tried = 1;; ++tried) {
            const std::string name = name_for(about);
            event["metadata"]["name"] = name;
            try {
                client_.create(api::resource_of<api::core_v1::Event>, event);
                return name;
            } catch (const core::status_error& e) {
                if (!e.is(core::reason::already_exists) || tried == most) throw;
            }
        }
    }
    /// Lists by name are lists by time, for the events of an object.
    std::string name_for(const json::value& about) const {
        const auto now =
            std::chrono::duration_cast<std::chrono::nanoseconds>(time_->wall().time_since_epoch())
                .count();
        memory_->newest = std::max(memory_->newest + 1, static_cast<std::uint64_t>(now));
        std::ostringstream name;
        name << about.value("name", std::string()) << '.' << std::hex << memory_->newest;
        return name.str();
    }

    client::client client_;
    core::time_source* time_;
    std::string component_;
    std::shared_ptr<memory> memory_ = std::make_shared<memory>();
};

}  // namespace slipway::controller
