// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/digest.hpp>

#include <catch2/catch.hpp>

namespace digest_test {

using namespace slipway;

TEST_CASE("a digest of known bytes is the known one") {
    CHECK(oci::digest_of(std::string_view("")).str() ==
          "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(oci::digest_of(std::string_view("abc")).hex() ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const auto long_one = oci::digest_of(std::string_view("abc"), oci::digest_algorithm::sha512);
    CHECK(long_one.hex().substr(0, 16) == "ddaf35a193617aba");
    CHECK(oci::digest::parse(long_one.str()) == long_one);
    CHECK(oci::digest().empty());
}

TEST_CASE("hashing in pieces is hashing the whole") {
    oci::hasher h;
    h.update("a");
    h.update("");
    h.update("bc");
    CHECK(h.finish() == oci::digest_of(std::string_view("abc")));
}

TEST_CASE("what is not exactly a digest is refused") {
    const std::string hex(64, 'a');
    CHECK_NOTHROW(oci::digest::parse("sha256:" + hex));
    for (const std::string& bad : {std::string(), "sha256:" + hex.substr(1), "sha256:" + hex + "a",
                                   "sha256:" + hex.substr(1) + "A", "sha256:" + hex.substr(1) + "g",
                                   "sha512:" + hex, "md5:" + hex, "sha256" + hex, "SHA256:" + hex,
                                   "sha256:" + hex + "\n", "sha256:../../" + hex.substr(6), hex}) {
        CAPTURE(bad);
        CHECK_FALSE(oci::digest::try_parse(bad));
        try {
            oci::digest::parse(bad);
            FAIL("taken");
        } catch (const status_error& e) {
            CHECK(e.is(core::reason::bad_request));
        }
    }
}

}  // namespace digest_test
