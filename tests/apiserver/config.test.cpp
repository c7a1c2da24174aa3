// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/apiserver/kinds/config.hpp>

#include <catch2/catch.hpp>

#include "kind.hpp"

namespace config_test {

using namespace slipway;
using apiserver::kinds::config_maps;
using apiserver::kinds::secrets;
using support::complaints;
using support::completed;
using support::sentences;

TEST_CASE("a secret's plain text becomes data") {
    const json::value made = completed(
        secrets,
        R"({"metadata":{"name":"s"},"data":{"a":"eA=="},"stringData":{"a":"new","b":"text"}})");
    CHECK(made["type"] == "Opaque");
    CHECK_FALSE(made.contains("stringData"));
    CHECK(made["data"]["a"] == "bmV3");
    CHECK(made["data"]["b"] == "dGV4dA==");
}

TEST_CASE("keys and contents of configuration are checked") {
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"a.b-c_D":""}})").empty());
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"a b":""}})", {}, 60) ==
          sentences{"data[a b]: Invalid value: \"a b\": a valid config key must con"});
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"..":""}})") ==
          sentences{"data[..]: Invalid value: \"..\": must not be '..'"});
    CHECK(complaints(secrets, R"({"metadata":{"name":"s"},"data":{"a":"***"}})") ==
          sentences{"data[a]: Invalid value: \"<hidden>\": must be base64"});
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"a":")" +
                                      std::string(1024 * 1024, 'x') + R"("}})")
              .empty());
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"a":")" +
                                      std::string(1024 * 1024 + 1, 'x') + R"("}})") ==
          sentences{": Too long: may not be more than 1048576 bytes"});
}

TEST_CASE("immutable configuration stays as it is") {
    const std::string old = R"({"metadata":{"name":"c"},"data":{"a":"1"},"immutable":true})";
    CHECK(complaints(
              config_maps,
              R"({"metadata":{"name":"c","labels":{"x":"y"}},"data":{"a":"1"},"immutable":true})",
              old)
              .empty());
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"a":"2"},"immutable":true})",
                     old) ==
          sentences{"data: Forbidden: field is immutable when `immutable` is set"});
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"immutable":true})", old) ==
          sentences{"data: Forbidden: field is immutable when `immutable` is set"});
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c"},"data":{"a":"1"}})", old) ==
          sentences{"immutable: Forbidden: field is immutable when `immutable` is set"});
    CHECK(complaints(secrets, R"({"metadata":{"name":"s"},"type":"a"})",
                     R"({"metadata":{"name":"s"},"type":"b"})") ==
          sentences{"type: Invalid value: \"a\": field is immutable"});
}

TEST_CASE("names, labels and annotations are checked in the API server's words") {
    auto labelled = [](const std::string& key, const std::string& v) {
        return R"({"metadata":{"name":"c","labels":{")" + key + R"(":")" + v + "\"}}}";
    };
    CHECK(complaints(config_maps, labelled("example.com/app", "web-1")).empty());
    CHECK(
        complaints(config_maps, labelled("a b", "v"), {}, 400) ==
        sentences{
            "metadata.labels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"});
    CHECK(complaints(config_maps, labelled("/a", "v")) ==
          sentences{"metadata.labels: Invalid value: \"/a\": prefix part must be non-empty"});
    CHECK(complaints(config_maps, labelled("a/", "v")) ==
          sentences{"metadata.labels: Invalid value: \"a/\": name part must be non-empty"});
    CHECK(complaints(config_maps, labelled("a", std::string(64, 'v')))
              .at(0)
              .ends_with("must be no more than 63 bytes"));
    CHECK(complaints(
              config_maps,
              R"({"metadata":{"name":"c","annotations":{"Any.Case/Key":"any text / at all"}}})")
              .empty());
    CHECK(complaints(config_maps, R"({"metadata":{"name":"c","annotations":{"k":")" +
                                      std::string(256 * 1024, 'x') + R"("}}})") ==
          sentences{"metadata.annotations: Too long: may not be more than 262144 bytes"});
    CHECK(complaints(config_maps, R"({"metadata":{"name":"Upper"}})", {}, 70) ==
          sentences{"metadata.name: Invalid value: \"Upper\": a lowercase RFC 1123 subdomain "});
}

TEST_CASE("rows of configuration count keys") {
    const std::string text =
        R"({"metadata":{"name":"c"},"type":"Opaque","data":{"a":"","b":""},"binaryData":{"c":""}})";
    CHECK(support::printed(config_maps, text) == sentences{"c", "3", "<unknown>"});
    CHECK(support::printed(secrets, text) == sentences{"c", "Opaque", "3", "<unknown>"});
}

}  // namespace config_test
