// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/reference.hpp>

#include <catch2/catch.hpp>

namespace reference_test {

using namespace slipway;
using oci::reference;

TEST_CASE("short names are Docker's") {
    const auto r = reference::parse("busybox");
    CHECK(r.str() == "docker.io/library/busybox:latest");
    CHECK(r.familiar() == "busybox:latest");
    CHECK(r.registry() == "docker.io");
    CHECK(r.path() == "library/busybox");
    CHECK(reference::parse("index.docker.io/busybox") == r);
    CHECK(reference::parse("docker.io/library/busybox:latest") == r);
    CHECK(reference::parse("bitnami/redis:7").str() == "docker.io/bitnami/redis:7");
    CHECK(reference::parse("bitnami/redis:7").familiar() == "bitnami/redis:7");
    CHECK(reference::parse("localhost/web").str() == "localhost/web:latest");
    CHECK(reference::parse("localhost:5000/web:a.b_c-d").str() == "localhost:5000/web:a.b_c-d");
    CHECK(reference::parse("[::1]:5000/web").registry() == "[::1]:5000");
    CHECK(reference::parse("registry.example.com/shop/web:1.4.2").familiar() ==
          "registry.example.com/shop/web:1.4.2");
    CHECK(reference::parse("a/b__c/d-----e/f.g").path() == "a/b__c/d-----e/f.g");
}

TEST_CASE("a digest picks the manifest before a tag does") {
    const std::string d = "sha256:" + std::string(64, '0');
    CHECK(reference::parse("busybox@" + d).selector() == d);
    CHECK(reference::parse("busybox@" + d).tag().empty());
    CHECK(reference::parse("busybox:1@" + d).selector() == d);
    CHECK(reference::parse("busybox:1@" + d).str() == "docker.io/library/busybox:1@" + d);
    CHECK(reference::parse("busybox:1").with_digest(oci::digest::parse(d)).str() ==
          "docker.io/library/busybox@" + d);
    CHECK(reference::parse("busybox:1").with_tag("2").tag() == "2");
}

TEST_CASE("what the grammar does not have is refused with a reason") {
    const std::string hex(64, 'a');
    for (const std::string& bad : {std::string(),
                                   std::string(":1"),
                                   std::string("/a"),
                                   std::string("a/"),
                                   std::string("a//b"),
                                   std::string("Busybox"),
                                   std::string("a b"),
                                   std::string("a:"),
                                   std::string("a:-x"),
                                   "a:" + std::string(129, 'x'),
                                   std::string("a@sha256:12"),
                                   std::string("a@"),
                                   std::string("-a"),
                                   std::string("a-"),
                                   std::string("a..b"),
                                   std::string("a___b"),
                                   std::string("a._b"),
                                   std::string("../etc"),
                                   std::string("a/../b"),
                                   std::string("host:99999/a"),
                                   std::string("host:/a"),
                                   std::string("ho_st.x/a"),
                                   std::string("[::1/a"),
                                   std::string("docker.io/"),
                                   hex,
                                   std::string("a\n"),
                                   std::string("a\0b", 3),
                                   "a/" + std::string(300, 'b'),
                                   std::string("http://x/y")}) {
        CAPTURE(bad);
        CHECK_FALSE(reference::try_parse(bad));
    }
    try {
        reference::parse("Shop/web");  // an upper-case first part is a host
        reference::parse("shop/Web");
        FAIL("taken");
    } catch (const status_error& e) {
        CHECK(e.is(core::reason::invalid));
        CHECK(e.message() ==
              "\"shop/Web\" is not an image reference: the repository name must be in lower case");
    }
}

}  // namespace reference_test
