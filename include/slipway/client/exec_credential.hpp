// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <slipway/client/connection.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/json/value.hpp>

namespace slipway::client {

/// A command that prints credentials (Kubernetes, client.authentication.k8s.io/v1).
struct exec_command {
    std::string command{};  ///< a path, or a name that is looked for in PATH
    std::vector<std::string> args{};
    std::vector<std::pair<std::string, std::string>> env{};  ///< beside the program's own
    std::string api_version = "client.authentication.k8s.io/v1";
    std::string install_hint{};  ///< what to tell who does not have the command
    json::value cluster{};       ///< for the command to know; null: it is not told
    std::chrono::milliseconds time_limit{60'000};
    std::string owner{};  ///< for messages: `user 'jane' in /home/jane/.kube/config`
};

/// Runs the command when credentials are needed, and again when they have expired or the server has
/// refused them.
class exec_credential final : public credential_source {
public:
    explicit exec_credential(exec_command c, std::shared_ptr<core::time_source> time =
                                                 std::make_shared<core::system_time>())
        : command_(std::move(c)), time_(std::move(time)) {}

    /// Throws `status_error` (unauthorized) that says what was wrong with the command, and how to
    /// get it when it is missing; nothing of its output.
    credential current() override;
    bool refresh(const credential& refused) override;

private:
    struct printed {
        credential made;
        std::optional<core::time_source::wall_time> until;
    };
    printed run() const;
    printed read(const std::string& output) const;
    [[noreturn]] void fail(const std::string& why) const;

    const exec_command command_;
    const std::shared_ptr<core::time_source> time_;
    std::mutex mutex_;
    std::optional<printed> kept_;
};

}  // namespace slipway::client

#ifndef SLIPWAY_COMPILED
#include <slipway/client/detail/exec_credential.hpp>
#endif
