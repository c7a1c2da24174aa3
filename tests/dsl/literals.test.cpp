// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/literals.hpp>

#include <string>

#include <catch2/catch.hpp>

namespace literals_test {

using namespace slipway;
using namespace slipway::dsl;

static_assert(dsl::name("web-1") == "web-1");
static_assert(image("registry.example.com:5000/shop/web:1.4.2-RC1") != image("busybox"));
static_assert(quantity("1.5Gi") == "1.5Gi");
static_assert(port_number(8080) == 8080L);

TEST_CASE("a computed value is checked when it is built") {
    CHECK_NOTHROW(dsl::name(text(std::string("web"))));
    CHECK_THROWS_AS(dsl::name(text(std::string("Web_1"))), mistake);
    CHECK_THROWS_AS(image(text(std::string("Shop/web"))), mistake);
    CHECK_THROWS_AS(quantity(text(std::string("250mm"))), mistake);
    volatile long port = 70'000;
    CHECK_THROWS_AS(port_number(port), mistake);
    try {
        label_value(text(std::string("a b")));
        FAIL("accepted");
    } catch (const mistake& m) {
        CHECK(m.value == "a b");
        CHECK(
            std::string(m.what()) ==
            "a label value is at most 63 letters, digits, dashes, dots and underscores, not 'a b'");
    }
}

TEST_CASE("each type says what is right, and what was given") {
    auto said = [](auto make) -> std::string {
        try {
            make();
        } catch (const std::exception& e) {
            return e.what();
        }
        return "accepted";
    };
    const std::string wrong = "Not Right:";
    auto starts = [&](auto make, const char* sentence) {
        CHECK(said(make) == std::string(sentence) + ", not 'Not Right:'");
    };
    starts(
        [&] { dsl::name{wrong}; },
        "a name is lower case letters, digits, dashes and dots, with a letter or digit at both ends");
    starts(
        [&] { short_name{wrong}; },
        "the name of a namespace, container or volume is at most 63 lower case letters, digits and dashes, with a letter or digit at both ends");
    starts(
        [&] { service_name{wrong}; },
        "the name of a Service is at most 63 lower case letters, digits and dashes, and starts with a letter");
    starts(
        [&] { label_key{wrong}; },
        "a label key is letters, digits, dashes, dots and underscores, with an optional domain and slash before");
    starts([&] { label_value{wrong}; },
           "a label value is at most 63 letters, digits, dashes, dots and underscores");
    starts([&] { image{wrong}; },
           "an image is registry/path:tag, in lower case and without blanks");
    starts(
        [&] { quantity{wrong}; },
        "a quantity is a number that is not negative, and one suffix of n u m k M G T P E Ki Mi Gi Ti Pi Ei");
    starts(
        [&] { memory{wrong}; },
        "an amount of memory is a quantity of bytes such as 128Mi or 1Gi, and not of thousandths");
    starts([&] { port_name{wrong}; },
           "a port name is at most 15 lower case letters, digits and single dashes, with a letter");
    starts([&] { config_key{wrong}; },
           "a config key is letters, digits, dashes, dots and underscores");
    starts([&] { absolute_path{wrong}; }, "a path is absolute and without colons");
    starts([&] { restart_policy{wrong}; }, "a restart policy is Always, OnFailure or Never");
    starts([&] { pod_field{wrong}; },
           "a field of a pod is such as metadata.name, spec.nodeName or status.podIP");
    CHECK(
        said([] { env_name{std::string("A=B")}; }) ==
        "an environment variable is named by printable characters without an equals sign, not 'A=B'");
    volatile long none = 0, low = 80, negative = -1;
    CHECK(said([&] { port_number{none}; }) == "a port number is between 1 and 65535, not '0'");
    CHECK(said([&] { node_port{low}; }) == "a node port is between 30000 and 32767, not '80'");
    CHECK(said([&] { replica_count{negative}; }) == "replicas are between 0 and 1000000, not '-1'");
}

TEST_CASE("the limits of names") {
    using namespace dsl::detail;
    const std::string longest(63, 'a'), too_long(64, 'a');
    for (const auto& s : {longest, std::string("web-1"), std::string("1st")})
        CHECK(is_short_name(s));
    for (const auto& s : {too_long, std::string(), std::string("my.container"), std::string("-a"),
                          std::string("A")})
        CHECK_FALSE(is_short_name(s));
    CHECK(core::is_dns1035_label(longest));
    for (const auto& s : {too_long, std::string("1st"), std::string("web.v2")})
        CHECK_FALSE(core::is_dns1035_label(s));
    CHECK(is_name("web.v2"));
}

TEST_CASE("amounts are not negative, and memory is whole bytes") {
    using namespace dsl::detail;
    for (const char* s : {"0", "100m", "1.5", "2e3"}) CHECK(is_quantity(s));
    for (const char* s : {"-1", "", "1 Gi", "Gi", "0x1"}) CHECK_FALSE(is_quantity(s));
    for (const char* s : {"128Mi", "1G", "1024", "0.5Gi"}) CHECK(is_memory(s));
    for (const char* s : {"128m", "1u", "5n", "-1Gi", ""}) CHECK_FALSE(is_memory(s));
}

TEST_CASE("fields of a pod as the downward API gives them") {
    using dsl::detail::is_pod_field;
    for (const char* s : {"metadata.name", "status.podIP",
                          "metadata.labels['app.kubernetes.io/name']", "metadata.annotations['a']"})
        CHECK(is_pod_field(s));
    for (const char* s : {"metadata", "metadata.labels", "metadata.labels['']",
                          "metadata.labels['a", "spec.replicas", ""})
        CHECK_FALSE(is_pod_field(s));
}

TEST_CASE("images as registries take them") {
    for (const char* s : {"busybox", "busybox:1.36", "a/b/c:Tag", "host:5000/a", "a@sha256:0123",
                          "a:1@sha256:0123", "localhost/a", "Registry.example.com/a", "a_b/c-d.e"})
        CHECK(dsl::detail::is_image(s));
    for (const char* s : {"", "A/b", "a:", "/a", "a b", "a/", "a//b", "a:b:c", "a:-b", "a@sha256",
                          "a@:0123", "host:/a", "-a", "a/b-", ":a"})
        CHECK_FALSE(dsl::detail::is_image(s));
    CHECK(dsl::detail::is_image("a:" + std::string(128, 't')));
    CHECK_FALSE(dsl::detail::is_image("a:" + std::string(129, 't')));
}

}  // namespace literals_test
