// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/event_hub.hpp>

namespace slipway::runtime {

/// What a program does in the `memory` runtime.
struct pretended_run {
    std::vector<std::string> out{};  ///< lines that it writes at once
    std::optional<int> exit_code{};  ///< nothing: it runs until it is stopped
    std::string cannot_start{};      ///< not empty: why it does not start at all
};

/// A runtime that starts nothing: for tests, and for clusters of thousands of pods that nobody
/// needs to run.
class memory {
public:
    using programs = std::function<pretended_run(const container_spec&,
                                                 const std::vector<std::string>& command)>;

    /// `behave` says what a command does; without it, all run until they are stopped.
    explicit memory(programs behave =
                        [](const container_spec&, const std::vector<std::string>&) {
                            return pretended_run{};
                        })
        : behave_(std::move(behave)) {}

    static runtime_info info() {
        return {.name = "memory",
                .lacks = {"processes: containers only pretend to run"},
                .node_address = "127.0.0.1",
                .service_network = "10.96.0.0/16",
                .pretends = true};
    }

    sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec) {
        std::lock_guard lock(mutex_);
        const auto [at, made] = sandboxes_.try_emplace(key);
        if (made) {
            const unsigned n = ++last_;
            at->second = {
                key, "10.244." + std::to_string(n / 250 % 250) + '.' + std::to_string(n % 250 + 1),
                spec.hostname, core::wall_now()};
        }
        return at->second;
    }
    void remove_sandbox(const std::string& key) {
        for (const auto& c : containers())
            if (c.sandbox == key) remove_container(c.key);
        std::lock_guard lock(mutex_);
        sandboxes_.erase(key);
    }
    std::optional<sandbox_status> sandbox(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto at = sandboxes_.find(key);
        return at == sandboxes_.end() ? std::nullopt : std::optional(at->second);
    }
    std::vector<sandbox_status> sandboxes() const {
        std::lock_guard lock(mutex_);
        std::vector<sandbox_status> made;
        for (const auto& [key, s] : sandboxes_) made.push_back(s);
        return made;
    }

    container_status create_container(const std::string& sandbox, const std::string& key,
                                      const container_spec& spec) {
        std::lock_guard lock(mutex_);
        if (!sandboxes_.count(sandbox))
            throw status_error(core::reason::not_found, "there is no sandbox \"" + sandbox + "\"");
        if (spec.command.empty())
            throw status_error(core::reason::invalid, "container " + spec.name + " has no command");
        const auto [at, made] = containers_.try_emplace(key);
        box& c = at->second;
        if (made) {
            c.spec = spec;
            c.status.key = key;
            c.status.sandbox = sandbox;
            c.status.name = spec.name;
            c.status.created = core::wall_now();
        } else if (c.status.sandbox != sandbox) {
            throw status_error(
                core::reason::conflict,
                "container \"" + key + "\" is in sandbox \"" + c.status.sandbox + "\" already");
        }
        return c.status;
    }
    void start_container(const std::string& key) {
        std::lock_guard lock(mutex_);
        box& c = at(key);
        if (c.status.state == container_state::running) return;
        if (c.status.state == container_state::exited)
            throw status_error(core::reason::conflict,
                               "container \"" + key + "\" has ended already");
        const pretended_run run = behave_(c.spec, c.spec.command);
        c.status.started = core::wall_now();
        if (!run.cannot_start.empty()) {
            c.status.message = run.cannot_start;
            c.status.state = container_state::exited;
            c.status.exit_code = 128;
            c.status.finished = core::wall_now();
            throw status_error(core::reason::invalid, run.cannot_start);
        }
        c.status.state = container_state::running;
        hub_.tell({event_kind::started, key, c.status.sandbox, 0});
        for (const std::string& line : run.out)
            c.log.push_back({core::wall_now(), output::out, false, line});
        if (!run.out.empty()) hub_.tell({event_kind::wrote, key, c.status.sandbox, 0});
        if (run.exit_code) end(c, *run.exit_code, 0);
    }
    void signal(const std::string& key, int number) {
        std::lock_guard lock(mutex_);
        if (box& c = at(key); c.status.state == container_state::running)
            end(c, 128 + number, number);
    }
    void stop_container(const std::string& key, std::chrono::milliseconds grace) {
        std::lock_guard lock(mutex_);
        const auto found = containers_.find(key);
        if (found == containers_.end() || found->second.status.state != container_state::running)
            return;
        const int number = grace.count() > 0 ? 15 : 9;
        end(found->second, 128 + number, number);
    }
    void remove_container(const std::string& key) {
        stop_container(key, std::chrono::milliseconds(0));
        std::lock_guard lock(mutex_);
        containers_.erase(key);
    }
    std::optional<container_status> container(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto found = containers_.find(key);
        return found == containers_.end() ? std::nullopt : std::optional(found->second.status);
    }
    std::vector<container_status> containers() const {
        std::lock_guard lock(mutex_);
        std::vector<container_status> made;
        for (const auto& [key, c] : containers_) made.push_back(c.status);
        return made;
    }

    exec_result exec(const std::string& key, const std::vector<std::string>& command,
                     std::chrono::milliseconds) {
        std::lock_guard lock(mutex_);
        const box& c = at(key);
        if (command.empty())
            throw status_error(core::reason::invalid,
                               "there is no command to run in container \"" + key + "\"");
        if (c.status.state != container_state::running)
            throw status_error(core::reason::conflict, "container \"" + key + "\" is not running");
        const pretended_run run = behave_(c.spec, command);
        if (!run.cannot_start.empty()) throw status_error(core::reason::invalid, run.cannot_start);
        exec_result made{.exit_code = run.exit_code.value_or(137), .timed_out = !run.exit_code};
        for (const std::string& line : run.out) made.out += line + '\n';
        return made;
    }
    log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most) {
        std::lock_guard lock(mutex_);
        const box& c = at(key);
        log_page made{.next = std::min<std::uint64_t>(from, c.log.size())};
        for (; made.next < c.log.size() && made.entries.size() < at_most; ++made.next)
            made.entries.push_back(c.log[made.next]);
        return made;
    }
    core::subscription subscribe(event_sink sink) { return hub_.subscribe(std::move(sink)); }

private:
    struct box {
        container_spec spec;
        container_status status;
        std::vector<log_entry> log;
    };
    box& at(const std::string& key) {
        const auto found = containers_.find(key);
        if (found == containers_.end())
            throw status_error(core::reason::not_found, "there is no container \"" + key + "\"");
        return found->second;
    }
    void end(box& c, int exit_code, int signal) {
        c.status.state = container_state::exited;
        c.status.exit_code = exit_code;
        c.status.signal = signal;
        c.status.finished = core::wall_now();
        hub_.tell({event_kind::exited, c.status.key, c.status.sandbox, exit_code});
    }

    programs behave_;
    mutable std::mutex mutex_;
    std::map<std::string, sandbox_status> sandboxes_;
    std::map<std::string, box> containers_;
    unsigned last_ = 0;
    detail::event_hub hub_;
};

static_assert(runtime<memory>);

}  // namespace slipway::runtime
