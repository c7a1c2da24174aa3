// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <slipway/client/connection.hpp>
#include <slipway/net/tls.hpp>
#include <support/raw_server.hpp>

namespace support {

/// Answers over HTTPS with what a test says, and remembers what it was asked.
class fake_https_api {
public:
    /// Gives the whole answer to the `nth` request, from 1; an empty one ends the connection.
    using answering = std::function<std::string(const std::string& request, int nth)>;

    explicit fake_https_api(answering a) : answer_(std::move(a)) {}

    static std::string answer(int status, const std::string& body,
                              const std::string& headers = {}) {
        return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" +
               headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    slipway::client::connection to(slipway::client::credential c = {}) const {
        slipway::client::connection made;
        made.server = slipway::net::base_url::parse(server_.url());
        made.tls.ca_pem = ca_.certificate_pem();
        made.credentials = std::make_shared<slipway::client::fixed_credential>(std::move(c));
        return made;
    }
    std::vector<std::string> asked() {
        std::lock_guard lock(mutex_);
        return asked_;
    }
    std::string url() const { return server_.url(); }
    const slipway::net::certificate_authority& authority() const { return ca_; }

private:
    void serve(raw_server::peer& p) {
        while (true) {
            const std::string request = p.request();
            if (request.empty()) return;
            int nth = 0;
            {
                std::lock_guard lock(mutex_);
                asked_.push_back(request);
                nth = static_cast<int>(asked_.size());
            }
            const std::string text = answer_(request, nth);
            if (text.empty() || !p.send(text)) return;
        }
    }

    answering answer_;
    std::mutex mutex_;
    std::vector<std::string> asked_;
    slipway::net::certificate_authority ca_{"fake"};
    raw_server server_{[this](raw_server::peer& p, int) { serve(p); },
                       ca_.issue_server("fake", {"127.0.0.1"})};
};

}  // namespace support
