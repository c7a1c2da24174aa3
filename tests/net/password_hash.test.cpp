// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/net/password_hash.hpp>

#include <catch2/catch.hpp>

namespace password_hash_test {

using namespace slipway;

TEST_CASE("a password fits what was kept of it, and no other does") {
    const std::string kept = net::hash_password("secret", 1000);
    CHECK(kept.starts_with("$pbkdf2-sha256$1000$"));
    CHECK(kept.find("secret") == kept.npos);
    CHECK(net::is_password_hash(kept));
    CHECK(net::is_password("secret", kept));
    CHECK_FALSE(net::is_password("Secret", kept));
    CHECK_FALSE(net::is_password("", kept));
    CHECK(net::hash_password("secret", 1000) != kept);  // salted
    CHECK(net::is_password("", net::hash_password("", 1000)));
}

TEST_CASE("a hash that others computed is known") {
    // hashlib.pbkdf2_hmac("sha256", b"password", b"saltsalt", 4096)
    CHECK(net::is_password(
        "password",
        "$pbkdf2-sha256$4096$c2FsdHNhbHQ=$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU="));
}

TEST_CASE("what is no hash fits no password") {
    for (const char* none :
         {"", "secret", "$pbkdf2-sha256$", "$pbkdf2-sha256$0$c2FsdHNhbHQ=$c2FsdHNhbHRzYWx0c2FsdA==",
          "$pbkdf2-sha256$99999999999$c2FsdHNhbHQ=$c2FsdHNhbHRzYWx0c2FsdA==", "$pbkdf2-sha256$1$$",
          "$pbkdf2-sha256$1$c2FsdHNhbHQ=$", "$pbkdf2-sha256$1$c2FsdHNhbHQ=", "$2y$05$bcrypt"}) {
        CAPTURE(none);
        CHECK_FALSE(net::is_password_hash(none));
        CHECK_FALSE(net::is_password("", none));
    }
}

}  // namespace password_hash_test
