// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: The concept and the sentences tell of the same functions: each one that is missing has its sentence.
// EXPECT: a runtime has runtime_info info\(\)
// EXPECT: a runtime has sandbox_status run_sandbox\(const std::string& key, const sandbox_spec&\)
// EXPECT: a runtime has void remove_sandbox\(const std::string& key\)
// EXPECT: a runtime has std::optional<sandbox_status> sandbox\(const std::string& key\)
// EXPECT: a runtime has std::vector<sandbox_status> sandboxes\(\)
// EXPECT: a runtime has container_status create_container\(const std::string& sandbox, const std::string& key, const container_spec&\)
// EXPECT: a runtime has void start_container\(const std::string& key\)
// EXPECT: a runtime has void signal\(const std::string& key, int number\)
// EXPECT: a runtime has void stop_container\(const std::string& key, std::chrono::milliseconds grace\)
// EXPECT: a runtime has void remove_container\(const std::string& key\)
// EXPECT: a runtime has std::optional<container_status> container\(const std::string& key\)
// EXPECT: a runtime has std::vector<container_status> containers\(\)
// EXPECT: a runtime has exec_result exec\(const std::string& key, const std::vector<std::string>& command, std::chrono::milliseconds limit\)
// EXPECT: a runtime has log_page read_log\(const std::string& key, std::uint64_t from, std::size_t at_most\)
// EXPECT: a runtime has core::subscription subscribe\(event_sink\)
// ERRORS: 15
#include <slipway/runtime/any_runtime.hpp>

struct mine : slipway::runtime::runtime_archetype {
#ifdef EXPECT_ERROR
    int info, run_sandbox, remove_sandbox, sandbox, sandboxes, create_container, start_container, signal, stop_container, remove_container, container, containers, exec, read_log, subscribe;
#endif
};

slipway::runtime::any_runtime held(std::make_shared<mine>());
