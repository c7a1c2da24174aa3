// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include <fcntl.h>

#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_documents.hpp>
#include <slipway/runtime/detail/docker_streams.hpp>
#include <slipway/runtime/detail/docker_terminal.hpp>

namespace slipway::runtime::detail {

/// One who is attached to a container: what it says is passed on in a thread of its own, until it
/// ends.
class docker_attachment {
public:
    /// `d` describes the container. Throws `status_error`.
    docker_attachment(const docker_daemon& daemon, const json::value& d, const attachment& to)
        : daemon_(daemon),
          id_(text_at(d, "Id")),
          terminal_(flag_at(d, "Config", "Tty")),
          out_(copy(to.out)),
          err_(copy(to.err)),
          over_(core::make_pipe()) {
        const bool hears = to.input >= 0 && flag_at(d, "Config", "OpenStdin");
        auto connection =
            daemon_.upgrade("/containers/" + id_ + "/attach?stream=1&stdout=1&stderr=1" +
                            (hears ? "&stdin=1" : ""));
        if (hears) give_input(to.input);
        thread_ = std::thread([this, c = std::move(connection)]() mutable { run(std::move(c)); });
    }
    docker_attachment(const docker_attachment&) = delete;
    ~docker_attachment() {
        over_.write.reset();
        thread_.join();
    }
    bool ended() const { return ended_; }

private:
    static core::owned_fd copy(int fd) {
        if (fd < 0) return {};
        core::owned_fd made(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
        if (!made) core::fail_with_errno("cannot keep a descriptor");
        return made;
    }
    void give_input(int by) {
        if (terminal_) {
            local_terminal local;
            send_descriptor(by, local.theirs.get());
            input_ = std::move(local.ours);
        } else {
            core::pipe_ends pipe = core::make_pipe();
            send_descriptor(by, pipe.write.get());
            input_ = std::move(pipe.read);
        }
    }
    void run(net::upgraded_connection c) {
        docker_relay relay(std::move(c), terminal_,
                           [this](output stream, std::string_view bytes, bool) {
                               core::owned_fd& to = stream == output::out ? out_ : err_;
                               if (to && !write_all(to.get(), bytes, over_.read.get())) to.reset();
                           });
        if (input_) relay.input(input_.get());
        if (input_ && terminal_)
            relay.resizing(input_.get(), [this](winsize now) {
                return resize(daemon_, "/containers/" + id_, now);
            });
        relay.until(over_.read.get());
        try {
            relay.run();
        } catch (const status_error&) {  // the daemon is gone, and with it what was to be heard
        }
        input_.reset();
        out_.reset();
        err_.reset();
        ended_ = true;
    }

    docker_daemon daemon_;
    const std::string id_;
    const bool terminal_;
    core::owned_fd out_, err_, input_;
    core::pipe_ends over_;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

/// All who are attached.
class docker_attachments {
public:
    void add(const docker_daemon& daemon, const json::value& d, const attachment& to) {
        auto made = std::make_unique<docker_attachment>(daemon, d, to);
        const std::lock_guard lock(mutex_);
        all_.remove_if([](const auto& each) { return each->ended(); });
        all_.push_back(std::move(made));
    }

private:
    std::mutex mutex_;
    std::list<std::unique_ptr<docker_attachment>> all_;
};

}  // namespace slipway::runtime::detail
