// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/run_command.hpp>

#include <support/scratch_directory.hpp>
#include <support/usable_program.hpp>

namespace support {

/// The `helm` that is to be used: what the environment names, or the one on PATH; empty where there
/// is none.
inline std::string helm_program() { return usable_program("SLIPWAY_HELM", "helm", "version"); }

/// Calls `helm`, with a configuration of its own, for the cluster of a kubeconfig.
class helm {
public:
    explicit helm(std::string program, std::filesystem::path kubeconfig = "/dev/null")
        : program_(std::move(program)), kubeconfig_(std::move(kubeconfig)) {}

    slipway::core::command_result operator()(std::vector<std::string> words) const {
        words.insert(words.begin(), program_);
        const std::string home = home_.path().string();
        return slipway::core::run_command(words,
                                          {{"HOME", home},
                                           {"HELM_CACHE_HOME", home},
                                           {"HELM_CONFIG_HOME", home},
                                           {"HELM_DATA_HOME", home},
                                           {"HELM_NAMESPACE", ""},
                                           {"KUBECONFIG", kubeconfig_.string()}},
                                          std::chrono::seconds(120), 16 << 20);
    }
    /// What it prints; its complaint behind it where it fails.
    std::string said(std::vector<std::string> words) const {
        const auto result = (*this)(std::move(words));
        return result.exit_code == 0 && result.in_time
                   ? result.output
                   : "failed with " + std::to_string(result.exit_code) + ": " + result.output +
                         result.complaints;
    }

private:
    std::string program_;
    std::filesystem::path kubeconfig_;
    scratch_directory home_;
};

}  // namespace support
