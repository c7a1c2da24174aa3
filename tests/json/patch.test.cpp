// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/json/patch.hpp>

#include <slipway/json/read.hpp>

#include <catch2/catch.hpp>

namespace patch_test {

using namespace slipway;

TEST_CASE("the examples of RFC 7386, appendix A") {
    const char* rows[][3] = {
        {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":"b"})", R"({"a":null})", R"({})"},
        {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
        {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
        {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
        {R"({"a":"foo"})", R"("bar")", R"("bar")"},
        {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
        {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
        {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
    };
    for (const auto& [target, patch, result] : rows) {
        INFO(target << " with " << patch);
        CHECK(json::merge_patch(json::read(target), json::read(patch)) == json::read(result));
    }
}

TEST_CASE("a JSON patch is carried out whole or not at all") {
    const json::value target = json::read(R"({"a":{"b":[1,2]}})");
    CHECK(json::json_patch(
              target,
              json::read(
                  R"([{"op":"add","path":"/a/b/-","value":3},{"op":"remove","path":"/a/b/0"}])")) ==
          json::read(R"({"a":{"b":[2,3]}})"));
    auto refused = [&](const char* patch) {
        try {
            json::json_patch(target, json::read(patch));
        } catch (const status_error& e) {
            return e.code();
        }
        return 0;
    };
    CHECK(refused(R"([{"op":"test","path":"/a/b/0","value":9}])") == 422);
    CHECK(refused(R"([{"op":"remove","path":"/x"}])") == 422);
    CHECK(refused(R"({"op":"remove"})") == 400);
    CHECK(refused(R"([{"op":"destroy","path":"/a"}])") == 400);
}

}  // namespace patch_test
