// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <utility>

#include <slipway/client/connection.hpp>
#include <slipway/core/status.hpp>
#include <slipway/net/small_file.hpp>

namespace slipway::client {

/// A bearer token in a file that others replace, such as the kubelet: read for each request. While
/// it cannot be read, the last one counts.
class token_file final : public credential_source {
public:
    explicit token_file(std::filesystem::path file) : file_(std::move(file)) {}

    credential current() override {
        std::string token = net::read_small_file(file_).value_or(std::string());
        while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.pop_back();
        std::lock_guard lock(mutex_);
        if (!token.empty()) last_ = std::move(token);
        if (last_.empty())
            throw core::status_error(
                core::reason::unauthorized,
                "there is no token in '" + file_.string() + "', or it cannot be read");
        return {"Bearer " + last_, {}};
    }
    bool refresh(const credential& refused) override { return !(current() == refused); }

private:
    const std::filesystem::path file_;
    std::mutex mutex_;
    std::string last_;
};

}  // namespace slipway::client
