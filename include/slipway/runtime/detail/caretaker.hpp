// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/subscription.hpp>
#include <slipway/json/write.hpp>
#include <slipway/runtime/concepts.hpp>
#include <slipway/runtime/detail/health_checks.hpp>
#include <slipway/runtime/detail/image_files.hpp>
#include <slipway/runtime/detail/restarter.hpp>
#include <slipway/runtime/detail/run_limit.hpp>
#include <slipway/runtime/documents.hpp>
#include <slipway/runtime/stop_signal.hpp>
#include <slipway/runtime/upkeep.hpp>

namespace slipway::runtime::detail {

/// The containers of one pod, which it looks after as each one's `upkeep` says. The methods are
/// those of the runtime.
template <interactive_runtime R>
class caretaker {
public:
    /// What containers write that are started again is kept below `directory`, unless they say
    /// where. Calls `changed` when the pod may be over.
    caretaker(R& runtime, std::filesystem::path directory, std::function<void()> changed)
        : runtime_(runtime), directory_(std::move(directory)), changed_(std::move(changed)) {}

    container_status create_container(const std::string& sandbox, const std::string& key,
                                      container_spec spec, const upkeep& how) {
        if (how.restart != restart_policy::no && spec.writable.empty())
            spec.writable = directory_ / "written" / key;
        const container_status made = runtime_.create_container(sandbox, key, spec);
        std::lock_guard lock(mutex_);
        auto& care = cares_[key];
        if (care) return made;  // it was there
        care = std::make_shared<one>();
        care->stop_signal = stop_signal(spec.image.config.stop_signal);
        if (!spec.writable.empty()) care->again.emplace(runtime_, key, how, changed_);
        if (auto command = probe_command(how.health, spec.image.config); !command.empty())
            care->health.emplace(runtime_, sandbox, key, how.health, std::move(command));
        if (how.run_time.count() > 0) care->limit.emplace(runtime_, key, how.run_time);
        care->result = how.result;
        std::error_code ignored;
        if (!how.result.empty())
            std::filesystem::remove(how.result, ignored);  // of one that ended before
        if (!how.result.empty() && !ends_)
            ends_ = runtime_.subscribe([this](const event& e) {
                if (e.kind == event_kind::exited) changed_();
            });
        return made;
    }
    void start_container(const std::string& key) {
        try {
            runtime_.start_container(key);
        } catch (...) {
            changed_();
            throw;
        }
    }
    void signal(const std::string& key, int number) {
        const auto care = find(key);
        const bool leaves = care && ends(number, *care);
        if (leaves) care->leave();
        runtime_.signal(key, number);
        if (leaves) changed_();  // nothing may run, and only be about to be started
    }
    void stop_container(const std::string& key, std::chrono::milliseconds grace) {
        if (const auto care = find(key)) care->leave();
        runtime_.stop_container(key, grace);
        changed_();  // there may have been nothing to stop but what was about to be started
    }
    /// Throws `status_error` (conflict) for one that would lose what it wrote.
    void follow(const std::string& key, restart_policy policy, std::uint32_t most) {
        const auto care = find(key);
        if (!care)
            throw status_error(core::reason::not_found, "there is no container \"" + key + "\"");
        if (care->again) care->again->follow(policy, most);
        else if (policy != restart_policy::no)
            throw status_error(
                core::reason::conflict,
                "container \"" + key + "\" cannot be started again: what it writes is not kept");
        changed_();  // it may have been about to be started
    }
    void remove_container(const std::string& key) {
        std::shared_ptr<one> last;
        {
            std::lock_guard lock(mutex_);
            if (const auto at = cares_.find(key); at != cares_.end())
                last = std::move(at->second), cares_.erase(at);
        }
        if (last) last->leave();
        last.reset();
        runtime_.remove_container(key);
    }
    void remove_sandbox(const std::string& key) {
        std::map<std::string, std::shared_ptr<one>> last;
        {
            std::lock_guard lock(mutex_);
            last.swap(cares_);
        }
        for (const auto& [name, care] : last) care->leave();
        last.clear();
        runtime_.remove_sandbox(key);
    }
    std::optional<container_status> container(const std::string& key) {
        const auto care = find(key);
        auto made = care && care->again ? care->again->status() : runtime_.container(key);
        if (made && care && care->health) made->health = care->health->report().status;
        return made;
    }
    std::vector<container_status> containers() {
        std::vector<container_status> made;
        for (const container_status& c : runtime_.containers())
            if (auto now = container(c.key)) made.push_back(*std::move(now));
        return made;
    }
    health_report health(const std::string& key) const {
        const auto care = find(key);
        return care && care->health ? care->health->report() : health_report();
    }
    enum class pod_state { needed, passing_on, over };
    /// Whether all its containers have ended for good and are to take it with them; `passing_on`
    /// while somebody who is attached has not taken yet what they wrote. What is known of them has
    /// been written when it is `over`.
    pod_state state() {
        std::map<std::string, std::shared_ptr<one>> all;
        {
            std::lock_guard lock(mutex_);
            all = cares_;
        }
        if (all.empty()) return pod_state::needed;
        for (const auto& [key, care] : all) {
            const auto now = container(key);
            if (!now || care->result.empty() || now->state != container_state::exited ||
                now->restarting)
                return pod_state::needed;
        }
        for (const auto& [key, care] : all)
            if (!runtime_.passed_on(key)) return pod_state::passing_on;
        for (const auto& [key, care] : all)
            if (!write_result(key, *care)) return pod_state::needed;
        return pod_state::over;
    }

private:
    struct one {
        /// From now on it ends for good.
        void leave() {
            if (again) again->leave();
        }
        int stop_signal = SIGTERM;
        std::filesystem::path result;
        std::optional<restarter<R>> again;  ///< of one that can be
        std::optional<health_checks<R>> health;
        std::optional<run_limit<R>> limit;
    };

    /// Whether who sends this signal wants the end of the container.
    static bool ends(int number, const one& care) {
        return number == SIGKILL || number == SIGTERM || number == SIGINT || number == SIGQUIT ||
               number == care.stop_signal;
    }
    /// False where it cannot be written: then this pod is what tells.
    bool write_result(const std::string& key, const one& care) {
        const auto last = container(key);
        if (!last) return false;
        try {
            replace_file(care.result, json::write(document(ended_container{*last, health(key)})));
            return true;
        } catch (const status_error&) {
            return false;
        }
    }
    std::shared_ptr<one> find(const std::string& key) const {
        std::lock_guard lock(mutex_);
        const auto at = cares_.find(key);
        return at == cares_.end() ? nullptr : at->second;
    }

    R& runtime_;
    const std::filesystem::path directory_;
    const std::function<void()> changed_;
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<one>> cares_;
    core::subscription ends_;
};

}  // namespace slipway::runtime::detail
