// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Whoever plugs in a runtime is told what it lacks, all at once, and not that a constructor does not match.
// EXPECT: a runtime has void stop_container\(const std::string& key, std::chrono::milliseconds grace\)
// EXPECT: a runtime has void signal\(const std::string& key, int number\)
// ERRORS: 2
#include <slipway/runtime/any_runtime.hpp>

struct mine : slipway::runtime::runtime_archetype {
#ifdef EXPECT_ERROR
    bool stop_container(const std::string&, std::chrono::milliseconds) { return true; }
    void signal() {}
#endif
};

slipway::runtime::any_runtime held(std::make_shared<mine>());
