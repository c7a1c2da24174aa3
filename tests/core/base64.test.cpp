// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/core/base64.hpp>

#include <catch2/catch.hpp>

namespace base64_test {

using namespace slipway::core;

TEST_CASE("the test vectors of RFC 4648, section 10") {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : vectors) {
        CHECK(encode_base64(plain) == encoded);
        CHECK(decode_base64(encoded) == std::string(plain));
    }
}

TEST_CASE("bytes of all values survive, line breaks do not matter, rubbish is refused") {
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    CHECK(decode_base64(encode_base64(all)) == all);
    CHECK(decode_base64("Zm9v\nYmFy\n") == "foobar");
    for (const char* s : {"Z", "Zg", "Zg=", "Zg===", "Z!==", "=Zg=", "Zg==Zg=="}) {
        INFO(s);
        CHECK_FALSE(decode_base64(s).has_value());
    }
}

}  // namespace base64_test
