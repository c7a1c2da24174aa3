// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/port_words.hpp>

#include <catch2/catch.hpp>

namespace port_words_test {

using namespace slipway;

TEST_CASE("ports are read as they are written, and TCP's where nothing else is said") {
    for (const char* text : {"80/tcp", "53/udp", "65535/udp"})
        CHECK(runtime::port_in_words(*runtime::port_named(text)) == text);
    CHECK(runtime::port_in_words(*runtime::port_named("80")) == "80/tcp");
    CHECK(runtime::port_named("80") == runtime::published_port{.port = 80});
}

TEST_CASE("what is no port of a pod is none") {
    for (const char* text : {"", "0", "65536", "-1", " 80", "80 ", "x", "80/", "80/sctp", "80/TCP",
                             "/tcp", "80/tcp/udp"})
        CHECK_FALSE(runtime::port_named(text));
}

}  // namespace port_words_test
