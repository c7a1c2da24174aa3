// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/runtime/concepts.hpp>

namespace slipway::runtime {

/// Errors of the compiler, each with one of the functions that `R` lacks, or has with other types,
/// to be a runtime. Whether it is one.
template <class R>
constexpr bool check_runtime() {
    using std::same_as;
    using text = const std::string&;
    static_assert(
        requires(R& r) {
            { r.info() } -> same_as<runtime_info>;
        }, "a runtime has runtime_info info()");
    static_assert(
        requires(R& r, text key, const sandbox_spec& spec) {
            { r.run_sandbox(key, spec) } -> same_as<sandbox_status>;
        }, "a runtime has sandbox_status run_sandbox(const std::string& key, const sandbox_spec&)");
    static_assert(
        requires(R& r, text key) {
            { r.remove_sandbox(key) } -> same_as<void>;
        }, "a runtime has void remove_sandbox(const std::string& key)");
    static_assert(
        requires(R& r, text key) {
            { r.sandbox(key) } -> same_as<std::optional<sandbox_status>>;
        }, "a runtime has std::optional<sandbox_status> sandbox(const std::string& key)");
    static_assert(
        requires(R& r) {
            { r.sandboxes() } -> same_as<std::vector<sandbox_status>>;
        }, "a runtime has std::vector<sandbox_status> sandboxes()");
    static_assert(
        requires(R& r, text key, const container_spec& spec) {
            { r.create_container(key, key, spec) } -> same_as<container_status>;
        },
        "a runtime has container_status create_container(const std::string& sandbox, const std::string& key, const container_spec&)");
    static_assert(
        requires(R& r, text key) {
            { r.start_container(key) } -> same_as<void>;
        }, "a runtime has void start_container(const std::string& key)");
    static_assert(
        requires(R& r, text key, int number) {
            { r.signal(key, number) } -> same_as<void>;
        }, "a runtime has void signal(const std::string& key, int number)");
    static_assert(
        requires(R& r, text key, std::chrono::milliseconds grace) {
            { r.stop_container(key, grace) } -> same_as<void>;
        },
        "a runtime has void stop_container(const std::string& key, std::chrono::milliseconds grace)");
    static_assert(
        requires(R& r, text key) {
            { r.remove_container(key) } -> same_as<void>;
        }, "a runtime has void remove_container(const std::string& key)");
    static_assert(
        requires(R& r, text key) {
            { r.container(key) } -> same_as<std::optional<container_status>>;
        }, "a runtime has std::optional<container_status> container(const std::string& key)");
    static_assert(
        requires(R& r) {
            { r.containers() } -> same_as<std::vector<container_status>>;
        }, "a runtime has std::vector<container_status> containers()");
    static_assert(
        requires(R& r, text key, const std::vector<std::string>& command,
                 std::chrono::milliseconds limit) {
            { r.exec(key, command, limit) } -> same_as<exec_result>;
        },
        "a runtime has exec_result exec(const std::string& key, const std::vector<std::string>& command, std::chrono::milliseconds limit)");
    static_assert(
        requires(R& r, text key, std::uint64_t from, std::size_t count) {
            { r.read_log(key, from, count) } -> same_as<log_page>;
        },
        "a runtime has log_page read_log(const std::string& key, std::uint64_t from, std::size_t at_most)");
    static_assert(
        requires(R& r, event_sink sink) {
            { r.subscribe(sink) } -> same_as<core::subscription>;
        }, "a runtime has core::subscription subscribe(event_sink)");
    return runtime<R>;
}

}  // namespace slipway::runtime
