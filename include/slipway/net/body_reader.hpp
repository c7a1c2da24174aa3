// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace slipway::net {

/// The body of a request as it arrives. Copies refer to the same body. A little of it is read
/// ahead; the client waits while nobody reads. One that expects to be told to continue (RFC 9110,
/// section 10.1.1) is told so by the first call of `next` or `read`.
class body_reader {
public:
    struct face {
        virtual ~face() = default;
        virtual std::string_view next() = 0;
    };

    explicit body_reader(std::shared_ptr<face> f) : face_(std::move(f)) {}

    /// The next bytes, as many as there are, at most 512 KiB; none at the end. They stay until the
    /// next call for this body, which uses their memory again. Waits for them: not to be called by
    /// a thread of `io_threads`. Throws `http_error`: the client has gone (cut_off) or is too slow
    /// (timed_out), or the server ends (stopped).
    std::string_view next() const { return face_->next(); }
    /// The same, to keep.
    std::string read() const { return std::string(face_->next()); }

private:
    std::shared_ptr<face> face_;
};

}  // namespace slipway::net
