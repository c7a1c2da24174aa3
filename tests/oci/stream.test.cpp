// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/stream.hpp>

#include <catch2/catch.hpp>

#include "support/scratch_directory.hpp"

namespace stream_test {

using namespace slipway;

namespace {

core::reason why(const std::function<void()>& call) {
    try {
        call();
    } catch (const status_error& e) {
        return e.why();
    }
    FAIL("nothing was thrown");
    return {};
}

/// Gives its bytes one by one.
oci::byte_source dripping(std::string bytes) {
    return [rest = std::make_shared<std::string>(std::move(bytes))](
               std::span<char> into) -> std::size_t {
        if (rest->empty() || into.empty()) return 0;
        into[0] = rest->front();
        rest->erase(0, 1);
        return 1;
    };
}

}  // namespace

TEST_CASE("a part of shared bytes is read, and no more than there is") {
    const auto bytes = std::make_shared<const std::string>("0123456789");
    CHECK(oci::read_all(oci::read_from(bytes), 100) == "0123456789");
    CHECK(oci::read_all(oci::read_from(bytes, 2, 3), 100) == "234");
    CHECK(oci::read_all(oci::read_from(bytes, 8, 100), 100) == "89");
    CHECK(oci::read_all(oci::read_from(bytes, 10), 100).empty());
    CHECK(oci::read_all(oci::read_from(bytes, 99, UINT64_MAX), 100).empty());
}

TEST_CASE("a part of a file is read, also after the file lost its name") {
    const scratch_directory dir;
    scratch_directory::write(dir / "f", "0123456789");
    CHECK(oci::read_all(oci::read_from_file(dir / "f", 3, 4), 100) == "3456");
    const auto source = oci::read_from_file(dir / "f", 8);
    std::filesystem::remove(dir / "f");
    CHECK(oci::read_all(source, 100) == "89");
    CHECK(why([&] { oci::read_from_file(dir / "f"); }) == core::reason::not_found);
    CHECK_THROWS_AS(oci::read_all(oci::read_from_file(dir.path()), 100), status_error);
}

TEST_CASE("draining gives every byte in its order, and their number") {
    const std::string big(3 * oci::stream_buffer_size + 1, 'x');
    std::string seen;
    CHECK(oci::drain(oci::read_from(big), [&](std::string_view part) { seen += part; }) ==
          big.size());
    CHECK(seen == big);
}

TEST_CASE("a document that is larger than expected is not kept") {
    CHECK(oci::read_all(oci::read_from("12345"), 5) == "12345");
    CHECK(why([] { oci::read_all(oci::read_from("123456"), 5); }) ==
          core::reason::request_entity_too_large);
    CHECK(why([] { oci::read_all(dripping("123456"), 5); }) ==
          core::reason::request_entity_too_large);
}

TEST_CASE("a checked stream ends only when it was what its descriptor says") {
    const std::string content = "content";
    for (const auto a : {oci::digest_algorithm::sha256, oci::digest_algorithm::sha512}) {
        const oci::digest d = oci::digest_of(content, a);
        CHECK(oci::read_all(oci::verified(dripping(content), d, content.size()), 100) == content);
        CHECK_THROWS_WITH(oci::read_all(oci::verified(dripping("c0ntent"), d, content.size()), 100),
                          Catch::Contains("other content") &&
                              Catch::Contains(oci::digest_of("c0ntent", a).str()));
        CHECK_THROWS_WITH(oci::read_all(oci::verified(dripping("conten"), d, content.size()), 100),
                          Catch::Contains("ends after 6 bytes of the 7"));
        CHECK_THROWS_WITH(
            oci::read_all(oci::verified(dripping("content!"), d, content.size()), 100),
            Catch::Contains("more bytes than the 7"));
    }
}

TEST_CASE("a failure is found again by who asks again, and so is an end") {
    char buffer[16];
    const auto bad = oci::verified(oci::read_from("x"), oci::digest_of("y"), 1);
    CHECK(bad(buffer) == 1);
    for (int i = 0; i < 2; ++i) CHECK(why([&] { bad(buffer); }) == core::reason::invalid);
    const auto good = oci::verified(oci::read_from("x"), oci::digest_of("x"), 1);
    CHECK(good(buffer) == 1);
    for (int i = 0; i < 2; ++i) CHECK(good(buffer) == 0);
}

}  // namespace stream_test
