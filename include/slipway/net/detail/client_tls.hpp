// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <slipway/core/status.hpp>
#include <slipway/net/detail/tls.hpp>
#include <slipway/net/http_client_options.hpp>

namespace slipway::net::detail {

using store_handle = std::unique_ptr<X509_STORE, freed_by<X509_STORE_free>>;

inline bool is_address(const std::string& host) {
    in6_addr ignored{};
    return inet_pton(AF_INET, host.c_str(), &ignored) == 1 ||
           inet_pton(AF_INET6, host.c_str(), &ignored) == 1;
}

/// All certificates of a PEM text. Throws `status_error` (bad_request) that names `what` where
/// there is none.
inline std::vector<certificate_handle> read_certificates(const std::string& text,
                                                         const std::string& what) {
    const bio_handle in(
        checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "allocate"));
    std::vector<certificate_handle> made;
    while (certificate_handle next{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)})
        made.push_back(std::move(next));
    ERR_clear_error();  // that there are no more is no error
    if (made.empty())
        throw core::status_error(core::reason::bad_request,
                                 what + " has no certificate in it (PEM is expected)");
    return made;
}

/// Like `read_key`, which would ask at the terminal for the password of an encrypted one.
inline key_handle read_unlocked_key(const std::string& text) {
    const bio_handle in(
        checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), "allocate"));
    auto no_password = [](char*, int, int, void*) { return -1; };
    key_handle made{PEM_read_bio_PrivateKey(in.get(), nullptr, no_password, nullptr)};
    ERR_clear_error();
    if (!made)
        throw core::status_error(
            core::reason::bad_request,
            "the client's key is no private key in PEM, or one with a password");
    return made;
}

/// What the certificate says that it is for: `a.example.com, 10.0.0.1`.
inline std::string names_of(X509* certificate) {
    std::string made;
    auto* all = static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(all) && made.size() < 300; ++i) {
        const GENERAL_NAME* one = sk_GENERAL_NAME_value(all, i);
        char text[INET6_ADDRSTRLEN] = "";
        std::string name;
        if (one->type == GEN_DNS) {
            name.assign(reinterpret_cast<const char*>(ASN1_STRING_get0_data(one->d.dNSName)),
                        static_cast<std::size_t>(ASN1_STRING_length(one->d.dNSName)));
        } else if (one->type == GEN_IPADD) {
            const int family = ASN1_STRING_length(one->d.iPAddress) == 4 ? AF_INET : AF_INET6;
            if (family == AF_INET || ASN1_STRING_length(one->d.iPAddress) == 16)
                inet_ntop(family, ASN1_STRING_get0_data(one->d.iPAddress), text, sizeof text);
            name = text;
        }
        if (!name.empty()) made += (made.empty() ? "" : ", ") + name;
    }
    GENERAL_NAMES_free(all);
    return made.empty() ? "no name at all" : made;
}

/// What became of one TLS connection. Its context points at it.
struct tls_verdict {
    /// what is asked for; an address is not sent (RFC 6066, section 3)
    const std::string* server_name = nullptr;
    int handshakes = 0;
    std::string distrust{};  ///< why the certificate was refused
};

inline tls_verdict& verdict_of(const SSL* ssl) {
    return *static_cast<tls_verdict*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
}

inline int on_verified(int good, X509_STORE_CTX* chain) {
    if (good) return good;
    const auto* ssl = static_cast<const SSL*>(
        X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    tls_verdict& verdict = verdict_of(ssl);
    const int error = X509_STORE_CTX_get_error(chain);
    if (error == X509_V_ERR_HOSTNAME_MISMATCH || error == X509_V_ERR_IP_ADDRESS_MISMATCH)
        verdict.distrust = "its certificate is not for '" + *verdict.server_name + "' but for " +
                           names_of(X509_STORE_CTX_get0_cert(chain));
    else
        verdict.distrust =
            std::string("its certificate is not trusted: ") + X509_verify_cert_error_string(error);
    return 0;
}

inline void on_handshake(const SSL* ssl, int where, int) {
    tls_verdict& verdict = verdict_of(ssl);
    if (where & SSL_CB_HANDSHAKE_DONE) ++verdict.handshakes;
    if (where & SSL_CB_HANDSHAKE_START)
        SSL_ctrl(const_cast<SSL*>(ssl), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 is_address(*verdict.server_name)
                     ? nullptr
                     : const_cast<char*>(verdict.server_name->c_str()));
}

/// The parsed form of `client_tls`, shared by connections.
class tls_material {
public:
    tls_material(const client_tls& t, const std::string& host)
        : server_name_(t.server_name.empty() ? host : t.server_name),
          insecure_(t.insecure),
          store_(checked(X509_STORE_new(), "allocate")) {
        if (t.ca_pem.empty()) {
            X509_STORE_set_default_paths(store_.get());
            ERR_clear_error();  // a system without authorities trusts nobody
        }
        for (const std::string* pem : {&t.ca_pem, &t.more_ca_pem}) {
            if (pem->empty()) continue;
            for (const certificate_handle& c : read_certificates(*pem, "the certificate authority"))
                X509_STORE_add_cert(store_.get(), c.get());
        }
        if (!t.own) return;
        own_ = read_certificates(t.own->certificate_pem, "the client's certificate");
        key_ = read_unlocked_key(t.own->key_pem);
        if (X509_check_private_key(own_.front().get(), key_.get()) != 1) {
            ERR_clear_error();
            throw core::status_error(core::reason::bad_request,
                                     "the client's key does not belong to its certificate");
        }
    }

    const std::string& server_name() const { return server_name_; }

    /// Makes OpenSSL itself check the chain and the name, before anything is sent.
    void set_up(SSL_CTX* context, tls_verdict& verdict) const {
        verdict.server_name = &server_name_;
        SSL_CTX_set_app_data(context, &verdict);
        SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
        SSL_CTX_set1_cert_store(context, store_.get());
        SSL_CTX_set_info_callback(context, on_handshake);
        SSL_CTX_set_verify(context, insecure_ ? SSL_VERIFY_NONE : SSL_VERIFY_PEER,
                           insecure_ ? nullptr : on_verified);
        if (!insecure_) {
            X509_VERIFY_PARAM* wanted = SSL_CTX_get0_param(context);
            X509_VERIFY_PARAM_set_flags(
                wanted, X509_V_FLAG_PARTIAL_CHAIN);  // who is named as an authority is one
            X509_VERIFY_PARAM_set_hostflags(
                wanted, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
            check(
                is_address(server_name_)
                    ? X509_VERIFY_PARAM_set1_ip_asc(wanted, server_name_.c_str())
                    : X509_VERIFY_PARAM_set1_host(wanted, server_name_.data(), server_name_.size()),
                "ask for a server's name");
        }
        if (!key_) return;
        check(SSL_CTX_use_certificate(context, own_.front().get()), "use the client's certificate");
        for (std::size_t i = 1; i < own_.size(); ++i)
            check(static_cast<int>(SSL_CTX_add1_chain_cert(context, own_[i].get())),
                  "use the client's certificate");
        check(SSL_CTX_use_PrivateKey(context, key_.get()), "use the client's key");
    }

private:
    std::string server_name_;
    bool insecure_;
    store_handle store_;
    std::vector<certificate_handle> own_;
    key_handle key_;
};

}  // namespace slipway::net::detail
