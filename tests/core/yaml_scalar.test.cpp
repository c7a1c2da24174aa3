// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/yaml_scalar.hpp>

#include <catch2/catch.hpp>
#include <yaml-cpp/yaml.h>

namespace yaml_scalar_test {

using slipway::core::is_block_yaml;
using slipway::core::is_plain_yaml;

TEST_CASE("usual texts need no quotes, and a YAML reader finds them as they were") {
    for (const char* s :
         {"web", "registry.example.com/shop/web:1.4.2", "100m", "80%", "a b", "it's", "v1", "a:b",
          "a#b", "Running", "x-y_z", "10.0.0.0/8", "\xc3\xa4"}) {
        CAPTURE(s);
        CHECK(is_plain_yaml(s));
        const YAML::Node read = YAML::Load(std::string("key: ") + s + "\n");
        CHECK(read["key"].as<std::string>() == s);
        CHECK(read.size() == 1);
    }
}

TEST_CASE("what YAML would take for another type needs quotes") {
    for (const char* s : {"",     "~",     "null", "true",     "False",      "yes",
                          "NO",   "on",    "Off",  "y",        "n",          "1",
                          "-1",   "+1",    "1.5",  ".5",       "1e3",        "0x1F",
                          "0o17", "1_000", "010",  "12:30:45", "2026-01-31", "2026-01-31T12:00:00Z",
                          ".inf", ".nan",  "<<",   "="}) {
        CAPTURE(s);
        CHECK_FALSE(is_plain_yaml(s));
    }
}

TEST_CASE("what has a meaning in YAML needs quotes") {
    for (const char* s :
         {" a", "a ", "a:", "a: b", "a #b", "- a", "? a", "[a]", "{a}", "a\nb", "a\tb", "\x7f",
          "#a", "&a", "*a", "!a",   "|",    ">",   "'a",  "\"a", "%a",  "@a",   "`a",   ",a"}) {
        CAPTURE(s);
        CHECK_FALSE(is_plain_yaml(s));
    }
}

TEST_CASE("several lines stand as a block where each can stand as it is") {
    for (const char* s : {"a\nb\n", "a\nb", "key: value\n  more: yes\n", "#!/bin/sh\n\nexit 0\n"}) {
        CAPTURE(s);
        CHECK(is_block_yaml(s));
    }
    for (const char* s : {"one line", " indented\nfirst", "\nempty first", "space at the end \nb",
                          "a\tb\nc", "a\r\nb", "two ends\n\n", "a\n\x7f"}) {
        CAPTURE(s);
        CHECK_FALSE(is_block_yaml(s));
    }
}

}  // namespace yaml_scalar_test
