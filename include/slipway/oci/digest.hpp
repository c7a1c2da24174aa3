// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <openssl/evp.h>

#include <slipway/core/status.hpp>

namespace slipway::oci {

enum class digest_algorithm { sha256, sha512 };

constexpr std::string_view to_string(digest_algorithm a) {
    return a == digest_algorithm::sha256 ? "sha256" : "sha512";
}
constexpr std::size_t hex_length(digest_algorithm a) {
    return a == digest_algorithm::sha256 ? 64 : 128;
}

/// The identity of a blob: `ALGORITHM:HEX` (OCI image spec, descriptor, "Digests"). Default made:
/// none, `empty()`.
class digest {
public:
    digest() = default;

    /// Takes registered algorithms in their exact form only: lower case, full length. Throws
    /// `status_error` (bad_request).
    static digest parse(std::string_view text) {
        if (auto made = try_parse(text)) return *std::move(made);
        throw status_error(
            core::reason::bad_request,
            "\"" + std::string(text.substr(0, 200)) +
                "\" is not a digest: it must be sha256: with 64, or sha512: with 128 hexadecimal digits"
                " in lower case");
    }

    static std::optional<digest> try_parse(std::string_view text) {
        for (auto a : {digest_algorithm::sha256, digest_algorithm::sha512}) {
            const std::string_view name = to_string(a);
            if (text.size() != name.size() + 1 + hex_length(a) ||
                text.substr(0, name.size()) != name)
                continue;
            if (text[name.size()] != ':') continue;
            if (text.find_first_not_of("0123456789abcdef", name.size() + 1) !=
                std::string_view::npos)
                continue;
            return digest(a, std::string(text));
        }
        return std::nullopt;
    }

    /// From the hash itself.
    static digest of_hash(digest_algorithm a, std::span<const unsigned char> hash) {
        static constexpr char digits[] = "0123456789abcdef";
        std::string text(to_string(a));
        text += ':';
        for (unsigned char byte : hash) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return parse(text);
    }

    bool empty() const noexcept { return text_.empty(); }
    digest_algorithm algorithm() const noexcept { return algorithm_; }
    std::string_view hex() const noexcept {
        return empty() ? std::string_view() : std::string_view(text_).substr(7);
    }
    const std::string& str() const noexcept { return text_; }

    friend bool operator==(const digest& a, const digest& b) noexcept { return a.text_ == b.text_; }
    friend std::strong_ordering operator<=>(const digest& a, const digest& b) noexcept {
        return a.text_ <=> b.text_;
    }

private:
    digest(digest_algorithm a, std::string text) : algorithm_(a), text_(std::move(text)) {}

    digest_algorithm algorithm_ = digest_algorithm::sha256;
    std::string text_;
};

/// Computes a digest of bytes as they come.
class hasher {
public:
    explicit hasher(digest_algorithm a = digest_algorithm::sha256)
        : algorithm_(a), context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        if (!context_ ||
            EVP_DigestInit_ex(context_.get(),
                              a == digest_algorithm::sha256 ? EVP_sha256() : EVP_sha512(),
                              nullptr) != 1)
            fail();
    }

    void update(std::string_view bytes) {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) fail();
    }
    void update(std::span<const std::byte> bytes) {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) fail();
    }

    /// The digest of all that was given; the hasher takes nothing more.
    digest finish() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
        unsigned int length = 0;
        if (EVP_DigestFinal_ex(context_.get(), hash.data(), &length) != 1) fail();
        return digest::of_hash(algorithm_, std::span(hash).first(length));
    }

private:
    [[noreturn]] static void fail() {
        throw status_error(core::reason::internal_error,
                           "OpenSSL cannot compute SHA-2 digests in this process");
    }

    digest_algorithm algorithm_;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

inline digest digest_of(std::string_view bytes, digest_algorithm a = digest_algorithm::sha256) {
    hasher h(a);
    h.update(bytes);
    return h.finish();
}
inline digest digest_of(std::span<const std::byte> bytes,
                        digest_algorithm a = digest_algorithm::sha256) {
    hasher h(a);
    h.update(bytes);
    return h.finish();
}

}  // namespace slipway::oci

template <>
struct std::hash<slipway::oci::digest> {
    std::size_t operator()(const slipway::oci::digest& d) const noexcept {
        return std::hash<std::string>{}(d.str());
    }
};
