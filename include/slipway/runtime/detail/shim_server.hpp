// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/caretaker.hpp>
#include <slipway/runtime/detail/join_ended.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/documents.hpp>

namespace slipway::runtime::detail {

inline json::value failure_document(const status_error& e) {
    return {
        {"error", {{"reason", std::string(core::facts(e.why()).name)}, {"message", e.message()}}}};
}
[[noreturn]] inline void throw_failure(const json::value& error) {
    const std::string name = error.value("reason", ""), message = error.value("message", "");
    for (const core::reason_facts& f : core::reason_table)
        if (f.name == name) throw status_error(f.value, message);
    throw status_error(core::reason::internal_error, message);
}

/// Tells the end of a connection on which a call lasts, as long as this lives. Nothing more is said
/// there but that the user leaves a terminal: what else comes is the end.
class end_watch {
public:
    explicit end_watch(const message_channel& with) : done_(::eventfd(0, EFD_CLOEXEC)) {
        if (!done_) fail_with_errno("cannot make an eventfd");
        watching_ = std::thread([this, &with] { watch(with); });
    }
    end_watch(const end_watch&) = delete;
    ~end_watch() {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto told = ::write(done_.get(), &one, sizeof one);
        watching_.join();
    }
    std::stop_token ended() const { return end_.get_token(); }

private:
    void watch(const message_channel& with) {
        pollfd both[] = {{with.socket(), POLLIN, 0}, {done_.get(), POLLIN, 0}};
        while (::poll(both, 2, -1) < 0 && errno == EINTR) {
        }
        if (both[1].revents) return;
        if (const owned_fd terminal = left_behind(with)) keep_open(terminal);
        else end_.request_stop();
    }
    /// The terminal of a user who leaves it, so that what runs there goes on; nothing where it is
    /// his end.
    static owned_fd left_behind(const message_channel& with) {
        try {
            auto said = with.receive();
            if (said && said->document.value("call", "") == "letGo" && !said->descriptors.empty())
                return std::move(said->descriptors.front());
        } catch (const std::exception&) {
            // who says something else has said the last
        }
        return {};
    }
    /// Throws away what is written to a terminal that nobody looks at.
    void keep_open(const owned_fd& terminal) const {
        pollfd both[] = {{terminal.get(), POLLIN, 0}, {done_.get(), POLLIN, 0}};
        while (!both[1].revents) {
            if (::poll(both, 2, -1) < 0) continue;  // EINTR
            char bytes[4096];
            if (both[0].revents && ::read(terminal.get(), bytes, sizeof bytes) <= 0 &&
                errno != EINTR && errno != EAGAIN)
                both[0].fd = -1;
        }
    }

    owned_fd done_;
    std::stop_source end_;
    std::thread watching_;
};

/// Answers for the runtime of one pod, until the pod is removed: one call for each connection. A
/// call ends with its connection where it would wait.
template <interactive_runtime R>
    requires adjustable_runtime<R>
class shim_server {
public:
    shim_server(R& runtime, std::string sandbox, owned_fd listening,
                const std::filesystem::path& directory)
        : runtime_(runtime),
          sandbox_(std::move(sandbox)),
          listening_(std::move(listening)),
          wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          care_(runtime, directory, [this] { wake(); }),
          events_(runtime.subscribe([this](const event& e) { tell(e); })) {
        if (!wake_) fail_with_errno("cannot make an eventfd");
    }

    /// True where the pod was over, and not removed by somebody.
    bool run() {
        pollfd both[] = {{listening_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
        for (auto state = care::pod_state::needed; state != care::pod_state::over;) {
            const int patience = state == care::pod_state::passing_on ? 50 : -1;
            if (::poll(both, 2, patience) < 0 && errno != EINTR)
                fail_with_errno("cannot wait for calls");
            std::uint64_t count = 0;
            [[maybe_unused]] const auto woken = ::read(wake_.get(), &count, sizeof count);
            if (both[0].revents) accept();
            join_ended(conversations_);
            state = removed_     ? care::pod_state::over
                    : holds_ > 0 ? care::pod_state::needed
                                 : care_.state();
        }
        listening_.reset();  // whoever comes now finds how it ended, and does not wait until its
                             // network has gone
        if (!removed_) care_.remove_sandbox(sandbox_);
        if constexpr (requires { runtime_.settle_events(); }) runtime_.settle_events();
        say_goodbye();
        return !removed_;
    }

private:
    struct conversation {
        explicit conversation(owned_fd socket) : channel(std::move(socket)) {}
        message_channel channel;
        std::thread thread;
        std::atomic<bool> ended = false;
    };
    using message = message_channel::message;
    using care = caretaker<R>;

    void wake() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto told = ::write(wake_.get(), &one, sizeof one);
    }
    /// Those who wait get their answers, unless they do not take them.
    void say_goodbye() {
        for (conversation& c : conversations_) ::shutdown(c.channel.socket(), SHUT_RD);
        {
            std::unique_lock lock(mutex_);
            ended_.wait_for(lock, std::chrono::seconds(1), [&] {
                return std::all_of(conversations_.begin(), conversations_.end(),
                                   [](const conversation& c) { return c.ended.load(); });
            });
        }
        for (conversation& c : conversations_) ::shutdown(c.channel.socket(), SHUT_RDWR);
        for (conversation& c : conversations_) c.thread.join();
    }

    void accept() {
        owned_fd socket(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket) return;
        conversation& c = conversations_.emplace_back(std::move(socket));
        c.thread = std::thread([this, &c] {
            talk(c.channel);
            ::shutdown(c.channel.socket(), SHUT_RDWR);
            std::lock_guard lock(mutex_);
            c.ended = true;
            ended_.notify_all();
        });
    }

    void talk(message_channel& with) {
        std::optional<end_watch> watch;  // goes when the answer has been sent: whoever waits for
                                         // that does not wait for it
        json::value answer;
        bool last = false;
        try {
            const auto asked = with.receive();
            if (!asked) return;
            const std::string call = asked->document.value("call", "");
            last = call == "removeSandbox";
            if (call == "subscribe") return tell_events(with, asked->document.value("past", false));
            if (call == "hold") return hold(with);
            if (call == "pauseMeanwhile")
                return pause_meanwhile(asked->document.value("key", ""), with);
            answer = {{"result", answer_to(call, *asked, with, watch)}};
        } catch (const status_error& e) {
            answer = failure_document(e);
        } catch (const std::exception& e) {
            answer = failure_document(status_error(core::reason::internal_error, e.what()));
        }
        with.send(answer);
        if (!last || !answer.contains("result")) return;
        removed_ = true;
        wake();
    }

    json::value answer_to(const std::string& call, const message& asked,
                          const message_channel& with, std::optional<end_watch>& watch) {
        const json::value& d = asked.document;
        const std::string key = d.value("key", "");
        if (call == "sandbox") return optional_document(runtime_.sandbox(sandbox_));
        if (call == "setNetworks") return document(runtime_.set_networks(sandbox_, networks_in(d)));
        if (call == "containers") return document_list(care_.containers());
        if (call == "container") return optional_document(care_.container(key));
        if (call == "createContainer") return create_container(key, asked);
        if (call == "readLog")
            return document(runtime_.read_log(key, d.at("from").get<std::uint64_t>(),
                                              d.at("atMost").get<std::size_t>()));
        if (call == "usage") return document(runtime_.usage(key));
        if (call == "health") return document(care_.health(key));
        if (call == "info") return document(runtime_.info());
        if (call == "exec")
            return document(
                runtime_.exec(key, read<exec_spec>(d.at("spec")).command, milliseconds(d)));
        if (call == "run") return json::value(run(key, asked, watch.emplace(with).ended()));
        if (call == "attachBehindLog")
            return json::value(runtime_.attach_behind_log(key, attachment_in(asked)));
        if (call == "wait") return document(runtime_.wait(key, watch.emplace(with).ended()));
        if (call == "startContainer") care_.start_container(key);
        else if (call == "signal") care_.signal(key, d.at("signal").get<int>());
        else if (call == "stopContainer") care_.stop_container(key, milliseconds(d));
        else if (call == "removeContainer") care_.remove_container(key);
        else if (call == "attach") runtime_.attach(key, attachment_in(asked));
        else if (call == "pause") runtime_.pause(key);
        else if (call == "unpause") runtime_.unpause(key);
        else if (call == "update") runtime_.update(key, read<limits>(d.at("limits")));
        else if (call == "follow") {
            const auto how = read<upkeep>(d.at("upkeep"));
            care_.follow(key, how.restart, how.most_restarts);
        } else if (call == "removeSandbox") care_.remove_sandbox(sandbox_);
        else throw status_error(core::reason::bad_request, "a shim knows no call \"" + call + "\"");
        return nullptr;
    }
    json::value create_container(const std::string& key, const message& asked) {
        json::value made = document(
            care_.create_container(sandbox_, key, read<container_spec>(asked.document.at("spec")),
                                   read<upkeep>(asked.document.at("upkeep"))));
        if (!asked.document.contains("streams")) return made;
        runtime_.attach(key, attachment_in(asked));
        made["attached"] = true;
        return made;
    }
    static std::chrono::milliseconds milliseconds(const json::value& d) {
        return std::chrono::milliseconds(d.at("milliseconds").get<std::int64_t>());
    }
    static std::vector<network_spec> networks_in(const json::value& d) {
        std::vector<network_spec> made;
        for (const json::value& each : d.at("networks")) made.push_back(read<network_spec>(each));
        return made;
    }
    template <class T>
    static json::value optional_document(const std::optional<T>& v) {
        return v ? document(*v) : json::value(nullptr);
    }
    static json::value document_list(const std::vector<container_status>& all) {
        json::value made = json::value::array();
        for (const auto& each : all) made.push_back(document(each));
        return made;
    }

    /// Descriptors come in the order of their names in `streams`.
    static int descriptor(const message& asked, std::string_view name) {
        std::size_t i = 0;
        for (const auto& each : asked.document.at("streams")) {
            if (each.get_ref<const std::string&>() == name)
                return i < asked.descriptors.size() ? asked.descriptors[i].get() : -1;
            ++i;
        }
        return -1;
    }
    int run(const std::string& key, const message& asked, std::stop_token stop) {
        return runtime_.exec(
            key, read<exec_spec>(asked.document.at("spec")),
            standard_streams{descriptor(asked, "in"), descriptor(asked, "out"),
                             descriptor(asked, "err"), descriptor(asked, "console")},
            stop);
    }
    static attachment attachment_in(const message& asked) {
        return {descriptor(asked, "out"), descriptor(asked, "err"), descriptor(asked, "input")};
    }

    /// With `past`, also of what has happened before: whoever hears of a new pod comes when it has
    /// begun.
    void tell_events(message_channel& with, bool past) {
        std::unique_lock lock(events_mutex_);
        with.send({{"result", nullptr}});
        if (past)
            for (const event& e : past_) with.send(document(e));
        const auto own = hearing_.insert(hearing_.end(), &with);
        lock.unlock();
        await_end(with);
        lock.lock();
        hearing_.erase(own);
    }
    void tell(const event& e) {
        constexpr std::size_t most = 1000;
        std::lock_guard lock(events_mutex_);
        if (e.kind != event_kind::wrote) past_.push_back(e);
        if (past_.size() > most) past_.pop_front();
        for (message_channel* const each : hearing_) each->send(document(e));
    }
    void hold(const message_channel& with) {
        ++holds_;
        with.send({{"result", nullptr}});
        await_end(with);
        --holds_;
        wake();
    }
    /// Until the other side has ended, or is done and waits.
    void pause_meanwhile(const std::string& key, const message_channel& with) {
        runtime_.pause(key);
        with.send({{"result", nullptr}});
        await_end(with);
        try {
            runtime_.unpause(key);
        } catch (const status_error&) {  // it was ended or removed meanwhile
        }
    }
    static void await_end(const message_channel& with) {
        pollfd end{with.socket(), POLLIN, 0};
        while (::poll(&end, 1, -1) < 0 && errno == EINTR) {
        }
    }

    R& runtime_;
    const std::string sandbox_;
    owned_fd listening_, wake_;
    std::atomic<bool> removed_ = false;
    std::atomic<int> holds_ = 0;  ///< of those for whom the pod stays although it may be over
    std::mutex mutex_;
    std::condition_variable ended_;  ///< a conversation has
    caretaker<R> care_;
    std::list<conversation> conversations_;
    std::mutex events_mutex_;  ///< guards the next two
    std::deque<event> past_;
    std::list<message_channel*> hearing_;
    core::subscription events_;
};

}  // namespace slipway::runtime::detail
