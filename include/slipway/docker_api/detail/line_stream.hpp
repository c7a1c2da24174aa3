// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/container_streams.hpp>

namespace slipway::docker_api::detail {

/// An answer of JSON documents, a line each. It begins with the first one: what fails before is an
/// answer with a status, what fails later a line that says so (Engine API, JSONError).
class line_stream {
public:
    explicit line_stream(call& c) : call_(c) {}

    void say(const json::value& document) {
        if (!to_) {
            to_.emplace(call_.stream());
            to_->on_closed([stop = gone_]() mutable { stop.request_stop(); });
        }
        to_->write(json::write(document) + "\r\n");
    }
    /// What builds and loads print.
    void print(const std::string& text) { say({{"stream", text}}); }
    void status(const std::string& text) { say({{"status", text}}); }
    /// Asks for a stop when the client is gone.
    std::stop_token gone() const { return gone_.get_token(); }

    /// Does the work, and ends the answer whatever comes of it.
    template <class Work>
    void run(Work work) {
        try {
            work();
        } catch (const std::exception& e) {
            if (!to_) throw;
            say({{"errorDetail", {{"message", e.what()}}}, {"error", e.what()}});
        }
        if (!to_) return call_.done(200);
        to_->finish();
    }

private:
    call& call_;
    std::optional<net::body_stream> to_;
    std::stop_source gone_;
};

}  // namespace slipway::docker_api::detail
