// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <slipway/core/base64.hpp>
#include <slipway/core/status.hpp>

/// Passwords as they are kept: `$pbkdf2-sha256$ROUNDS$SALT$HASH`, salt and hash in base64 (RFC
/// 8018, section 5.2).
namespace slipway::net {

namespace detail {

inline std::string pbkdf2(std::string_view password, std::string_view salt, int rounds,
                          std::size_t size) {
    std::string made(size, '\0');
    const int done = PKCS5_PBKDF2_HMAC(
        password.data(), static_cast<int>(password.size()),
        reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()), rounds,
        EVP_sha256(), static_cast<int>(size), reinterpret_cast<unsigned char*>(made.data()));
    if (done != 1)
        throw core::status_error(core::reason::internal_error,
                                 "OpenSSL cannot compute PBKDF2 in this process");
    return made;
}

struct password_parts {
    int rounds = 0;
    std::string salt{}, hash{};
};

inline std::optional<password_parts> password_parts_of(std::string_view text) {
    constexpr std::string_view scheme = "$pbkdf2-sha256$";
    if (!text.starts_with(scheme)) return {};
    text.remove_prefix(scheme.size());
    password_parts made;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made.rounds);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::size_t next = text.find('$', 1);
    if (error != std::errc() || made.rounds < 1 || made.rounds > 10'000'000 ||
        !text.starts_with('$') || next == text.npos)
        return {};
    auto salt = core::decode_base64(text.substr(1, next - 1)),
         hash = core::decode_base64(text.substr(next + 1));
    if (!salt || !hash || salt->size() < 8 || salt->size() > 64 || hash->size() < 16 ||
        hash->size() > 64)
        return {};
    made.salt = *std::move(salt);
    made.hash = *std::move(hash);
    return made;
}

}  // namespace detail

/// What to keep of a password. More rounds cost guessers more, and those who log in: some 0.2 s for
/// the default.
inline std::string hash_password(std::string_view password, int rounds = 600'000) {
    std::string salt(16, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), static_cast<int>(salt.size())) !=
        1)
        throw core::status_error(core::reason::internal_error,
                                 "OpenSSL has no random numbers in this process");
    return "$pbkdf2-sha256$" + std::to_string(rounds) + "$" + core::encode_base64(salt) + "$" +
           core::encode_base64(detail::pbkdf2(password, salt, rounds, 32));
}

inline bool is_password_hash(std::string_view text) {
    return detail::password_parts_of(text).has_value();
}

/// Whether `kept` was made of this password; false also for what is no such hash. Takes as long for
/// a wrong password as for the right.
inline bool is_password(std::string_view password, std::string_view kept) {
    const auto parts = detail::password_parts_of(kept);
    if (!parts || password.size() > 4096) return false;
    const std::string made =
        detail::pbkdf2(password, parts->salt, parts->rounds, parts->hash.size());
    return CRYPTO_memcmp(made.data(), parts->hash.data(), made.size()) == 0;
}

}  // namespace slipway::net
