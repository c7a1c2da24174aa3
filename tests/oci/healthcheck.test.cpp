// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/healthcheck.hpp>

#include <catch2/catch.hpp>

namespace healthcheck_test {

using namespace slipway;
using namespace std::chrono_literals;

TEST_CASE("a health check is read as Docker writes it, and written back") {
    const auto v = json::value::parse(
        R"({"Test":["CMD","/bin/ok"],"Interval":30000000000,"Timeout":1000000,"StartPeriod":2,"StartInterval":3,"Retries":4})");
    const auto h = oci::healthcheck_from(v, "health");
    CHECK(h == oci::healthcheck{{"CMD", "/bin/ok"}, 30s, 1ms, 2ns, 3ns, 4});
    CHECK(oci::to_json(h) == v);
    CHECK(oci::to_json(oci::healthcheck{}) == json::value::object());
    CHECK(oci::healthcheck_from(json::value::object(), "health") == oci::healthcheck{});
}

TEST_CASE("numbers that cannot be are refused") {
    const auto refused = [](const char* text, const char* part) {
        CAPTURE(text);
        CHECK_THROWS_WITH(oci::healthcheck_from(json::value::parse(text), "health"),
                          Catch::Contains(part));
    };
    refused(R"({"Interval":-1})", "health.Interval");
    refused(R"({"Interval":1.5})", "health.Interval");
    refused(R"({"Timeout":18446744073709551615})", "health.Timeout");
    refused(R"({"Retries":4294967296})", "health.Retries");
    refused(R"({"Retries":"3"})", "health.Retries");
    refused(R"({"Test":"true"})", "health.Test");
}

}  // namespace healthcheck_test
