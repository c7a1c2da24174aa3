// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/status.hpp>

#include <catch2/catch.hpp>

namespace status_test {

using namespace slipway::core;

TEST_CASE("a reason brings its HTTP status and its name") {
    const status_error e(reason::not_found, "pods \"web\" not found");
    CHECK(e.code() == 404);
    CHECK(facts(e.why()).name == "NotFound");
    CHECK(std::string(e.what()) == "pods \"web\" not found");
    CHECK_FALSE(e.retryable());
    CHECK(status_error(reason::timeout, "").retryable());
    CHECK(status_error(reason::internal_error, 503, "").code() == 503);
}

TEST_CASE("every reason has a row of its own") {
    for (const reason_facts& f : reason_table) CHECK(&facts(f.value) == &f);
}

}  // namespace status_test
