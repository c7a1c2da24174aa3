// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/ssl/context.hpp>

#include <slipway/net/exchange.hpp>
#include <slipway/net/http_server_options.hpp>
#include <slipway/net/worker_threads.hpp>

namespace slipway::net::detail {

namespace asio = boost::asio;

class outgoing_body;

/// A connection, as others see it. All may be called from any thread.
class connection_face {
public:
    virtual ~connection_face() = default;
    virtual void close_soon() = 0;
    virtual void drain_soon(std::shared_ptr<outgoing_body> body) = 0;
};

/// What the connections of one server share.
struct connection_environment {
    connection_environment(http_server_options o, handler h, streaming_handler s = {},
                           worker_threads* w = nullptr, immediate_handler i = {})
        : options(std::move(o)),
          handle(std::move(h)),
          handle_streaming(std::move(s)),
          workers(w),
          handle_at_once(std::move(i)) {
        if (!options.tls) return;
        tls.emplace(asio::ssl::context::tls_server);
        tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                         asio::ssl::context::no_tlsv1_1);
        tls->use_certificate_chain(asio::buffer(options.tls->certificate_pem));
        tls->use_private_key(asio::buffer(options.tls->key_pem), asio::ssl::context::pem);
        if (options.client_ca_pem.empty()) return;
        tls->add_certificate_authority(asio::buffer(options.client_ca_pem));
        tls->set_verify_mode(asio::ssl::verify_peer);  // asked for, not required
        // Whoever shows another authority's certificate is nobody, as one without any: told so by
        // an answer.
        tls->set_verify_callback([](bool, asio::ssl::verify_context&) { return true; });
    }

    void enter(const std::shared_ptr<connection_face>& c) {
        std::unique_lock lock(mutex);
        open.emplace(c.get(), c);
        const bool late = closing.stop_requested();
        lock.unlock();
        if (late) c->close_soon();
    }
    void leave(connection_face* c) {
        std::lock_guard lock(mutex);
        open.erase(c);
    }
    void close_all() {
        std::vector<std::shared_ptr<connection_face>>
            all;  // let go of without the lock: the last one leaves
        closing.request_stop();
        {
            std::lock_guard lock(mutex);
            for (const auto& [key, weak] : open)
                if (auto c = weak.lock()) all.push_back(std::move(c));
        }
        for (const auto& c : all) c->close_soon();
    }
    std::size_t count() {
        std::lock_guard lock(mutex);
        return open.size();
    }

    /// Whether a handler may begin; if so, `end_work` has to follow.
    bool begin_work() {
        std::lock_guard lock(mutex);
        if (closing.stop_requested()) return false;
        ++working;
        return true;
    }
    void end_work() {
        std::lock_guard lock(mutex);
        if (--working == 0) idle.notify_all();
    }
    void wait_for_work() {
        std::unique_lock lock(mutex);
        idle.wait(lock, [&] { return working == 0; });
    }

    /// What the immediate handler says, if there is one.
    std::optional<response> answer_at_once(const request& head) {
        if (!handle_at_once || !begin_work()) return {};
        std::optional<response> made;
        try {
            made = handle_at_once(head);
        } catch (...) {  // the streaming handler meets the same again, and says so
        }
        end_work();
        return made;
    }

    http_server_options options;
    handler handle;
    streaming_handler handle_streaming;  ///< if there is one, it gets all requests
    worker_threads* workers;             ///< for it
    immediate_handler handle_at_once;    ///< is asked before it
    std::optional<asio::ssl::context> tls;
    std::stop_source closing;
    std::mutex mutex;
    std::condition_variable idle;
    std::unordered_map<connection_face*, std::weak_ptr<connection_face>> open;
    std::size_t working = 0;  ///< streaming handlers that run, and immediate ones
};

}  // namespace slipway::net::detail
