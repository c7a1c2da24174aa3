// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include <slipway/cli/command/detail/bytes_in.hpp>
#include <slipway/cli/command/detail/surrounding_options.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/core/decimal_in.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/runtime/cpu_list.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::cli::command::detail {

/// Throws `usage_error` for what is no list of those that there are.
inline std::string list_in(const std::string& text, const runtime::listed& of) {
    return in_words_of_the_line([&] { return runtime::check_list(text, of), text; });
}
/// What is not given stays as it is in `made`.
inline runtime::limits limits_in(const arguments& given, runtime::limits made = {}) {
    if (given.has("memory")) {
        made.memory_bytes = bytes_in(given.value("memory"));
        if (made.memory_bytes != 0 && made.memory_bytes < (6 << 20))
            throw usage_error("'" + given.value("memory") +
                              "' is too little memory for a container: 6m is the least");
    }
    if (given.has("memory-reservation"))
        made.memory_reservation = bytes_in(given.value("memory-reservation"));
    if (given.has("memory-swap")) {
        const std::uint64_t both = bytes_in(given.value("memory-swap"));
        if (made.memory_bytes == 0 || both < made.memory_bytes)
            throw usage_error(
                "--memory-swap is memory and swap space together: it goes with --memory, and is not less");
        made.swap_bytes = both - made.memory_bytes;
    }
    if (given.has("cpus")) {
        const auto millionths = core::decimal_in(given.value("cpus"), 1'000'000, 10'000'000'000);
        if (!millionths || *millionths == 0)
            throw usage_error("'" + given.value("cpus") + "' is no number of CPUs, such as 1.5");
        made.cpu_millis = (*millionths + 500) / 1000;
    }
    if (given.has("cpu-quota")) {
        const auto quota = core::number_in<std::uint64_t>(given.value("cpu-quota")),
                   period = core::number_in<std::uint64_t>(given.value("cpu-period", "100000"));
        if (!quota || !period || *quota < 1000 || *quota > 1'000'000'000 || *period < 1000 ||
            *period > 1'000'000)
            throw usage_error(
                "a part of the CPUs' time is at least 1000 microseconds of 1000 to 1000000: --cpu-quota 50000 --cpu-period 100000");
        if (given.has("cpus"))
            throw usage_error("--cpu-quota and --cpus say the same: give one of them");
        made.cpu_millis = std::max<std::uint64_t>(*quota * 1000 / *period, 1);
    }
    if (given.has("cpu-shares")) {
        const auto number = core::number_in<std::uint64_t>(given.value("cpu-shares"));
        if (!number || *number < 2 || *number > 262144)
            throw usage_error("'" + given.value("cpu-shares") +
                              "' is no share of the CPUs: it is from 2 to 262144");
        made.cpu_shares = (*number * 1000 + 1023) / 1024;
    }
    if (given.has("cpuset-cpus"))
        made.cpus = list_in(given.value("cpuset-cpus"), runtime::listed_cpus);
    if (given.has("cpuset-mems"))
        made.memory_nodes = list_in(given.value("cpuset-mems"), runtime::listed_nodes);
    if (given.has("pids-limit")) {
        const auto number = core::number_in<long>(given.value("pids-limit"));
        if (!number || *number < -1)
            throw usage_error("'" + given.value("pids-limit") + "' is no number of processes");
        made.processes = *number > 0 ? static_cast<std::uint64_t>(*number) : 0;
    }
    return made;
}

}  // namespace slipway::cli::command::detail
