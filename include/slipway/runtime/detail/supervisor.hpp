// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// The one thread that starts processes and waits for them and for what they write: a process that
/// asks to be killed when its parent dies means the thread, so this one lives as long as the
/// runtime.
class supervisor {
public:
    supervisor()
        : poll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (!poll_ || !wake_) fail_with_errno("cannot make an epoll");
        add(wake_.get(), [this] { work(); });
        thread_ = std::thread([this] { loop(); });
    }
    supervisor(const supervisor&) = delete;
    ~supervisor() {
        post([this] { stopping_ = true; });
        thread_.join();
    }

    /// Calls `f` in the thread.
    void post(std::function<void()> f) {
        {
            std::lock_guard lock(mutex_);
            todo_.push_back(std::move(f));
        }
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
    }
    /// Calls `f` in the thread, and gives what it gives or throws what it throws.
    template <class F>
    auto run(F f) {
        auto task = std::make_shared<std::packaged_task<decltype(f())()>>(std::move(f));
        auto result = task->get_future();
        post([task] { (*task)(); });
        return result.get();
    }

    /// Calls `ready` in the thread whenever `fd` can be read, until `forget`. To be called in the
    /// thread.
    void add(int fd, std::function<void()> ready) { watch(fd, EPOLLIN, std::move(ready)); }
    /// The same whenever it can be written to.
    void add_writable(int fd, std::function<void()> ready) {
        watch(fd, EPOLLOUT, std::move(ready));
    }
    void forget(int fd) {
        ::epoll_ctl(poll_.get(), EPOLL_CTL_DEL, fd, nullptr);
        handlers_.erase(fd);
    }

private:
    void watch(int fd, std::uint32_t events, std::function<void()> ready) {
        epoll_event e{};
        e.events = events;
        e.data.fd = fd;
        if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, fd, &e) != 0)
            fail_with_errno("cannot watch a descriptor");
        handlers_[fd] = std::make_shared<std::function<void()>>(std::move(ready));
    }
    void work() {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(wake_.get(), &count, sizeof count);
        std::deque<std::function<void()>> now;
        {
            std::lock_guard lock(mutex_);
            now.swap(todo_);
        }
        for (auto& f : now) f();
    }
    void loop() {
        sigset_t broken;  // a reader of a container's output that has gone is told by write(2)
        sigemptyset(&broken);
        sigaddset(&broken, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &broken, nullptr);
        epoll_event events[64];
        while (!stopping_) {
            const int n = ::epoll_wait(poll_.get(), events, 64, -1);
            for (int i = 0; i < n; ++i)
                if (const auto at = handlers_.find(events[i].data.fd); at != handlers_.end()) {
                    const auto keep = at->second;
                    (*keep)();
                }
        }
    }

    owned_fd poll_, wake_;
    std::mutex mutex_;
    std::deque<std::function<void()>> todo_;
    std::map<int, std::shared_ptr<std::function<void()>>> handlers_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace slipway::runtime::detail
