// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/random.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/build_progress.hpp>
#include <slipway/engine/detail/build_changes.hpp>
#include <slipway/oci/recipe_mounts.hpp>
#include <slipway/oci/run_network.hpp>
#include <slipway/runtime/any_runtime.hpp>

namespace slipway::engine::detail {

/// Runs the command of a RUN in a pod of its own, which is gone at the end.
class build_run {
public:
    build_run(runtime::any_runtime& runtime, const build_sink& progress, std::stop_token stop)
        : runtime_(runtime),
          progress_(progress),
          stop_(std::move(stop)),
          key_("build-" + core::random_source().uuid()) {}
    build_run(const build_run&) = delete;
    ~build_run() {
        try {
            runtime_.remove_sandbox(key_);
        } catch (const status_error&) {  // what stays, the runtime removes when it ends
        }
    }

    /// Runs it to its end. Throws `status_error` (invalid) where it fails, which tells how.
    void run(runtime::container_spec spec, oci::run_network network) {
        spec.name = "run";
        spec.may_gain_privileges = true;
        runtime_.run_sandbox(key_, {.hostname = "build",
                                    .host_network = network == oci::run_network::host,
                                    .no_network = network == oci::run_network::none});
        runtime_.create_container(key_, key_, spec);
        const auto events = runtime_.subscribe([news = news_, key = key_](const runtime::event& e) {
            if (e.container != key) return;
            const std::lock_guard lock(news->mutex);
            news->any = true;
            news->changed.notify_all();
        });
        const std::stop_callback wake(stop_, [news = news_] {
            const std::lock_guard lock(news->mutex);
            news->changed.notify_all();
        });
        runtime_.start_container(key_);
        for (;;) {
            const auto status = runtime_.container(key_);
            tell();
            if (!status)
                throw status_error(core::reason::conflict,
                                   "the container was removed while it ran");
            if (status->state == runtime::container_state::exited) return check(*status);
            if (stop_.stop_requested())
                throw status_error(core::reason::timeout, "the build was stopped");
            std::unique_lock lock(news_->mutex);
            news_->changed.wait_for(lock, std::chrono::seconds(1),
                                    [&] { return news_->any || stop_.stop_requested(); });
            news_->any = false;
        }
    }

    /// What it has changed of the files that `before` shows, and not where something was mounted.
    oci::file_tree changes(const build_view& before, std::set<std::string> mounted) {
        return build_changes(runtime_.changes(key_), before, false, std::move(mounted)).run();
    }

private:
    struct news {
        std::mutex mutex;
        std::condition_variable changed;
        bool any = false;
    };

    void tell() {
        for (;;) {
            const auto page = runtime_.read_log(key_, position_, 1000);
            position_ = page.next;
            if (page.entries.empty()) return;
            if (!progress_) continue;
            for (const auto& entry : page.entries)
                progress_({.what = build_event::output,
                           .to_error = entry.stream == runtime::output::err,
                           .text = entry.text});
        }
    }
    static void check(const runtime::container_status& status) {
        if (status.oom_killed)
            throw status_error(core::reason::invalid,
                               "the command needed more memory than there is for it");
        if (status.signal != 0)
            throw status_error(core::reason::invalid,
                               "the command was ended by signal " + std::to_string(status.signal));
        if (status.exit_code != 0)
            throw status_error(core::reason::invalid, "the command failed with exit code " +
                                                          std::to_string(status.exit_code));
    }

    runtime::any_runtime& runtime_;
    const build_sink& progress_;
    std::stop_token stop_;
    std::string key_;
    std::shared_ptr<news> news_ = std::make_shared<news>();
    std::uint64_t position_ = 0;
};

}  // namespace slipway::engine::detail
