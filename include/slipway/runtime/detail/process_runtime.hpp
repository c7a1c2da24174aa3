// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cctype>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/subscription.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/detail/container_log.hpp>
#include <slipway/runtime/detail/event_hub.hpp>
#include <slipway/runtime/detail/image_files.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/supervisor.hpp>
#include <slipway/runtime/stop_signal.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Keys become names of files.
inline void check_key(const std::string& key) {
    bool good = !key.empty() && key.size() <= 200 && key.front() != '.';
    for (const char c : key) good = good && (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.');
    if (!good)
        throw status_error(core::reason::invalid, "\"" + key.substr(0, 200) + "\" cannot be the key of a sandbox or container: "
                                                  "a key is 1 to 200 letters, digits, '_', '-' and '.'");
}

inline std::vector<std::string> assignments(const std::vector<std::pair<std::string, std::string>>& env) {
    std::vector<std::string> made;
    for (const auto& [name, value] : env) made.push_back(name + '=' + value);
    return made;
}

/// A runtime of processes: keeps the books of sandboxes and containers, starts, feeds logs from, waits for and ends
/// their processes. What a container's process is, `Isolation` says:
///
/// | expression | meaning |
/// |---|---|
/// | `i.info()` | as the runtime's |
/// | `typename I::sandbox`, `i.make_sandbox(key, spec)` | what a sandbox holds; its `ip` is its address |
/// | `typename I::container`, `i.make_container(sandbox, place, spec)` | what a container holds; its files, in a place of that name |
/// | `i.plan(sandbox, container, spec)` | how to start it |
/// | `i.plan_exec(sandbox, container, spec, pidfd, command)` | how to start a command beside it |
/// | `i.place(container, pid)` | limits the process that was just made |
/// | `i.kill_all(container, pid)` | ends all processes of it |
/// | `i.oom_killed(container)` | whether the memory limit was its end |
template <class Isolation>
class process_runtime {
public:
    template <class... Arguments>
    explicit process_runtime(const std::filesystem::path& root, Arguments&&... arguments)
        : root_(root), alone_(lock(root)), isolation_(root, std::forward<Arguments>(arguments)...) {}
    process_runtime(const process_runtime&) = delete;
    /// Kills and removes all that is there.
    ~process_runtime() {
        for (const auto& s : sandboxes()) remove_sandbox(s.key);
    }

    runtime_info info() const { return isolation_.info(); }

    sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec) {
        check_key(key);
        std::shared_ptr<pod> made;
        {
            std::lock_guard lock(mutex_);
            auto& at = pods_[key];
            if (!at) at = std::make_shared<pod>();
            made = at;
        }
        std::lock_guard lock(made->mutex);
        if (made->own) return made->status;
        try {
            made->own = std::make_shared<typename Isolation::sandbox>(isolation_.make_sandbox(key, spec));
        } catch (...) {
            std::lock_guard all(mutex_);
            pods_.erase(key);
            throw;
        }
        made->status = {key, made->own->ip, spec.hostname, now()};
        return made->status;
    }
    void remove_sandbox(const std::string& key) {
        for (const auto& c : containers())
            if (c.sandbox == key) remove_container(c.key);
        std::shared_ptr<pod> last;
        {
            std::lock_guard lock(mutex_);
            const auto at = pods_.find(key);
            if (at == pods_.end()) return;
            last = at->second;
            pods_.erase(at);
        }
        std::lock_guard lock(last->mutex);
        last->own.reset();
    }
    std::optional<sandbox_status> sandbox(const std::string& key) const {
        const auto found = find_pod(key);
        if (!found) return std::nullopt;
        std::lock_guard lock(found->mutex);
        return found->own ? std::optional(found->status) : std::nullopt;
    }
    std::vector<sandbox_status> sandboxes() const {
        std::vector<sandbox_status> made;
        for (const auto& p : all(pods_)) {
            std::lock_guard lock(p->mutex);
            if (p->own) made.push_back(p->status);
        }
        return made;
    }

    container_status create_container(const std::string& sandbox, const std::string& key, const container_spec& spec) {
        check_key(key);
        if (spec.command.empty()) throw status_error(core::reason::invalid, "container " + spec.name + " has no command");
        const auto in = find_pod(sandbox);
        if (!in) throw status_error(core::reason::not_found, "there is no sandbox \"" + sandbox + "\"");
        std::shared_ptr<box> made;
        {
            std::lock_guard lock(mutex_);
            auto& at = boxes_[key];
            if (!at) at = std::make_shared<box>();
            made = at;
        }
        std::lock_guard lock(made->mutex);
        if (made->own) {
            if (made->status.sandbox != sandbox)
                throw status_error(core::reason::conflict, "container \"" + key + "\" is in sandbox \"" + made->status.sandbox + "\" already");
            return made->status;
        }
        try {
            std::lock_guard inside(in->mutex);
            if (!in->own) throw status_error(core::reason::not_found, "there is no sandbox \"" + sandbox + "\"");
            // The files of a removed container may go a little later than the container: its key may be used again meanwhile.
            const std::string place = key + '.' + std::to_string(++places_);
            made->own = std::make_shared<typename Isolation::container>(isolation_.make_container(*in->own, place, spec));
            made->log = std::make_shared<container_log>(root_ / "logs" / (place + ".log"));
        } catch (...) {
            std::lock_guard all(mutex_);
            boxes_.erase(key);
            throw;
        }
        made->in = in;
        made->spec = spec;
        made->status.key = key;
        made->status.sandbox = sandbox;
        made->status.name = spec.name;
        made->status.created = now();
        return made->status;
    }

    void start_container(const std::string& key) {
        const auto c = container_or_throw(key);
        std::unique_lock lock(c->mutex);
        if (c->status.state == container_state::running) return;
        if (c->status.state == container_state::exited)
            throw status_error(core::reason::conflict, "container \"" + key + "\" has ended already");
        try {
            run(c);
        } catch (const status_error& e) {
            c->status.state = container_state::exited;
            c->status.exit_code = 128;
            c->status.started = c->status.finished = now();
            c->status.message = e.message();
            throw;
        }
    }

    void signal(const std::string& key, int number) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        if (c->status.state == container_state::running) ::syscall(SYS_pidfd_send_signal, c->process.pidfd.get(), number, nullptr, 0U);
    }

    void stop_container(const std::string& key, std::chrono::milliseconds grace) {
        const auto c = find_box(key);
        if (!c) return;
        std::unique_lock lock(c->mutex);
        if (c->status.state != container_state::running) return;
        auto over = [&] { return c->status.state == container_state::exited; };
        if (grace.count() > 0) {
            ::syscall(SYS_pidfd_send_signal, c->process.pidfd.get(), stop_signal(c->spec.image.config.stop_signal), nullptr, 0U);
            if (c->changed.wait_for(lock, grace, over)) return;
        }
        isolation_.kill_all(*c->own, c->process.pid);
        c->changed.wait(lock, over);
    }

    void remove_container(const std::string& key) {
        const auto c = find_box(key);
        if (!c) return;
        stop_container(key, std::chrono::milliseconds(0));
        {
            std::lock_guard lock(mutex_);
            boxes_.erase(key);
        }
        std::lock_guard lock(c->mutex);
        c->own.reset();
        c->log.reset();
    }

    std::optional<container_status> container(const std::string& key) const {
        const auto c = find_box(key);
        if (!c) return std::nullopt;
        std::lock_guard lock(c->mutex);
        return c->own ? std::optional(c->status) : std::nullopt;
    }
    std::vector<container_status> containers() const {
        std::vector<container_status> made;
        for (const auto& c : all(boxes_)) {
            std::lock_guard lock(c->mutex);
            if (c->own) made.push_back(c->status);
        }
        return made;
    }

    exec_result exec(const std::string& key, const std::vector<std::string>& command, std::chrono::milliseconds limit) {
        if (command.empty()) throw status_error(core::reason::invalid, "there is no command to run in container \"" + key + "\"");
        const auto c = container_or_throw(key);
        // The supervisor may be about to lock the container: start without its lock.
        std::unique_lock books(c->mutex);
        if (c->status.state != container_state::running)
            throw status_error(core::reason::conflict, "container \"" + key + "\" is not running");
        const auto own = c->own;
        const auto in = c->in->own;
        const owned_fd beside(::fcntl(c->process.pidfd.get(), F_DUPFD_CLOEXEC, 0));
        books.unlock();
        launch plan = isolation_.plan_exec(*in, *own, c->spec, beside.get(), command);
        auto running = std::make_shared<execution>();
        start(
            plan, own, running->process, [running](output stream, std::string_view s) { append(stream == output::out ? running->result.out : running->result.err, s); },
            [running](int status) {
                std::lock_guard inside(running->mutex);
                running->result.exit_code = exit_code_of(status);
                running->over = true;
                running->changed.notify_all();
            });
        std::unique_lock lock(running->mutex);
        if (!running->changed.wait_for(lock, limit, [&] { return running->over; })) {
            ::syscall(SYS_pidfd_send_signal, running->process.pidfd.get(), SIGKILL, nullptr, 0U);
            running->changed.wait(lock, [&] { return running->over; });
            running->result.timed_out = true;
        }
        return running->result;
    }

    log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most) {
        const auto c = container_or_throw(key);
        std::lock_guard lock(c->mutex);
        return c->log ? c->log->read(from, at_most) : log_page{};
    }
    core::subscription subscribe(event_sink sink) { return hub_.subscribe(std::move(sink)); }

    Isolation& isolation() { return isolation_; }

private:
    struct pod {
        std::mutex mutex;
        std::shared_ptr<typename Isolation::sandbox> own;
        sandbox_status status;
    };
    struct box {
        std::mutex mutex;
        std::condition_variable changed;
        std::shared_ptr<pod> in;
        std::shared_ptr<typename Isolation::container> own;
        std::shared_ptr<container_log> log;
        container_spec spec;
        container_status status;
        started_process process;
    };
    struct execution {
        std::mutex mutex;
        std::condition_variable changed;
        started_process process;
        exec_result result;
        bool over = false;
    };

    /// Makes the directory, and removes what a program has left there that was killed.
    static image_file_lock lock(const std::filesystem::path& root) {
        std::filesystem::create_directories(root);
        image_file_lock alone(root / "lock", LOCK_EX | LOCK_NB);
        if (!alone.held()) throw status_error(core::reason::conflict, "another program runs containers in " + root.string());
        for (const char* old : {"containers", "logs"}) oci::remove_tree(root / old);
        std::filesystem::create_directory(root / "logs");
        std::filesystem::create_directory(root / "containers");
        return alone;
    }
    static wall_time now() { return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now()); }
    static void append(std::string& to, std::string_view s) {
        constexpr std::size_t most = 1 << 20;
        to.append(s.substr(0, most - std::min(most, to.size())));
    }

    template <class T>
    std::vector<std::shared_ptr<T>> all(const std::map<std::string, std::shared_ptr<T>>& from) const {
        std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<T>> made;
        for (const auto& [key, one] : from) made.push_back(one);
        return made;
    }
    std::shared_ptr<pod> find_pod(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto at = pods_.find(key);
        return at == pods_.end() ? nullptr : at->second;
    }
    std::shared_ptr<box> find_box(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto at = boxes_.find(key);
        return at == boxes_.end() ? nullptr : at->second;
    }
    std::shared_ptr<box> container_or_throw(const std::string& key) const {
        if (auto found = find_box(key)) return found;
        throw status_error(core::reason::not_found, "there is no container \"" + key + "\"");
    }

    /// With the container's lock held.
    void run(const std::shared_ptr<box>& c) {
        launch plan = isolation_.plan(*c->in->own, *c->own, c->spec);
        start(
            plan, c->own, c->process,
            [this, c, log = c->log](output stream, std::string_view s) {
                if (log->append(stream, s, now())) hub_.tell({event_kind::wrote, c->status.key, c->status.sandbox});
            },
            [this, c](int status) { ended(c, status); });
        c->status.state = container_state::running;
        c->status.pid = c->process.pid;
        c->status.started = now();
    }

    /// Starts a process; what it writes and how it ends is told in the supervisor's thread, the latter last.
    void start(launch& plan, std::shared_ptr<typename Isolation::container> in, started_process& process,
               std::function<void(output, std::string_view)> wrote, std::function<void(int status)> ended) {
        pipe_ends out = make_pipe(), err = make_pipe();
        const owned_fd nothing = open_or_throw("/dev/null", O_RDONLY);
        plan.in = nothing.get();
        plan.out = out.write.get();
        plan.err = err.write.get();
        auto ends = std::make_shared<std::array<owned_fd, 2>>();
        supervisor_.run([&] {
            process = start_process(plan, [&](pid_t pid) { isolation_.place(*in, pid); });
            *ends = {std::move(out.read), std::move(err.read)};
            for (const output stream : {output::out, output::err}) {
                const int fd = (*ends)[stream == output::err].get();
                ::fcntl(fd, F_SETFL, O_NONBLOCK);
                supervisor_.add(fd, [this, ends, stream, wrote] { drain((*ends)[stream == output::err], stream, wrote); });
            }
            const int pidfd = process.pidfd.get();
            supervisor_.add(pidfd, [this, ends, wrote, ended, in, pidfd, pid = process.pid] {
                supervisor_.forget(pidfd);
                isolation_.kill_all(*in, pid);  // while the zombie keeps the number
                int status = 0;
                while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
                for (const output stream : {output::out, output::err}) {
                    owned_fd& end = (*ends)[stream == output::err];
                    drain(end, stream, wrote);
                    if (end) supervisor_.forget(end.get());
                    end.reset();
                }
                ended(status);
            });
        });
    }
    void drain(owned_fd& end, output stream, const std::function<void(output, std::string_view)>& wrote) {
        char bytes[16 * 1024];
        while (end) {
            const ssize_t n = ::read(end.get(), bytes, sizeof bytes);
            if (n > 0) wrote(stream, {bytes, static_cast<std::size_t>(n)});
            else if (n < 0 && errno == EINTR) continue;
            else if (n < 0 && errno == EAGAIN) return;
            else {
                supervisor_.forget(end.get());
                end.reset();
            }
        }
    }
    static int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

    void ended(const std::shared_ptr<box>& c, int status) {
        {
            std::lock_guard lock(c->mutex);
            c->log->finish(now());
            c->status.state = container_state::exited;
            c->status.pid = 0;
            c->status.finished = now();
            c->status.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
            c->status.exit_code = exit_code_of(status);
            c->status.oom_killed = isolation_.oom_killed(*c->own);
        }
        c->changed.notify_all();
        hub_.tell({event_kind::exited, c->status.key, c->status.sandbox});
    }

    std::filesystem::path root_;
    image_file_lock alone_;
    std::atomic<unsigned long> places_ = 0;
    mutable std::mutex mutex_;  // guards the maps
    std::map<std::string, std::shared_ptr<pod>> pods_;
    std::map<std::string, std::shared_ptr<box>> boxes_;
    Isolation isolation_;
    event_hub hub_;
    supervisor supervisor_;
};

}  // namespace slipway::runtime::detail
