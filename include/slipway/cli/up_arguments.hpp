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

#include <slipway/cli/detail/command_line.hpp>
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
    bool pull = false;  ///< images that are not here come from their registries
    bool until_ready = false;
    bool quiet = false;
};

/// Reads `up`'s part of the command line.
class up_arguments {
public:
    up_arguments(int argc, char** argv) : argc_(argc), argv_(argv) {}

    /// Where the line is wrong, that is said, and an exit code given.
    std::optional<int> read(up_options& o) {
        for (at_ = 2; at_ < argc_; ++at_) {
            const std::string_view word = argv_[at_];
            std::string value;
            if (word == "--until-ready") o.until_ready = true;
            else if (word == "--pull") o.pull = true;
            else if (word == "-q" || word == "--quiet") o.quiet = true;
            else if (takes("--kubeconfig", value)) o.kubeconfig = value;
            else if (takes("--runtime", value)) o.runtime = value;
            else if (takes("--images", value)) o.images = value;
            else if (takes("--for", value)) {
                o.for_ = core::parse_duration(value);
                if (!o.for_)
                    return detail::complain(
                        argv_, "--for takes a duration such as 90s or 1h30m, not", value);
            } else if (takes("--timeout", value)) {
                const auto d = core::parse_duration(value);
                if (!d)
                    return detail::complain(
                        argv_, "--timeout takes a duration such as 90s or 1h30m, not", value);
                o.timeout = *d;
            } else if (takes("--port", value)) {
                const auto [end, error] =
                    std::from_chars(value.data(), value.data() + value.size(), o.port);
                if (error != std::errc() || end != value.data() + value.size())
                    return detail::complain(argv_, "--port takes a number up to 65535, not", value);
            } else {
                return detail::complain(
                    argv_, missing_ ? "a value is missing after" : "unknown option", word);
            }
        }
        return std::nullopt;
    }

private:
    bool takes(std::string_view name, std::string& value) {
        std::string_view given;
        if (!detail::takes_value(name, {}, argc_, argv_, at_, given, missing_)) return false;
        value = given;
        return !missing_;
    }
    int argc_;
    char** argv_;
    int at_ = 2;
    bool missing_ = false;
};

}  // namespace slipway::cli
