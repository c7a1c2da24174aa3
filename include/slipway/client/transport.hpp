// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <memory>

#include <slipway/api/verbs.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/json/value.hpp>

namespace slipway::client {

/// Takes what a watch reports. Called by the transport's threads, one call at a time; does not
/// block.
using watch_sink = std::function<void(const json::watch_event&)>;

/// What carries requests to an API server: an HTTP connection, or a server in the same process.
///
///     json::document made = t.create(target, object, options);
///
/// Every verb throws `core::status_error`. `watch` delivers in order of revision; when it cannot go
/// on it delivers one event of type `error`, whose object is a `Status`, and then nothing more.
template <class T>
concept transport =
    requires(T& t, const api::target& at, const json::value& body, const api::write_options& write,
             const api::delete_options& deletion, const api::list_options& list,
             const api::watch_options& watch, const watch_sink& sink) {
        { t.create(at, body, write) } -> std::convertible_to<json::document>;
        { t.get(at) } -> std::convertible_to<json::document>;
        { t.list(at, list) } -> std::convertible_to<json::list_result>;
        { t.update(at, body, write) } -> std::convertible_to<json::document>;
        { t.patch(at, api::patch_type::merge, body, write) } -> std::convertible_to<json::document>;
        { t.remove(at, deletion) } -> std::convertible_to<json::document>;
        t.remove_collection(at, deletion, list);
        { t.watch(at, watch, sink) } -> std::convertible_to<core::subscription>;
    };

/// Any transport. Copies share it.
class any_transport {
public:
    /// Refers to `t`, which the caller keeps.
    template <transport T>
        requires(!std::same_as<T, any_transport>)
    explicit any_transport(T& t) : any_transport(std::shared_ptr<T>(std::shared_ptr<void>(), &t)) {}
    /// Keeps `t`.
    template <transport T>
    explicit any_transport(std::shared_ptr<T> t)
        : held_(std::make_shared<model<T>>(std::move(t))) {}

    json::document create(const api::target& at, const json::value& object,
                          const api::write_options& o) const {
        return held_->create(at, object, o);
    }
    json::document get(const api::target& at) const { return held_->get(at); }
    json::list_result list(const api::target& at, const api::list_options& o) const {
        return held_->list(at, o);
    }
    json::document update(const api::target& at, const json::value& object,
                          const api::write_options& o) const {
        return held_->update(at, object, o);
    }
    json::document patch(const api::target& at, api::patch_type type, const json::value& p,
                         const api::write_options& o) const {
        return held_->patch(at, type, p, o);
    }
    json::document remove(const api::target& at, const api::delete_options& o) const {
        return held_->remove(at, o);
    }
    void remove_collection(const api::target& at, const api::delete_options& o,
                           const api::list_options& l) const {
        held_->remove_collection(at, o, l);
    }
    core::subscription watch(const api::target& at, const api::watch_options& o,
                             watch_sink sink) const {
        return held_->watch(at, o, std::move(sink));
    }

private:
    struct face {
        virtual ~face() = default;
        virtual json::document create(const api::target&, const json::value&,
                                      const api::write_options&) = 0;
        virtual json::document get(const api::target&) = 0;
        virtual json::list_result list(const api::target&, const api::list_options&) = 0;
        virtual json::document update(const api::target&, const json::value&,
                                      const api::write_options&) = 0;
        virtual json::document patch(const api::target&, api::patch_type, const json::value&,
                                     const api::write_options&) = 0;
        virtual json::document remove(const api::target&, const api::delete_options&) = 0;
        virtual void remove_collection(const api::target&, const api::delete_options&,
                                       const api::list_options&) = 0;
        virtual core::subscription watch(const api::target&, const api::watch_options&,
                                         watch_sink) = 0;
    };

    template <class T>
    struct model final : face {
        explicit model(std::shared_ptr<T> t) : transport_(std::move(t)) {}

        json::document create(const api::target& at, const json::value& v,
                              const api::write_options& o) override {
            return transport_->create(at, v, o);
        }
        json::document get(const api::target& at) override { return transport_->get(at); }
        json::list_result list(const api::target& at, const api::list_options& o) override {
            return transport_->list(at, o);
        }
        json::document update(const api::target& at, const json::value& v,
                              const api::write_options& o) override {
            return transport_->update(at, v, o);
        }
        json::document patch(const api::target& at, api::patch_type type, const json::value& p,
                             const api::write_options& o) override {
            return transport_->patch(at, type, p, o);
        }
        json::document remove(const api::target& at, const api::delete_options& o) override {
            return transport_->remove(at, o);
        }
        void remove_collection(const api::target& at, const api::delete_options& o,
                               const api::list_options& l) override {
            transport_->remove_collection(at, o, l);
        }
        core::subscription watch(const api::target& at, const api::watch_options& o,
                                 watch_sink sink) override {
            return transport_->watch(at, o, std::move(sink));
        }

        std::shared_ptr<T> transport_;
    };

    std::shared_ptr<face> held_;
};

}  // namespace slipway::client
