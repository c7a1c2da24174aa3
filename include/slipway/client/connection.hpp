// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <slipway/net/http_client_options.hpp>
#include <slipway/net/message.hpp>
#include <slipway/net/origin.hpp>

namespace slipway::client {

/// By what a request says who sends it.
struct credential {
    std::string authorization{};                 ///< value of the header; empty: none
    std::optional<net::key_pair> certificate{};  ///< for TLS

    friend bool operator==(const credential&, const credential&) = default;
};

/// Where credentials come from. May be used from several threads.
class credential_source {
public:
    virtual ~credential_source() = default;
    /// What is valid now. Throws `status_error` (unauthorized) that says why there is nothing.
    virtual credential current() = 0;
    /// After the server has refused one: forgets it. False where no other is to be had.
    virtual bool refresh(const credential& refused) = 0;
};

/// Credentials that stay as they are.
class fixed_credential final : public credential_source {
public:
    explicit fixed_credential(credential c) : kept_(std::move(c)) {}
    credential current() override { return kept_; }
    bool refresh(const credential&) override { return false; }

private:
    credential kept_;
};

/// All that it takes to reach a cluster. Made by `kubeconfig::load` and `in_cluster::load`, or by
/// hand.
struct connection {
    net::base_url server{};
    net::client_tls tls{};
    std::string namespace_ = "default";                ///< where objects are that do not say it
    std::shared_ptr<credential_source> credentials{};  ///< null: none
    net::headers impersonation{};                      ///< `Impersonate-User` and the like
    std::string origin{};  ///< where this comes from, for messages: `context 'shop' of ...`
};

}  // namespace slipway::client
