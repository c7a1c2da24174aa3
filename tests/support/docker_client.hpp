// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/run_command.hpp>

#include <support/scratch_directory.hpp>
#include <support/usable_program.hpp>

namespace support {

/// The `docker` that is to be used: what the environment names, or the one on PATH; empty where
/// there is none.
inline std::string docker_program() { return usable_program("SLIPWAY_DOCKER", "docker"); }

/// Calls `docker` for a service, with a configuration of its own.
class docker_client {
public:
    docker_client(std::string program, std::string host)
        : program_(std::move(program)), host_(std::move(host)) {}

    slipway::core::command_result operator()(std::vector<std::string> words,
                                             const std::string& input = {}) const {
        words.insert(words.begin(), program_);
        return slipway::core::run_command(words,
                                          {{"DOCKER_HOST", host_},
                                           {"DOCKER_CONFIG", config_.path().string()},
                                           {"DOCKER_BUILDKIT", "0"},
                                           {"DOCKER_CONTEXT", ""},
                                           {"DOCKER_API_VERSION", ""}},
                                          std::chrono::seconds(60), 16 << 20, input);
    }
    /// What it prints, without the end of its last line; its complaint in its place where it fails.
    std::string said(std::vector<std::string> words, const std::string& input = {}) const {
        auto result = (*this)(std::move(words), input);
        std::string made = result.exit_code == 0 && result.in_time
                               ? result.output
                               : "failed with " + std::to_string(result.exit_code) + ": " +
                                     result.output + result.complaints;
        while (made.ends_with('\n')) made.pop_back();
        return made;
    }

private:
    std::string program_, host_;
    scratch_directory config_;
};

}  // namespace support
