// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/clock.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/detail/check_key.hpp>
#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/event_hub.hpp>
#include <slipway/runtime/detail/execution.hpp>
#include <slipway/runtime/detail/image_files.hpp>
#include <slipway/runtime/detail/isolation.hpp>
#include <slipway/runtime/detail/joined_process.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/output_sinks.hpp>
#include <slipway/runtime/detail/process_box.hpp>
#include <slipway/runtime/detail/process_follower.hpp>
#include <slipway/runtime/detail/process_outputs.hpp>
#include <slipway/runtime/detail/process_pod.hpp>
#include <slipway/runtime/detail/shared_table.hpp>
#include <slipway/runtime/detail/supervisor.hpp>
#include <slipway/runtime/detail/take_directory.hpp>
#include <slipway/runtime/stop_signal.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// A runtime of processes: keeps the books of sandboxes and containers, starts, feeds logs from,
/// waits for and ends their processes. What a container's process is, `Isolation` says.
template <isolation Isolation>
class process_runtime {
public:
    template <class... Arguments>
    explicit process_runtime(const std::filesystem::path& root, Arguments&&... arguments)
        : root_(root),
          alone_(take_directory(root)),
          isolation_(root, std::forward<Arguments>(arguments)...) {}
    process_runtime(const process_runtime&) = delete;
    /// Kills and removes all that is there.
    ~process_runtime() {
        for (const auto& s : sandboxes()) remove_sandbox(s.key);
    }

    runtime_info info() const { return isolation_.info(); }

    sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec) {
        check_key(key);
        const auto made = pods_.ensure(key);
        std::lock_guard lock(made->mutex);
        if (made->own) return made->status;
        try {
            const auto find = [this](const std::string& other) { return container(other); };
            made->own = std::make_shared<typename Isolation::sandbox>(
                isolation_.make_sandbox(key, look_up(spec, find)));
            made->publish(spec.ports);
        } catch (...) {
            made->own.reset();
            pods_.forget(key);
            throw;
        }
        made->status = {key, {}, spec.hostname, core::wall_now(), {}, {}};
        return made->look();
    }
    /// Other networks for a pod, as it runs: in those that it stays in, it keeps its addresses.
    /// Nothing has changed where this throws.
    sandbox_status set_networks(const std::string& key, const std::vector<network_spec>& networks) {
        const auto found = pod_or_throw(key);
        const sandbox_status made = found->join(networks);
        for (const auto& c : boxes_.all()) {
            std::lock_guard lock(c->mutex);
            if (c->own && c->in == found) found->tell_files_of(*c->own);
        }
        return made;
    }
    void remove_sandbox(const std::string& key) {
        for (const auto& c : containers())
            if (c.sandbox == key) remove_container(c.key);
        const auto last = pods_.forget(key);
        if (!last) return;
        std::lock_guard lock(last->mutex);
        last->ports.reset();
        last->own.reset();
    }
    std::optional<sandbox_status> sandbox(const std::string& key) const {
        const auto found = pods_.find(key);
        if (!found) return std::nullopt;
        std::lock_guard lock(found->mutex);
        return found->own ? std::optional(found->status) : std::nullopt;
    }
    std::vector<sandbox_status> sandboxes() const {
        std::vector<sandbox_status> made;
        for (const auto& p : pods_.all()) {
            std::lock_guard lock(p->mutex);
            if (p->own) made.push_back(p->status);
        }
        return made;
    }

    container_status create_container(const std::string& sandbox, const std::string& key,
                                      const container_spec& spec) {
        check_key(key);
        if (spec.command.empty())
            throw status_error(core::reason::invalid, "container " + spec.name + " has no command");
        const auto in = pod_or_throw(sandbox);
        const auto made = boxes_.ensure(key);
        std::lock_guard lock(made->mutex);
        if (made->own) {
            if (made->status.sandbox != sandbox)
                throw status_error(core::reason::conflict, "container \"" + key +
                                                               "\" is in sandbox \"" +
                                                               made->status.sandbox + "\" already");
            return made->status;
        }
        made->in = in;
        made->spec = spec;
        try {
            made->log =
                container_log::of(spec, root_ / "logs" / make_files(*made, key).concat(".log"));
        } catch (...) {
            boxes_.forget(key);
            throw;
        }
        made->status.key = key;
        made->status.sandbox = sandbox;
        made->status.name = spec.name;
        made->status.created = core::wall_now();
        return made->status;
    }

    void start_container(const std::string& key) {
        const auto c = container_or_throw(key);
        const namespace_choice among = joined_by(*c);
        std::unique_lock lock(c->mutex);
        if (c->status.state == container_state::running) return;
        if (c->status.state == container_state::exited)
            throw status_error(core::reason::conflict,
                               "container \"" + key + "\" has ended already");
        run_or_end(c, among);
    }
    /// Starts one that has ended anew: on the files that `container_spec::writable` keeps, and its
    /// log goes on.
    void restart_container(const std::string& key) {
        const auto c = container_or_throw(key);
        const namespace_choice among = joined_by(*c);
        std::unique_lock lock(c->mutex);
        if (!c->own || c->status.state != container_state::exited) return;
        try {
            make_files(*c, key);
        } catch (const status_error& e) {
            c->status.message = e.message();
            throw;
        }
        c->status.exit_code = c->status.signal = 0;
        c->status.oom_killed = c->killed = false;
        run_or_end(c, among);
    }

    void signal(const std::string& key, int number) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        if (c->status.state != container_state::running) return;
        c->send(number);
        if (number == SIGKILL) let_go_to_die(*c);
    }

    void stop_container(const std::string& key, std::chrono::milliseconds grace) {
        const auto c = boxes_.find(key);
        if (!c) return;
        std::unique_lock lock(c->mutex);
        if (c->status.state != container_state::running) return;
        const auto over = [&] { return c->status.state == container_state::exited; };
        if (grace.count() > 0) {
            c->send(stop_signal(c->spec.image.config.stop_signal));
            hold(*c, false);
            if (c->changed.wait_for(lock, grace, over)) return;
        }
        isolation_.kill_all(*c->own, c->process.pid);
        let_go_to_die(*c);
        c->changed.wait(lock, over);
    }

    void pause(const std::string& key) { hold(key, true); }
    void unpause(const std::string& key) { hold(key, false); }
    void update(const std::string& key, const limits& l) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        if (!c->own) throw no_container(key);
        isolation_.update(*c->own, l);
        c->spec.limits = l;
    }

    void remove_container(const std::string& key) {
        const auto c = boxes_.find(key);
        if (!c) return;
        stop_container(key, std::chrono::milliseconds(0));
        boxes_.forget(key);
        std::lock_guard lock(c->mutex);
        c->own.reset();
        c->log.reset();
        c->changed.notify_all();
    }

    std::optional<container_status> container(const std::string& key) const {
        const auto c = boxes_.find(key);
        if (!c) return std::nullopt;
        std::lock_guard lock(c->mutex);
        return c->own ? std::optional(c->status) : std::nullopt;
    }
    std::vector<container_status> containers() const {
        std::vector<container_status> made;
        for (const auto& c : boxes_.all()) {
            std::lock_guard lock(c->mutex);
            if (c->own) made.push_back(c->status);
        }
        return made;
    }

    exec_result exec(const std::string& key, const std::vector<std::string>& command,
                     std::chrono::milliseconds limit, std::stop_token stop = {}) {
        const beside to = running_or_throw(key, command);
        launch plan = plan_beside(to, {.command = command});
        const auto run = std::make_shared<execution>();
        const auto outputs = std::make_shared<process_outputs>(
            [run](output stream, std::string_view s) { run->take(stream, s); });
        const owned_fd nothing = open_or_throw("/dev/null", O_RDONLY);
        plan.in = nothing.get();
        start_beside(plan, to, run, outputs);
        return run->wait(limit, stop);
    }
    int exec(const std::string& key, const exec_spec& spec, const standard_streams& streams,
             std::stop_token stop) {
        const beside to = running_or_throw(key, spec.command);
        launch plan = plan_beside(to, spec);
        plan.in = streams.in;
        plan.out = streams.out;
        plan.err = streams.err;
        if (spec.terminal) plan.console = streams.console;
        const auto run = std::make_shared<execution>();
        start_beside(plan, to, run, nullptr);
        return run->wait(stop).exit_code;
    }

    void attach(const std::string& key, const attachment& to) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        c->attach(to, supervisor_);
    }
    /// As `attach`, and gives where the log ends by then: what is passed on begins there, with
    /// those beginnings of lines that are no entries.
    std::uint64_t attach_behind_log(const std::string& key, const attachment& to) {
        const auto c = container_or_throw(key);
        std::unique_lock lock(c->mutex);
        if (!c->own || c->status.state != container_state::running || !c->log)
            throw c->not_running();
        owned_fd out = to.out < 0 ? owned_fd() : copy_of(to.out),
                 err = to.err < 0 ? owned_fd() : copy_of(to.err);
        c->input.is_wanted_on(to.input);
        const auto log = c->log;
        const auto sinks = c->sinks;
        lock.unlock();  // the supervisor may be about to lock it
        return supervisor_.run(
            [&] { return sinks->add_behind(*log, std::move(out), std::move(err)); });
    }

    container_status wait(const std::string& key, std::stop_token stop) {
        const auto c = container_or_throw(key);
        std::unique_lock lock(c->mutex);
        c->changed.wait(lock, stop,
                        [&] { return c->status.state == container_state::exited || !c->own; });
        return c->status;
    }

    container_usage usage(const std::string& key) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        container_usage made;
        if (c->status.state == container_state::running)
            made = isolation_.usage(*c->own, c->process.pid);
        made.time = core::wall_now();
        return made;
    }

    log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        return c->log ? c->log->read(from, at_most) : log_page{};
    }
    /// Whether those who are attached have taken all that it has written so far.
    bool passed_on(const std::string& key) {
        const auto c = boxes_.find(key);
        if (!c) return true;
        std::unique_lock lock(c->mutex);
        const auto sinks = c->sinks;
        lock.unlock();  // the supervisor may be about to lock it
        return !sinks || supervisor_.run([&] {
            return !sinks->full(output::out) && !sinks->full(output::err);
        });
    }
    core::subscription subscribe(event_sink sink) { return hub_.subscribe(std::move(sink)); }
    void tell(const event& e) { hub_.tell(e); }
    /// Waits until subscribers have been told all. Not to be called by one of them.
    void settle_events() { hub_.settle(); }

    /// The directory that holds what a container has changed of its image's files, in overlayfs'
    /// form, until the container is removed. The runtime's own files are in it too:
    /// `/etc/hostname`, `/etc/hosts`, `/etc/resolv.conf`, and the empty `/proc`, `/sys`, `/dev`,
    /// and what is mounted onto.
    std::filesystem::path changes(const std::string& key) const
        requires requires(const typename Isolation::container& c) { c.root.changes(); }
    {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        if (!c->own) throw no_container(key);
        return c->own->root.changes();
    }

    Isolation& isolation() { return isolation_; }

private:
    using pod = process_pod<typename Isolation::sandbox>;
    using box = process_box<pod, typename Isolation::container>;
    using beside = typename box::beside;

    std::shared_ptr<box> container_or_throw(const std::string& key) const {
        if (auto found = boxes_.find(key)) return found;
        throw no_container(key);
    }
    static status_error no_container(const std::string& key) {
        return status_error(core::reason::not_found, "there is no container \"" + key + '"');
    }
    std::shared_ptr<pod> pod_or_throw(const std::string& key) const {
        if (auto found = pods_.find(key)) return found;
        throw status_error(core::reason::not_found, "there is no sandbox \"" + key + '"');
    }

    void hold(const std::string& key, bool on) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        if (c->status.state != container_state::running) throw c->not_running();
        hold(*c, on);
    }
    /// With the container's lock held, while it runs.
    void hold(box& c, bool on) {
        if (c.status.paused == on) return;
        isolation_.freeze(*c.own, c.process.pid, on);
        c.status.paused = on;
    }
    void let_go_to_die(box& c) {
        c.killed = true;
        hold(c, false);
    }

    /// No lock is held: it takes that of the other one.
    namespace_choice joined_by(box& c) const {
        std::unique_lock lock(c.mutex);
        const namespace_choice asked = c.spec.pid;
        lock.unlock();
        return look_up(asked, [this](const std::string& other) { return container(other); });
    }
    beside running_or_throw(const std::string& key, const std::vector<std::string>& command) {
        if (command.empty())
            throw status_error(core::reason::invalid,
                               "there is no command to run in container \"" + key + '"');
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        return c->running();
    }
    launch plan_beside(const beside& to, const exec_spec& asked) {
        return isolation_.plan_exec(*to.in, *to.own, beside_a_container(to.spec, asked),
                                    to.process.get());
    }
    /// The supervisor may be about to lock the container: no lock of it is held here.
    void start_beside(launch& plan, const beside& to, const std::shared_ptr<execution>& run,
                      const std::shared_ptr<process_outputs>& outputs) {
        follower_.start(plan, to.own, run->process, outputs,
                        [run](int status) { run->end(exit_code_of(status)); });
    }

    /// With the container's lock held. Gives the name of the place.
    std::filesystem::path make_files(box& c, const std::string& key) {
        std::lock_guard inside(c.in->mutex);
        if (!c.in->own)
            throw status_error(core::reason::not_found,
                               "there is no sandbox of container \"" + key + "\" any more");
        // The files of a removed container may go a little later than the container: its key may be
        // used again meanwhile.
        const std::string place = key + '.' + std::to_string(++places_);
        c.own = std::make_shared<typename Isolation::container>(
            isolation_.make_container(*c.in->own, place, c.spec));
        c.sinks = std::make_shared<output_sinks>(supervisor_);
        return place;
    }
    /// With the container's lock held.
    void run_or_end(const std::shared_ptr<box>& c, const namespace_choice& among) {
        try {
            run(c, among);
        } catch (const status_error& e) {
            c->status.state = container_state::exited;
            c->status.exit_code = 128;
            c->status.started = c->status.finished = core::wall_now();
            c->status.message = e.message();
            c->changed.notify_all();
            throw;
        }
    }
    /// With the container's lock held.
    void run(const std::shared_ptr<box>& c, const namespace_choice& among) {
        container_spec spec = c->spec;
        spec.pid = among;
        launch plan = isolation_.plan(*c->in->own, *c->own, spec);
        const auto outputs = std::make_shared<process_outputs>(
            [this, key = c->status.key, sandbox = c->status.sandbox, log = c->log](
                output stream, std::string_view s) {
                if (log->append(stream, s, core::wall_now()))
                    hub_.tell({event_kind::wrote, key, sandbox, 0});
            },
            c->sinks);
        pipe_ends input =
            c->spec.has_input ? make_pipe() : pipe_ends{open_or_throw("/dev/null", O_RDONLY), {}};
        socket_ends console = c->spec.terminal ? make_socket_pair() : socket_ends();
        plan.in = input.read.get();
        plan.console = console.other.get();
        // Nothing it writes is older than its start: who asks for its log since then gets all.
        const wall_time before = core::wall_now();
        follower_.start(
            plan, c->own, c->process, outputs, [this, c](int status) { ended(c, status); },
            console.one.get());
        c->input.comes(c->spec.terminal ? copy_of(outputs->terminal()) : std::move(input.write),
                       c->spec.terminal);
        c->status.state = container_state::running;
        c->status.pid = c->process.pid;
        c->status.started = before;
        hub_.tell({event_kind::started, c->status.key, c->status.sandbox, 0});
    }

    void ended(const std::shared_ptr<box>& c, int status) {
        if constexpr (requires { isolation_.end_others(*c->own); }) isolation_.end_others(*c->own);
        {
            std::lock_guard lock(c->mutex);
            c->log->finish(core::wall_now());
            constexpr bool other_waits = requires(const launch& plan, const started_process& p) {
                isolation_.started(plan, p);
            };
            c->note_end(status, core::wall_now(), other_waits,
                        [&] { return isolation_.oom_kills(*c->own) > 0; });
            hub_.tell({event_kind::exited, c->status.key, c->status.sandbox,
                       c->status.exit_code});  // before anybody can know it otherwise
        }
        c->changed.notify_all();
    }

    std::filesystem::path root_;
    core::file_lock alone_;
    std::atomic<unsigned long> places_ = 0;
    shared_table<pod> pods_;
    shared_table<box> boxes_;
    Isolation isolation_;
    event_hub hub_;
    supervisor supervisor_;
    process_follower<Isolation> follower_{isolation_, supervisor_};
};

}  // namespace slipway::runtime::detail
