// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/runtime/concepts.hpp>

namespace slipway::runtime {

/// Errors of the compiler, each with one of the functions that `R` lacks, or has with other types,
/// to be a runtime. Whether it is one.
template <class R>
constexpr bool check_runtime() {
    static_assert(has::info<R>, "a runtime has runtime_info info()");
    static_assert(
        has::run_sandbox<R>,
        "a runtime has sandbox_status run_sandbox(const std::string& key, const sandbox_spec&)");
    static_assert(has::remove_sandbox<R>,
                  "a runtime has void remove_sandbox(const std::string& key)");
    static_assert(has::sandbox<R>,
                  "a runtime has std::optional<sandbox_status> sandbox(const std::string& key)");
    static_assert(has::sandboxes<R>, "a runtime has std::vector<sandbox_status> sandboxes()");
    static_assert(
        has::create_container<R>,
        "a runtime has container_status create_container(const std::string& sandbox, const std::string& key, const container_spec&)");
    static_assert(has::start_container<R>,
                  "a runtime has void start_container(const std::string& key)");
    static_assert(has::signal<R>, "a runtime has void signal(const std::string& key, int number)");
    static_assert(
        has::stop_container<R>,
        "a runtime has void stop_container(const std::string& key, std::chrono::milliseconds grace)");
    static_assert(has::remove_container<R>,
                  "a runtime has void remove_container(const std::string& key)");
    static_assert(
        has::container<R>,
        "a runtime has std::optional<container_status> container(const std::string& key)");
    static_assert(has::containers<R>, "a runtime has std::vector<container_status> containers()");
    static_assert(
        has::exec<R>,
        "a runtime has exec_result exec(const std::string& key, const std::vector<std::string>& command, std::chrono::milliseconds limit)");
    static_assert(
        has::read_log<R>,
        "a runtime has log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most)");
    static_assert(has::subscribe<R>, "a runtime has core::subscription subscribe(event_sink)");
    return runtime<R>;
}

}  // namespace slipway::runtime
