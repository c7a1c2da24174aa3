// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <slipway/cli/run.hpp>
#include <slipway/core/duration.hpp>

namespace slipway::cli {

/// What `up` is told on the command line.
struct up_options {
    std::filesystem::path kubeconfig{};
    std::string runtime{};
    std::filesystem::path images{};
    std::uint16_t port = 0;
    std::optional<std::chrono::milliseconds> for_{};
    std::chrono::milliseconds timeout = std::chrono::minutes(5);
    bool until_ready = false;
    bool quiet = false;
};

/// Reads `up`'s part of the command line.
class up_arguments {
public:
    up_arguments(int argc, char** argv) : words_(argv + (argc < 2 ? argc : 2), argv + argc) {}

    /// Where the line is wrong, that is said, and an exit code given.
    std::optional<int> read(up_options& o, const char* program) {
        for (at_ = 0; at_ < words_.size(); ++at_) {
            std::string_view word = words_[at_];
            std::string value;
            if (word == "--until-ready") o.until_ready = true;
            else if (word == "-q" || word == "--quiet") o.quiet = true;
            else if (takes(word, "--kubeconfig", value)) o.kubeconfig = value;
            else if (takes(word, "--runtime", value)) o.runtime = value;
            else if (takes(word, "--images", value)) o.images = value;
            else if (takes(word, "--for", value)) {
                o.for_ = core::parse_duration(value);
                if (!o.for_) return detail::complain(program, "--for takes a duration such as 90s or 1h30m, not", value);
            } else if (takes(word, "--timeout", value)) {
                const auto d = core::parse_duration(value);
                if (!d) return detail::complain(program, "--timeout takes a duration such as 90s or 1h30m, not", value);
                o.timeout = *d;
            } else if (takes(word, "--port", value)) {
                const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), o.port);
                if (error != std::errc() || end != value.data() + value.size()) return detail::complain(program, "--port takes a number up to 65535, not", value);
            } else {
                return detail::complain(program, missing_ ? "a value is missing after" : "unknown option", word);
            }
        }
        return std::nullopt;
    }

private:
    bool takes(std::string_view word, std::string_view name, std::string& value) {
        if (word == name) {
            missing_ = at_ + 1 == words_.size();
            if (!missing_) value = words_[++at_];
            return !missing_;
        }
        if (!word.starts_with(name) || word.substr(name.size(), 1) != "=") return false;
        value = word.substr(name.size() + 1);
        return true;
    }
    std::vector<std::string> words_;
    std::size_t at_ = 0;
    bool missing_ = false;
};

}  // namespace slipway::cli
