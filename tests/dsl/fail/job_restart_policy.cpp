// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// EXPECT: the_restart_policy_of_a_Job_is_OnFailure_or_Never
// ERRORS: 2
#include <slipway/dsl/kinds.hpp>

using namespace slipway::dsl;

constexpr bool made() {
#ifdef EXPECT_ERROR
    Job it{.name = "j", .restartPolicy = "Always"};
#else
    Job it{.name = "j", .restartPolicy = "OnFailure"};
#endif
    return lower(it).metadata.name.size() > 0;
}
static_assert(made());
