// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/client/detail/http_caller.hpp>
#include <slipway/client/detail/http_paths.hpp>
#include <slipway/client/detail/http_watch.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/write.hpp>

namespace slipway::client {

struct http_transport::state {
    state(connection to, http_transport_options o)
        : caller(std::make_shared<detail::http_caller>(std::move(to), std::move(o))) {}

    json::document ask(const std::string& method, const std::string& target,
                       const json::value* body = nullptr,
                       std::string_view type = "application/json", bool repeatable = false) const;
    /// Starts the thread of a watch; clears away those of watches that have ended.
    void start(std::shared_ptr<detail::http_watch> w);
    void stop_all();

    struct running {
        std::shared_ptr<detail::http_watch> watch;
        std::thread thread;
    };
    static void join(running& r) {
        if (r.thread.get_id() == std::this_thread::get_id())
            r.thread.detach();  // a sink that held the last reference
        else r.thread.join();
    }

    std::shared_ptr<detail::http_caller> caller;
    std::mutex mutex;
    std::list<running> watches;
};

namespace detail {

inline json::value body_of(const net::response& r, const net::request& asked,
                           const std::string& server) {
    try {
        return json::read(r.body);
    } catch (const core::status_error& e) {
        throw core::status_error(core::reason::internal_error,
                                 server + " answered " + asked.method +
                                     " with something that cannot be read: " + e.message());
    }
}

/// Items of a list do not say kind and version, which the list says for all.
inline json::list_result list_of(json::value found, const api::resource& kind,
                                 const std::string& server) {
    const auto items = found.find("items");
    if (!found.is_object() || items == found.end() || !(items->is_array() || items->is_null()))
        throw core::status_error(
            core::reason::internal_error,
            server + " answered with something that is no list of " + std::string(kind.plural));
    const std::string version = api::group_version(kind);
    json::list_result made;
    if (const auto metadata = found.find("metadata"); metadata != found.end()) {
        made.resource_version = text_in(*metadata, "resourceVersion");
        made.continue_ = text_in(*metadata, "continue");
        made.remaining_item_count = number_in(*metadata, "remainingItemCount");
    }
    made.items.reserve(items->size());
    for (json::value& item : *items) {
        if (!item.is_object()) continue;
        json::value whole = {{"apiVersion", version}, {"kind", kind.kind}};
        whole.update(std::move(item));
        made.items.push_back(std::make_shared<const json::value>(std::move(whole)));
    }
    return made;
}

inline json::value options_document(const api::delete_options& o) {
    json::value made = {{"kind", "DeleteOptions"}, {"apiVersion", "v1"}};
    if (o.grace_period_seconds) made["gracePeriodSeconds"] = *o.grace_period_seconds;
    if (!o.propagation_policy.empty()) made["propagationPolicy"] = o.propagation_policy;
    if (!o.uid.empty()) made["preconditions"]["uid"] = o.uid;
    if (!o.resource_version.empty()) made["preconditions"]["resourceVersion"] = o.resource_version;
    if (o.dry_run) made["dryRun"] = json::value::array({"All"});
    return made;
}

}  // namespace detail

SLIPWAY_INLINE json::document http_transport::state::ask(const std::string& method,
                                                         const std::string& target,
                                                         const json::value* body,
                                                         std::string_view type,
                                                         bool repeatable) const {
    net::request r{method, target};
    if (body) {
        r.headers.add("Content-Type", std::string(type));
        r.body = json::write(*body);
    }
    const net::response got = caller->answer(r, repeatable || method == "GET");
    return std::make_shared<const json::value>(detail::body_of(got, r, caller->to().server.str()));
}

SLIPWAY_INLINE void http_transport::state::start(std::shared_ptr<detail::http_watch> w) {
    std::list<running> ended;
    {
        std::lock_guard lock(mutex);
        for (auto it = watches.begin(); it != watches.end();) {
            const auto next = std::next(it);
            if (it->watch->over()) ended.splice(ended.end(), watches, it);
            it = next;
        }
        watches.push_back({w, std::thread([w] { w->run(); })});
    }
    for (running& r : ended) join(r);
}

SLIPWAY_INLINE void http_transport::state::stop_all() {
    for (running& r : watches) r.watch->stop();
    for (running& r : watches) join(r);
}

SLIPWAY_INLINE http_transport::http_transport(connection to, http_transport_options options)
    : state_(std::make_shared<state>(std::move(to), std::move(options))) {}
SLIPWAY_INLINE http_transport::~http_transport() { state_->stop_all(); }

SLIPWAY_INLINE const connection& http_transport::to() const { return state_->caller->to(); }

SLIPWAY_INLINE json::document http_transport::create(const api::target& at,
                                                     const json::value& object,
                                                     const api::write_options& o) {
    return state_->ask("POST", detail::path_of(at) + detail::query_of(o), &object);
}
SLIPWAY_INLINE json::document http_transport::get(const api::target& at) {
    return state_->ask("GET", detail::path_of(detail::named(at)));
}

SLIPWAY_INLINE json::list_result http_transport::list(const api::target& at,
                                                      const api::list_options& o) {
    const net::request r{"GET", detail::path_of(at) + detail::query_of(o).str()};
    const net::response got = state_->caller->answer(r, true);
    const std::string server = to().server.str();
    return detail::list_of(detail::body_of(got, r, server), *at.kind, server);
}
SLIPWAY_INLINE json::document http_transport::update(const api::target& at,
                                                     const json::value& object,
                                                     const api::write_options& o) {
    return state_->ask("PUT", detail::path_of(detail::named(at)) + detail::query_of(o), &object);
}
SLIPWAY_INLINE json::document http_transport::patch(const api::target& at, api::patch_type type,
                                                    const json::value& p,
                                                    const api::write_options& o) {
    const bool applies = type == api::patch_type::apply;
    return state_->ask("PATCH",
                       detail::path_of(detail::named(at)) + detail::query_of(o, applies && o.force),
                       &p, detail::media_type(type), applies);
}
SLIPWAY_INLINE json::document http_transport::remove(const api::target& at,
                                                     const api::delete_options& o) {
    const json::value options = detail::options_document(o);
    return state_->ask("DELETE", detail::path_of(detail::named(at)), &options);
}
SLIPWAY_INLINE void http_transport::remove_collection(const api::target& at,
                                                      const api::delete_options& o,
                                                      const api::list_options& l) {
    const json::value options = detail::options_document(o);
    state_->ask("DELETE", detail::path_of(at) + detail::query_of(l).str(), &options);
}

SLIPWAY_INLINE core::subscription http_transport::watch(const api::target& at,
                                                        const api::watch_options& o,
                                                        watch_sink sink) {
    const http_transport_options& options = state_->caller->options();
    auto time = o.timeout;
    if (time.count() <= 0)
        time =
            options.watch_time + std::chrono::seconds(options.random->number(
                                     static_cast<std::uint64_t>(options.watch_time.count()) + 1));
    net::request r{"GET", detail::path_of(at) + detail::query_of(o, time).str()};
    auto w =
        std::make_shared<detail::http_watch>(state_->caller, std::move(r), time, std::move(sink));
    state_->start(w);
    w->wait_for_begin();
    return core::subscription([w] { w->stop(); });
}

SLIPWAY_INLINE net::response http_transport::send(const net::request& r) {
    return state_->caller->answer(r, r.method == "GET" || r.method == "HEAD");
}

}  // namespace slipway::client
