// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cerrno>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/runtime/detail/output_sinks.hpp>
#include <slipway/runtime/detail/owned_fd.hpp>
#include <slipway/runtime/detail/supervisor.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Reads what a process writes, tells it, and passes it on to those that are attached. All in the
/// supervisor's thread.
class process_outputs : public std::enable_shared_from_this<process_outputs> {
public:
    using teller = std::function<void(output, std::string_view)>;

    /// Without `sinks` nobody can be attached.
    explicit process_outputs(teller wrote, std::shared_ptr<output_sinks> sinks = nullptr)
        : wrote_(std::move(wrote)), sinks_(std::move(sinks)) {}

    /// From now on, until `finish`. Of a terminal there is only `out`.
    void follow(supervisor& by, owned_fd out, owned_fd err) {
        ends_ = {std::move(out), std::move(err)};
        for (const output stream : {output::out, output::err}) watch(by, stream);
        // Kept by the sinks until they are finished.
        if (sinks_)
            sinks_->when_room(
                [&by, self = shared_from_this()](output stream) { self->watch(by, stream); });
    }
    /// The process has ended: takes what it has left behind.
    void finish(supervisor& by) {
        for (const output stream : {output::out, output::err}) {
            if (!end(stream)) continue;
            drain(stream, true);
            by.forget(end(stream).get());
            end(stream).reset();
        }
        if (sinks_) sinks_->finish();
    }
    int terminal() { return end(output::out).get(); }

private:
    owned_fd& end(output stream) { return ends_[stream == output::err]; }

    void watch(supervisor& by, output stream) {
        const int fd = end(stream).get();
        if (fd < 0) return;
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
        by.add(fd, [&by, self = shared_from_this(), stream, fd] {
            if (self->drain(stream, false)) return;
            by.forget(fd);
            if (!self->sinks_ || !self->sinks_->full(stream)) self->end(stream).reset();
        });
    }
    /// Reads what there is, and of one who writes without end a part: others have their turn too.
    /// False at the end of the stream, and where those that it is passed on to do not follow;
    /// unless it is the last time.
    bool drain(output stream, bool last) {
        char bytes[16 * 1024];
        for (int part = 0; part < (last ? more_than_a_pipe_holds : 4); ++part) {
            const ssize_t n = ::read(end(stream).get(), bytes, sizeof bytes);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0 && errno == EAGAIN) return true;
            if (n <= 0) return false;  // the end; of a terminal that is EIO
            const std::string_view piece(bytes, static_cast<std::size_t>(n));
            wrote_(stream, piece);
            if (sinks_) sinks_->write(stream, piece);
            if (!last && sinks_ && sinks_->full(stream)) return false;
        }
        return true;
    }

    static constexpr int more_than_a_pipe_holds =
        128;  // 2 MiB; a pipe of a user holds 1 at most (/proc/sys/fs/pipe-max-size)

    std::array<owned_fd, 2> ends_;
    teller wrote_;
    std::shared_ptr<output_sinks> sinks_;
};

}  // namespace slipway::runtime::detail
