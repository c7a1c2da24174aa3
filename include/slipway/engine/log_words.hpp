// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cctype>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <slipway/core/decimal_in.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::engine {

namespace detail {

/// `10m`, `1.5g`, `4096`: in powers of 1000, as Docker counts what a log takes. Throws
/// `status_error` (invalid).
inline std::uint64_t log_size(const std::string& text) {
    std::string digits = text;
    if (!digits.empty() && std::tolower(static_cast<unsigned char>(digits.back())) == 'b')
        digits.pop_back();
    std::uint64_t factor = 1;
    constexpr std::string_view units = "kmgt";
    const auto unit = digits.empty() ? units.npos
                                     : units.find(static_cast<char>(std::tolower(
                                           static_cast<unsigned char>(digits.back()))));
    if (unit != units.npos) digits.pop_back();
    for (std::size_t i = 0; unit != units.npos && i <= unit; ++i) factor *= 1000;
    const auto bytes = core::decimal_in(digits, factor, 1'000'000'000'000'000);
    if (!bytes || *bytes == 0)
        throw status_error(core::reason::invalid,
                           "'" + text.substr(0, 64) + "' is no size of a log, such as 10m");
    return *bytes;
}

}  // namespace detail

/// Whether, and how much of, what a container writes is kept, in Docker's words: the drivers
/// `json-file` and `local` with the options `max-size` and `max-file` (together they say how much:
/// what is kept is that at most, whatever the number of files), and `none`. Throws `status_error`
/// (invalid) for what there is not.
inline void set_log(container_options& to, const std::string& driver,
                    const std::map<std::string, std::string>& options) {
    const bool keeps = driver.empty() || driver == "json-file" || driver == "local";
    if (!keeps && driver != "none")
        throw status_error(core::reason::invalid, "there is no log driver '" +
                                                      driver.substr(0, 64) +
                                                      "' here; json-file, local and none are");
    std::uint64_t size = 0, files = 1;
    for (const auto& [name, value] : options) {
        if (keeps && name == "max-size") {
            if (value != "-1") size = detail::log_size(value);
        } else if (keeps && name == "max-file") {
            const auto number = core::number_in<std::uint64_t>(value);
            if (!number || *number < 1 || *number > 1000)
                throw status_error(core::reason::invalid,
                                   "'" + value.substr(0, 64) +
                                       "' is no number of files of a log: it is from 1 to 1000");
            files = *number;
        } else if (!(keeps && ((name == "mode" && value == "blocking") ||
                               (name == "compress" && value == "false")))) {
            throw status_error(core::reason::invalid,
                               "the log driver " + (driver.empty() ? "json-file" : driver) +
                                   " has no option '" + name.substr(0, 64) + '=' +
                                   value.substr(0, 64) +
                                   (keeps ? "' here; max-size and max-file are" : "'"));
        }
    }
    if (files > 1 && size == 0)
        throw status_error(core::reason::invalid,
                           "max-file goes with max-size: without that, a log is one file");
    to.no_log = !keeps;
    to.log_bytes = size * files;
    to.log_options = options;
}

}  // namespace slipway::engine
