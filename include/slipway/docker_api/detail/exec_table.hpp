// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <slipway/core/owned_fd.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/detach_keys.hpp>
#include <slipway/net/random_token.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::docker_api::detail {

/// A command beside a container's own: created, running, ended.
struct exec_record {
    std::string id{};
    std::string container{};
    runtime::exec_spec spec{};
    bool input = false, out = false, err = false;  ///< what its client wants
    engine::detach_keys keys{};                    ///< by which it leaves a terminal
    std::string keys_in_words{};                   ///< as it has written them

    // With the mutex held.
    std::mutex mutex{};
    bool started = false, running = false;
    std::optional<int> exit_code{};
    core::owned_fd terminal{};  ///< while it runs
    runtime::window_size wanted{};
};

/// The commands that were created by their ids. Docker forgets them after a while; here the oldest
/// go when there are many.
class exec_table {
public:
    std::shared_ptr<exec_record> add(std::string container, runtime::exec_spec spec) {
        const auto made = std::make_shared<exec_record>();
        made->id = net::random_token();
        made->container = std::move(container);
        made->spec = std::move(spec);
        std::lock_guard lock(mutex_);
        order_.emplace(next_++, made->id);
        all_.emplace(made->id, made);
        for (auto at = order_.begin(); all_.size() > most && at != order_.end();) {
            const auto found = all_.find(at->second);
            const bool busy = found != all_.end() && is_running(*found->second);
            if (busy) {
                ++at;
                continue;
            }
            if (found != all_.end()) all_.erase(found);
            at = order_.erase(at);
        }
        return made;
    }
    /// Throws `status_error` (not_found).
    std::shared_ptr<exec_record> get(const std::string& id) {
        std::lock_guard lock(mutex_);
        const auto found = all_.find(id);
        if (found == all_.end())
            throw status_error(core::reason::not_found,
                               "No such exec instance: " + id.substr(0, 128));
        return found->second;
    }

private:
    static constexpr std::size_t most = 1000;

    static bool is_running(exec_record& e) {
        std::lock_guard lock(e.mutex);
        return e.running;
    }

    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<exec_record>> all_;
    std::map<std::size_t, std::string> order_;  ///< ids by age
    std::size_t next_ = 0;
};

}  // namespace slipway::docker_api::detail
