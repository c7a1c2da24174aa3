// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

/// What the thread sanitizer is not to report. libstdc++.so counts the references to an exception
/// in code that the sanitizer does not see, so an exception that a future handed over seems to be
/// freed while it is still read.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
    return "race:std::__future_base::_Result<*>::~_Result\n";
}
