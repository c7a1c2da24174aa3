// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/runtime/check_runtime.hpp>
#include <slipway/runtime/concepts.hpp>

namespace slipway::runtime {

/// Holds a runtime of any kind; copies share it. The methods are those of the concept.
class any_runtime {
public:
    template <class R>
        requires(!std::same_as<R, any_runtime>)
    explicit any_runtime(std::shared_ptr<R> shared) {
        if constexpr (check_runtime<R>()) held_ = std::make_shared<holder<R>>(std::move(shared));
    }

    /// Without owning it: `r` must outlive all copies.
    template <class R>
        requires(!std::same_as<R, any_runtime>)
    static any_runtime of(R& r) {
        return any_runtime(std::shared_ptr<R>(std::shared_ptr<void>(), &r));
    }

    runtime_info info() { return held_->info(); }
    sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec) {
        return held_->run_sandbox(key, spec);
    }
    void remove_sandbox(const std::string& key) { return held_->remove_sandbox(key); }
    std::optional<sandbox_status> sandbox(const std::string& key) { return held_->sandbox(key); }
    std::vector<sandbox_status> sandboxes() { return held_->sandboxes(); }
    container_status create_container(const std::string& sandbox, const std::string& key,
                                      const container_spec& spec) {
        return held_->create_container(sandbox, key, spec);
    }
    void start_container(const std::string& key) { return held_->start_container(key); }
    void signal(const std::string& key, int number) { return held_->signal(key, number); }
    void stop_container(const std::string& key, std::chrono::milliseconds grace) {
        return held_->stop_container(key, grace);
    }
    void remove_container(const std::string& key) { return held_->remove_container(key); }
    std::optional<container_status> container(const std::string& key) {
        return held_->container(key);
    }
    std::vector<container_status> containers() { return held_->containers(); }
    exec_result exec(const std::string& key, const std::vector<std::string>& command,
                     std::chrono::milliseconds limit) {
        return held_->exec(key, command, limit);
    }
    log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most) {
        return held_->read_log(key, from, at_most);
    }
    core::subscription subscribe(event_sink sink) { return held_->subscribe(std::move(sink)); }
    /// Where the runtime keeps what a container has changed; see `runtime::linux_`. Throws
    /// `status_error` (invalid) where it keeps nothing of the kind.
    std::filesystem::path changes(const std::string& key) { return held_->changes(key); }

private:
    struct face {
        virtual ~face() = default;
        virtual runtime_info info() = 0;
        virtual sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec) = 0;
        virtual void remove_sandbox(const std::string& key) = 0;
        virtual std::optional<sandbox_status> sandbox(const std::string& key) = 0;
        virtual std::vector<sandbox_status> sandboxes() = 0;
        virtual container_status create_container(const std::string& sandbox,
                                                  const std::string& key,
                                                  const container_spec& spec) = 0;
        virtual void start_container(const std::string& key) = 0;
        virtual void signal(const std::string& key, int number) = 0;
        virtual void stop_container(const std::string& key, std::chrono::milliseconds grace) = 0;
        virtual void remove_container(const std::string& key) = 0;
        virtual std::optional<container_status> container(const std::string& key) = 0;
        virtual std::vector<container_status> containers() = 0;
        virtual exec_result exec(const std::string& key, const std::vector<std::string>& command,
                                 std::chrono::milliseconds limit) = 0;
        virtual log_page read_log(const std::string& key, std::uint64_t from,
                                  std::size_t at_most) = 0;
        virtual core::subscription subscribe(event_sink sink) = 0;
        virtual std::filesystem::path changes(const std::string& key) = 0;
    };
    template <class R>
    struct holder final : face {
        explicit holder(std::shared_ptr<R> shared) : r(std::move(shared)) {}
        runtime_info info() override { return r->info(); }
        sandbox_status run_sandbox(const std::string& key, const sandbox_spec& spec) override {
            return r->run_sandbox(key, spec);
        }
        void remove_sandbox(const std::string& key) override { return r->remove_sandbox(key); }
        std::optional<sandbox_status> sandbox(const std::string& key) override {
            return r->sandbox(key);
        }
        std::vector<sandbox_status> sandboxes() override { return r->sandboxes(); }
        container_status create_container(const std::string& sandbox, const std::string& key,
                                          const container_spec& spec) override {
            return r->create_container(sandbox, key, spec);
        }
        void start_container(const std::string& key) override { return r->start_container(key); }
        void signal(const std::string& key, int number) override { return r->signal(key, number); }
        void stop_container(const std::string& key, std::chrono::milliseconds grace) override {
            return r->stop_container(key, grace);
        }
        void remove_container(const std::string& key) override { return r->remove_container(key); }
        std::optional<container_status> container(const std::string& key) override {
            return r->container(key);
        }
        std::vector<container_status> containers() override { return r->containers(); }
        exec_result exec(const std::string& key, const std::vector<std::string>& command,
                         std::chrono::milliseconds limit) override {
            return r->exec(key, command, limit);
        }
        log_page read_log(const std::string& key, std::uint64_t from,
                          std::size_t at_most) override {
            return r->read_log(key, from, at_most);
        }
        core::subscription subscribe(event_sink sink) override {
            return r->subscribe(std::move(sink));
        }
        std::filesystem::path changes(const std::string& key) override {
            if constexpr (requires { r->changes(key); }) return r->changes(key);
            else
                throw status_error(core::reason::invalid,
                                   "the runtime \"" + r->info().name +
                                       "\" does not keep apart what a container changes");
        }
        std::shared_ptr<R> r;
    };

    std::shared_ptr<face> held_;
};

static_assert(runtime<any_runtime>);

}  // namespace slipway::runtime
