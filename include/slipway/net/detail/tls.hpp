// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <arpa/inet.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <slipway/net/tls.hpp>

namespace slipway::net {

namespace detail {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* p) const {
        Free(p);
    }
};
using key_handle = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using certificate_handle = std::unique_ptr<X509, freed_by<X509_free>>;
using bio_handle = std::unique_ptr<BIO, freed_by<BIO_free_all>>;

template <class T>
T* checked(T* p, const char* what) {
    if (p) return p;
    char reason[256] = "unknown";
    ERR_error_string_n(ERR_get_error(), reason, sizeof reason);
    throw core::status_error(core::reason::internal_error,
                             std::string("OpenSSL cannot ") + what + ": " + reason);
}
inline void check(int ok, const char* what) {
    static int any = 0;
    checked(ok > 0 ? &any : nullptr, what);
}

inline std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long n = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(n)};
}
inline std::string pem(X509* certificate) {
    const bio_handle out(checked(BIO_new(BIO_s_mem()), "allocate"));
    check(PEM_write_bio_X509(out.get(), certificate), "write a certificate");
    return text_of(out.get());
}
inline std::string pem(EVP_PKEY* key) {
    const bio_handle out(checked(BIO_new(BIO_s_mem()), "allocate"));
    check(PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr),
          "write a key");
    return text_of(out.get());
}
inline certificate_handle read_certificate(const std::string& text) {
    const bio_handle in(
        checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "allocate"));
    return certificate_handle(
        checked(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), "read a certificate"));
}
inline key_handle read_key(const std::string& text) {
    const bio_handle in(
        checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "allocate"));
    return key_handle(
        checked(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), "read a key"));
}

inline void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* made = checked(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()),
                                   "make a certificate extension");
    const int added = X509_add_ext(certificate, made, -1);
    X509_EXTENSION_free(made);
    check(added, "add a certificate extension");
}

inline void add_name(X509_NAME* name, const char* field, const std::string& value) {
    check(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(value.data()),
                                     static_cast<int>(value.size()), -1, 0),
          "set a certificate's subject");
}

struct subject {
    std::string common_name;
    std::vector<std::string> organizations;
    std::string usage;         ///< extended key usage; empty: an authority
    std::string alternatives;  ///< subject alternative names
};

/// A new key and a certificate for it, signed by `issuer`; by itself when that is null.
inline key_pair issue(const subject& s, const key_pair* issuer) {
    const key_handle key(checked(EVP_EC_gen("P-256"), "make a key"));
    const certificate_handle made(checked(X509_new(), "allocate"));
    X509_set_version(made.get(), 2);
    unsigned char serial[16];
    check(RAND_bytes(serial, sizeof serial), "make random bytes");
    serial[0] &= 0x7f;
    BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(made.get()));
    BN_free(number);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -300);  // clocks differ
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 365L * 24 * 3600);
    for (const std::string& o : s.organizations)
        add_name(X509_get_subject_name(made.get()), "O", o);
    add_name(X509_get_subject_name(made.get()), "CN", s.common_name);
    X509_set_pubkey(made.get(), key.get());
    const certificate_handle signer = issuer ? read_certificate(issuer->certificate_pem) : nullptr;
    const key_handle signing = issuer ? read_key(issuer->key_pem) : nullptr;
    X509* by = signer ? signer.get() : made.get();
    X509_set_issuer_name(made.get(), X509_get_subject_name(by));
    add_extension(made.get(), by, NID_basic_constraints,
                  issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
    add_extension(made.get(), by, NID_key_usage,
                  issuer ? "critical,digitalSignature" : "critical,keyCertSign,cRLSign");
    add_extension(made.get(), by, NID_subject_key_identifier, "hash");
    if (issuer) add_extension(made.get(), by, NID_authority_key_identifier, "keyid");
    if (!s.usage.empty()) add_extension(made.get(), by, NID_ext_key_usage, s.usage);
    if (!s.alternatives.empty())
        add_extension(made.get(), by, NID_subject_alt_name, s.alternatives);
    check(X509_sign(made.get(), signing ? signing.get() : key.get(), EVP_sha256()),
          "sign a certificate");
    return {pem(made.get()), pem(key.get())};
}

}  // namespace detail

inline certificate_authority::certificate_authority(const std::string& common_name)
    : own_(detail::issue({common_name, {}, {}, {}}, nullptr)) {}

inline key_pair certificate_authority::issue_server(const std::string& common_name,
                                                    const std::vector<std::string>& names) const {
    std::string alternatives;
    for (const std::string& name : names) {
        in6_addr address{};
        const bool ip = inet_pton(AF_INET, name.c_str(), &address) == 1 ||
                        inet_pton(AF_INET6, name.c_str(), &address) == 1;
        alternatives += (alternatives.empty() ? "" : ",") + std::string(ip ? "IP:" : "DNS:") + name;
    }
    return detail::issue({common_name, {}, "serverAuth", alternatives}, &own_);
}

inline key_pair certificate_authority::issue_client(
    const std::string& common_name, const std::vector<std::string>& organizations) const {
    return detail::issue({common_name, organizations, "clientAuth", {}}, &own_);
}

}  // namespace slipway::net
