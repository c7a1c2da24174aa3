// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/api/resource_of.hpp>
#include <slipway/apiserver/pod_logs.hpp>
#include <slipway/client/client.hpp>
#include <slipway/runtime/any_runtime.hpp>

namespace slipway::cluster {

namespace detail {

/// The runtime's key of the container whose log is asked for. Throws `status_error` in the API
/// server's words.
inline std::string container_key(const client::client& api, const apiserver::log_request& r) {
    const auto pod = api.get<api::Pod>(r.namespace_, r.pod);
    std::string name = r.container, all;
    for (const auto& c : pod.spec.containers)
        all += (all.empty() ? "" : " ") + std::string(c.name.view());
    if (name.empty() && pod.spec.containers.size() != 1)
        throw status_error(core::reason::bad_request,
                           "a container name must be specified for pod " + r.pod +
                               ", choose one of: [" + all + "]");
    if (name.empty()) name = all;
    const api::ContainerStatus* found = nullptr;
    for (const auto* list : {&pod.status.containerStatuses, &pod.status.initContainerStatuses})
        for (const api::ContainerStatus& c : *list)
            if (c.name == name) found = &c;
    bool defined = false;
    for (const auto* list : {&pod.spec.containers, &pod.spec.initContainers})
        for (const api::Container& c : *list) defined = defined || c.name == name;
    if (!defined)
        throw status_error(core::reason::bad_request,
                           "container " + name + " is not valid for pod " + r.pod);
    const std::string about = "container \"" + name + "\" in pod \"" + r.pod + "\"";
    std::string id(found ? (r.previous ? found->lastState->terminated->containerID.view()
                                       : found->containerID.view())
                         : std::string_view());
    if (r.previous && id.empty())
        throw status_error(core::reason::bad_request,
                           "previous terminated " + about + " not found");
    if (id.empty()) {
        const std::string why(found ? found->state->waiting->reason.view() : "PodScheduled");
        throw status_error(core::reason::bad_request, about + " is waiting to start: " + why);
    }
    return id.substr(id.find("//") + 2);
}

/// One log that somebody reads.
class log_reading : public std::enable_shared_from_this<log_reading> {
public:
    log_reading(runtime::any_runtime r, std::string key, apiserver::log_request request,
                std::function<bool(std::string_view)> write, std::function<void()> done)
        : runtime_(std::move(r)),
          key_(std::move(key)),
          request_(std::move(request)),
          write_(std::move(write)),
          done_(std::move(done)) {
        left_ = request_.limit_bytes.value_or(INT64_MAX);
    }

    core::subscription start() {
        core::subscription following;
        std::lock_guard lock(
            mutex_);  // what happens from here on is sent after what is there already
        if (request_.follow)
            following = runtime_.subscribe([self = shared_from_this()](const runtime::event& e) {
                if (e.container != self->key_) return;
                std::lock_guard inner(self->mutex_);
                self->send();
                if (e.kind == runtime::event_kind::exited) self->finish();
            });
        begin();
        send();
        const auto c = runtime_.container(key_);
        if (!request_.follow || !c || c->state == runtime::container_state::exited) finish();
        return following;
    }

private:
    static constexpr std::size_t page = 1024;

    /// Skips to what is wanted of the entries that are there.
    void begin() {
        const auto now = std::chrono::system_clock::now();
        const auto since = request_.since_seconds
                               ? now - std::chrono::seconds(*request_.since_seconds)
                               : std::chrono::system_clock::time_point{};
        const auto most = static_cast<std::size_t>(request_.tail_lines.value_or(-1));
        std::deque<runtime::log_entry> kept;
        while (true) {
            runtime::log_page p = runtime_.read_log(key_, position_, page);
            position_ = p.next;
            for (auto& e : p.entries) {
                if (e.time < since) continue;
                if (!request_.tail_lines) {
                    put(e);
                    continue;
                }
                kept.push_back(std::move(e));
                if (kept.size() > most) kept.pop_front();
            }
            if (p.entries.size() < page) break;
        }
        for (const auto& e : kept) put(e);
    }
    void send() {
        if (over_) return;
        try {
            for (bool more = true; more;) {
                const runtime::log_page p = runtime_.read_log(key_, position_, page);
                position_ = p.next;
                for (const auto& e : p.entries) put(e);
                more = p.entries.size() == page;
            }
        } catch (const status_error&) {
            finish();  // the container was removed
        }
    }
    void put(const runtime::log_entry& e) {
        if (over_ || left_ <= 0) return;
        std::string line = request_.timestamps ? core::rfc3339_micro(e.time) + ' ' : std::string();
        line += e.text;
        if (!e.partial) line += '\n';
        line.resize(static_cast<std::size_t>(
            std::min<std::int64_t>(left_, static_cast<std::int64_t>(line.size()))));
        left_ -= static_cast<std::int64_t>(line.size());
        if (!write_(line)) over_ = true;
    }
    void finish() {
        if (!std::exchange(finished_, true)) done_();
        over_ = true;
    }

    runtime::any_runtime runtime_;
    std::string key_;
    apiserver::log_request request_;
    std::function<bool(std::string_view)> write_;
    std::function<void()> done_;
    std::mutex mutex_;  // guards what follows
    std::uint64_t position_ = 0;
    std::int64_t left_ = 0;
    bool over_ = false, finished_ = false;
};

}  // namespace detail

/// The logs of pods, as a runtime has them.
inline apiserver::log_source pod_logs(client::client api, runtime::any_runtime r) {
    return [api = std::move(api),
            r = std::move(r)](const apiserver::log_request& request) -> apiserver::log_reader {
        const std::string key = detail::container_key(api, request);
        if (!runtime::any_runtime(r).container(key))
            throw status_error(core::reason::not_found,
                               "the log of pod \"" + request.pod + "\" is not here any more");
        return [r, key, request](std::function<bool(std::string_view)> write,
                                 std::function<void()> done) {
            return std::make_shared<detail::log_reading>(r, key, request, std::move(write),
                                                         std::move(done))
                ->start();
        };
    };
}

}  // namespace slipway::cluster
