// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <slipway/net/body_reader.hpp>
#include <slipway/net/message.hpp>
#include <slipway/net/upgraded_connection.hpp>

namespace slipway::net {

using bytes = std::shared_ptr<const std::string>;

/// The body of a response that is sent piece by piece. Copies refer to the same body; all of it may
/// be called from any thread.
class body_stream {
public:
    struct face {
        virtual ~face() = default;
        virtual bool write(bytes piece) = 0;
        virtual bool wait_for_room() = 0;
        virtual void finish() = 0;
        virtual void on_closed(std::function<void()> callback) = 0;
    };

    explicit body_stream(std::shared_ptr<face> f) : face_(std::move(f)) {}

    /// Queues a piece. False once the client is gone, or was so slow that too much had queued up.
    bool write(bytes piece) const { return face_->write(std::move(piece)); }
    bool write(std::string piece) const {
        return write(std::make_shared<const std::string>(std::move(piece)));
    }
    /// Waits until little waits for the client; false once it is gone. Between two pieces, it keeps
    /// large bodies out of memory. Not to be called by a thread of `io_threads`.
    bool wait_for_room() const { return face_->wait_for_room(); }
    /// Ends the body; the connection may be used for the next request. Where the body is shorter
    /// than its Content-Length, the connection ends, so that the client knows.
    void finish() const { face_->finish(); }
    /// Called once when the client is gone, or at once when it is already. Not called after
    /// `finish`.
    void on_closed(std::function<void()> callback) const { face_->on_closed(std::move(callback)); }

private:
    std::shared_ptr<face> face_;
};

/// A request that waits for its answer. Copies refer to the same one; when the last goes
/// unanswered, the client gets a 500. May be used from any thread, once. None may be left when the
/// `io_threads` of its server go.
class exchange {
public:
    struct face {
        virtual ~face() = default;
        virtual void respond(response r) = 0;
        virtual body_stream stream(int status, headers h) = 0;
        virtual upgraded_connection upgrade(int status, headers h) = 0;
    };

    explicit exchange(std::shared_ptr<face> f) : face_(std::move(f)) {}

    /// To HEAD, a Content-Length may be among the headers: that of the body which GET would give.
    void respond(response r) const { face_->respond(std::move(r)); }
    /// In chunks, unless there is a Content-Length among the headers.
    body_stream stream(int status, headers h) const { return face_->stream(status, std::move(h)); }
    /// Answers by a head alone and gives the connection away: from here on it speaks another
    /// protocol (RFC 9110, section 7.8). Waits until the client has the answer: not to be called by
    /// a thread of `io_threads`. Throws `http_error` (cut_off) where the client is gone,
    /// `status_error` (bad_request) where it still sends a body or uses TLS.
    upgraded_connection upgrade(int status, headers h) const {
        return face_->upgrade(status, std::move(h));
    }

private:
    std::shared_ptr<face> face_;
};

using handler = std::function<void(request&&, exchange)>;

/// Gets a request without its body, which it reads itself.
using streaming_handler = std::function<void(request&& head, body_reader body, exchange)>;

/// Answers a request without a body where that needs no waiting: a thread of `io_threads` calls it.
/// Nothing, or anything thrown: the streaming handler is to answer.
using immediate_handler = std::function<std::optional<response>(const request& head)>;

}  // namespace slipway::net
