// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/verb.hpp>
#include <slipway/core/status.hpp>

namespace slipway::cli::command {

/// The command line is not what the program takes. The sentence says which word is wrong, and what
/// was probably meant.
class usage_error : public status_error {
public:
    explicit usage_error(std::string message)
        : status_error(core::reason::bad_request, std::move(message)) {}
};

/// Options, and what follows them.
struct parsed_options {
    arguments given{};
    std::size_t used = 0;  ///< words; all of them, unless the reading ended at the first operand
};

/// Reads options as getopt_long(3) does: `-it` for two flags, `-pVALUE`, `-p VALUE`, `-p=VALUE`,
/// `--name VALUE`, `--name=VALUE`, `--flag=false`; after `--` all are operands. With
/// `rest_is_command`, all from the first operand on are. With `stop_at_operand`, the reading ends
/// there. Throws `usage_error`, for those that are `missing` with the sentence that says so.
parsed_options parse_options(const std::vector<option>& options,
                             const std::vector<std::string>& words, bool rest_is_command,
                             bool stop_at_operand = false,
                             const std::vector<missing_option>& missing = {});

/// All words behind a verb. Throws `usage_error`.
arguments parse(const verb& v, const std::vector<std::string>& words);

/// The verb that the words begin with, longest name first, and how many words name it. Throws
/// `usage_error` with the nearest right name.
const verb& find_verb(const std::vector<verb>& verbs, const std::vector<std::string>& words,
                      std::size_t& used);

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/parse.hpp>
#endif
