// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <slipway/net/message.hpp>

namespace slipway::net {

using bytes = std::shared_ptr<const std::string>;

/// The body of a response that is sent piece by piece. Copies refer to the same body; all of it may be called from
/// any thread.
class body_stream {
public:
    struct face {
        virtual ~face() = default;
        virtual bool write(bytes piece) = 0;
        virtual void finish() = 0;
        virtual void on_closed(std::function<void()> callback) = 0;
    };

    explicit body_stream(std::shared_ptr<face> f) : face_(std::move(f)) {}

    /// Queues a piece. False once the client is gone, or was so slow that too much had queued up.
    bool write(bytes piece) const { return face_->write(std::move(piece)); }
    bool write(std::string piece) const { return write(std::make_shared<const std::string>(std::move(piece))); }
    /// Ends the body; the connection may be used for the next request.
    void finish() const { face_->finish(); }
    /// Called once when the client is gone, or at once when it is already. Not called after `finish`.
    void on_closed(std::function<void()> callback) const { face_->on_closed(std::move(callback)); }

private:
    std::shared_ptr<face> face_;
};

/// A request that waits for its answer. Copies refer to the same one; when the last goes unanswered, the client
/// gets a 500. May be used from any thread, once.
class exchange {
public:
    struct face {
        virtual ~face() = default;
        virtual void respond(response r) = 0;
        virtual body_stream stream(int status, headers h) = 0;
    };

    explicit exchange(std::shared_ptr<face> f) : face_(std::move(f)) {}

    void respond(response r) const { face_->respond(std::move(r)); }
    body_stream stream(int status, headers h) const { return face_->stream(status, std::move(h)); }

private:
    std::shared_ptr<face> face_;
};

using handler = std::function<void(request&&, exchange)>;

}  // namespace slipway::net
